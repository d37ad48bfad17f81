package io.github.whatsapp360.benchmarks.implementations;

import java.io.File;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.whatsapp.model.UploadMedia;

/** A client that uses camel-whatsapp with its defaults. */
public final class CamelWhatsappClient extends CamelClient {

    private final Endpoint endpoint;

    public CamelWhatsappClient(int port) {
        String uri = CamelWhatsappRequests.uri(port);
        start(uri);
        endpoint = context.getEndpoint(uri);
    }

    @Override
    public String name() {
        return "camel-whatsapp";
    }

    @Override
    public String text(String to, String text) {
        return message(CamelWhatsappRequests.text(to, text));
    }

    @Override
    public String upload(File pdf) {
        Object request = CamelWhatsappRequests.upload(new UploadMedia(pdf, "application/pdf"));
        return CamelWhatsappRequests.mediaId(send(endpoint, request, Map.of()));
    }

    @Override
    public String stream(InputStream pdf) {
        Object request = CamelWhatsappRequests.upload(new UploadMedia("stream.pdf", pdf, "application/pdf"));
        return CamelWhatsappRequests.mediaId(redelivered(request, Map.of()));
    }

    /** Uploads the file for each message, because camel-whatsapp does not reuse uploads. */
    @Override
    public String document(String to, File pdf) {
        return message(CamelWhatsappRequests.document(to, upload(pdf), pdf.getName()));
    }

    private String message(Object request) {
        return CamelWhatsappRequests.messageId(send(endpoint, request, Map.of()));
    }
}
