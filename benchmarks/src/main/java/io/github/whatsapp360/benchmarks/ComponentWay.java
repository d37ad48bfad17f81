package io.github.whatsapp360.benchmarks;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.Whatsapp360Configuration;
import io.github.whatsapp360.Whatsapp360Constants;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.SentMessage;
import java.io.File;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Endpoint;

/** This component with its defaults, but without rate limits. */
final class ComponentWay extends CamelWay {

    private final Endpoint send;
    private final Endpoint media;

    ComponentWay(int port) {
        this(port, 0);
    }

    /**
     * @param responseTimeout the response timeout in milliseconds; 0 for the component's default
     */
    ComponentWay(int port, int responseTimeout) {
        Whatsapp360Configuration options =
                context.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration();
        options.setBaseUrl("http://127.0.0.1:" + port);
        options.setApiKey(KEY);
        options.setMessagesPerSecond(0);
        if (responseTimeout > 0) {
            options.setResponseTimeout(responseTimeout);
        }
        start("whatsapp360:media");
        send = context.getEndpoint("whatsapp360:send");
        media = context.getEndpoint("whatsapp360:media");
    }

    @Override
    public String name() {
        return "camel-whatsapp360";
    }

    @Override
    public String text(String to, String text) {
        return send(send, text, Map.of(Whatsapp360Constants.TO, to))
                .getMessage()
                .getBody(SentMessage.class)
                .id();
    }

    @Override
    public String upload(File pdf) {
        return send(media, pdf, Map.of())
                .getMessage()
                .getBody(UploadedMedia.class)
                .id();
    }

    @Override
    public String stream(InputStream pdf) {
        return redelivered(
                        pdf,
                        Map.of(
                                Whatsapp360Constants.MIME_TYPE,
                                "application/pdf",
                                Whatsapp360Constants.FILENAME,
                                "stream.pdf"))
                .getMessage()
                .getBody(UploadedMedia.class)
                .id();
    }

    @Override
    public String document(String to, File pdf) {
        return send(send, pdf, Map.of(Whatsapp360Constants.TO, to))
                .getMessage()
                .getBody(SentMessage.class)
                .id();
    }
}
