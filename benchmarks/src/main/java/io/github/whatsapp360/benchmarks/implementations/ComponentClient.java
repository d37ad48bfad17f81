package io.github.whatsapp360.benchmarks.implementations;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.Whatsapp360Configuration;
import io.github.whatsapp360.Whatsapp360Constants;
import io.github.whatsapp360.benchmarks.support.TestData;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.repository.MessageRepository;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.File;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Endpoint;

/** This component with its defaults, but without rate limits. */
public final class ComponentClient extends CamelClient {

    private final String name;
    private final boolean givesCallbackData;
    private final AtomicLong texts = new AtomicLong();
    private final Endpoint send;
    private final Endpoint media;

    public ComponentClient(int port) {
        this(port, 0);
    }

    /**
     * Creates a client.
     *
     * @param responseTimeout the response timeout in milliseconds; 0 for the component's default
     */
    public ComponentClient(int port, int responseTimeout) {
        this(port, responseTimeout, "camel-whatsapp360", false, null, null);
    }

    private ComponentClient(
            int port,
            int responseTimeout,
            String name,
            boolean givesCallbackData,
            MessageRepository repository,
            MeterRegistry meters) {
        if (meters != null) {
            context.getRegistry().bind("meters", meters);
        }
        this.name = name;
        this.givesCallbackData = givesCallbackData;
        Whatsapp360Configuration options =
                context.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration();
        options.setBaseUrl("http://127.0.0.1:" + port);
        options.setApiKey(TestData.API_KEY);
        options.setMessagesPerSecond(0);
        options.setMessageRepository(repository);
        if (responseTimeout > 0) {
            options.setResponseTimeout(responseTimeout);
        }
        start("whatsapp360:media");
        send = context.getEndpoint("whatsapp360:send");
        media = context.getEndpoint("whatsapp360:media");
    }

    /** Creates a client that gives each text other callback data. */
    static ComponentClient withCallbackData(int port) {
        return new ComponentClient(port, 0, "no repository", true, null, null);
    }

    /** Creates a client that gives each text other callback data, and keeps its record in an empty repository. */
    static ComponentClient withRepository(int port, String name, MessageRepository repository) {
        return new ComponentClient(port, 0, name, true, repository, null);
    }

    /** Creates a client that measures with Micrometer, for a Prometheus. */
    public static ComponentClient withMetrics(int port) {
        return new ComponentClient(
                port, 0, "with metrics", false, null, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String text(String to, String text) {
        Map<String, Object> headers = givesCallbackData
                ? Map.of(
                        Whatsapp360Constants.TO,
                        to,
                        Whatsapp360Constants.CALLBACK_DATA,
                        "text " + texts.getAndIncrement())
                : Map.of(Whatsapp360Constants.TO, to);
        return send(send, text, headers).getMessage().getBody(SentMessage.class).id();
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
