package io.github.whatsapp360.benchmarks.implementations;

import io.github.whatsapp360.benchmarks.support.TestData;
import org.apache.camel.Exchange;
import org.apache.camel.component.whatsapp.model.MediaMessage;
import org.apache.camel.component.whatsapp.model.MediaMessageRequest;
import org.apache.camel.component.whatsapp.model.MessageResponse;
import org.apache.camel.component.whatsapp.model.TextMessage;
import org.apache.camel.component.whatsapp.model.TextMessageRequest;
import org.apache.camel.component.whatsapp.model.UploadMedia;
import org.apache.camel.component.whatsapp.model.UploadMediaRequest;

/** The endpoint of camel-whatsapp, and the bodies that it sends and receives. */
final class CamelWhatsappRequests {

    private CamelWhatsappRequests() {}

    /** Returns the URI of an endpoint with the default options. */
    static String uri(int port) {
        return "whatsapp:106540352242922?authorizationToken=" + TestData.API_KEY
                + "&apiVersion=v22.0&baseUri=http://127.0.0.1:" + port;
    }

    static TextMessageRequest text(String to, String text) {
        TextMessage body = new TextMessage();
        body.setBody(text);
        TextMessageRequest request = new TextMessageRequest();
        request.setTo(to);
        request.setText(body);
        return request;
    }

    static UploadMediaRequest upload(UploadMedia upload) {
        UploadMediaRequest request = new UploadMediaRequest();
        request.setUploadMedia(upload);
        return request;
    }

    static MediaMessageRequest document(String to, String mediaId, String filename) {
        MediaMessage media = new MediaMessage();
        media.setId(mediaId);
        media.setFilename(filename);
        MediaMessageRequest request = new MediaMessageRequest("document", media);
        request.setTo(to);
        return request;
    }

    /** Returns the message ID from the response in the body. */
    static String messageId(Exchange exchange) {
        return response(exchange).getMessages().get(0).getId();
    }

    /** Returns the media ID from the response in the body. */
    static String mediaId(Exchange exchange) {
        return response(exchange).getId();
    }

    private static MessageResponse response(Exchange exchange) {
        return exchange.getMessage().getBody(MessageResponse.class);
    }
}
