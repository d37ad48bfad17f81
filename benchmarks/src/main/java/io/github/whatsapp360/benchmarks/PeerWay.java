package io.github.whatsapp360.benchmarks;

import java.io.File;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.whatsapp.model.BaseMessage;
import org.apache.camel.component.whatsapp.model.MediaMessage;
import org.apache.camel.component.whatsapp.model.MediaMessageRequest;
import org.apache.camel.component.whatsapp.model.MessageResponse;
import org.apache.camel.component.whatsapp.model.TextMessage;
import org.apache.camel.component.whatsapp.model.TextMessageRequest;
import org.apache.camel.component.whatsapp.model.UploadMedia;
import org.apache.camel.component.whatsapp.model.UploadMediaRequest;

/** A way that uses camel-whatsapp with its defaults. */
final class PeerWay extends CamelWay {

    private final Endpoint endpoint;

    PeerWay(int port) {
        String uri = "whatsapp:106540352242922?authorizationToken=" + KEY
                + "&apiVersion=v22.0&baseUri=http://127.0.0.1:" + port;
        start(uri);
        endpoint = context.getEndpoint(uri);
    }

    @Override
    public String name() {
        return "camel-whatsapp";
    }

    @Override
    public String text(String to, String text) {
        TextMessage body = new TextMessage();
        body.setBody(text);
        TextMessageRequest request = new TextMessageRequest();
        request.setTo(to);
        request.setText(body);
        return message(request);
    }

    @Override
    public String upload(File pdf) {
        return send(endpoint, request(new UploadMedia(pdf, "application/pdf")), Map.of())
                .getMessage()
                .getBody(MessageResponse.class)
                .getId();
    }

    @Override
    public String stream(InputStream pdf) {
        return redelivered(request(new UploadMedia("stream.pdf", pdf, "application/pdf")), Map.of())
                .getMessage()
                .getBody(MessageResponse.class)
                .getId();
    }

    private static UploadMediaRequest request(UploadMedia upload) {
        UploadMediaRequest request = new UploadMediaRequest();
        request.setUploadMedia(upload);
        return request;
    }

    /** Uploads the file for each message, because camel-whatsapp does not reuse uploads. */
    @Override
    public String document(String to, File pdf) {
        MediaMessage media = new MediaMessage();
        media.setId(upload(pdf));
        media.setFilename(pdf.getName());
        MediaMessageRequest request = new MediaMessageRequest("document", media);
        request.setTo(to);
        return message(request);
    }

    private String message(BaseMessage request) {
        return send(endpoint, request, Map.of())
                .getMessage()
                .getBody(MessageResponse.class)
                .getMessages()
                .get(0)
                .getId();
    }
}
