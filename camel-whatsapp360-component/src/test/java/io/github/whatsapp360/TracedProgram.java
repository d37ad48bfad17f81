package io.github.whatsapp360;

import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.Template;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;

/**
 * A program of its own for {@link TracesAcrossProcessesTest}: sends messages, or receives webhooks. It prints its
 * spans, each with its trace, its ID, its parent's ID, its name and its message ID.
 */
final class TracedProgram {

    private TracedProgram() {}

    /**
     * Arguments: base URL, API key, and the file and the recipient to send to, or the secret of webhooks to receive.
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 4) {
            send(args[0], args[1], Path.of(args[2]), args[3]);
        } else {
            receive(args[0], args[1], args[2]);
        }
    }

    /** Sends a text, a file and a template message, as an application with camel-main. */
    private static void send(String baseUrl, String apiKey, Path file, String to) throws Exception {
        Main main = new Main();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new RecordedSpans(TracedProgram::print)))
                .build();
        main.bind("tracer", provider.get("test"));
        main.bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        main.addInitialProperty("camel.opentelemetry2.enabled", "true");
        main.addInitialProperty("camel.component.whatsapp360.base-url", baseUrl);
        main.addInitialProperty("camel.component.whatsapp360.api-key", apiKey);
        main.addInitialProperty("camel.component.whatsapp360.to", to);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outbox").to("whatsapp360:send");
            }
        });
        main.start();
        try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
            for (Object body : List.of("hello", file, OutgoingMessage.of(Template.of("hello", "en")))) {
                template.requestBody("direct:outbox", body);
            }
        }
        main.stop();
    }

    /** Receives webhooks until the input ends. */
    private static void receive(String baseUrl, String apiKey, String secret) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RecordedSpans.trace(context, TracedProgram::print);
            VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
            http.setBindHost("127.0.0.1");
            http.setBindPort(0);
            VertxPlatformHttpServer server = new VertxPlatformHttpServer(http);
            server.setCamelContext(context);
            context.addService(server);
            server.start();
            Whatsapp360Configuration options = context.getComponent("whatsapp360", Whatsapp360Component.class)
                    .getConfiguration();
            options.setBaseUrl(baseUrl);
            options.setApiKey(apiKey);
            options.setWebhookVerifyToken(secret);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("webhook:whatsapp360:events?webhookPath=/whatsapp&webhookExternalUrl=http://127.0.0.1:"
                                    + server.getPort())
                            .to("log:events?level=DEBUG");
                }
            });
            context.start();
            System.out.println("READY");
            while (System.in.read() >= 0) {
                // until the test closes the input
            }
        }
    }

    private static void print(SpanData span) {
        StringBuilder line = new StringBuilder("SPAN ")
                .append(String.join(" ", span.getTraceId(), span.getSpanId(), span.getParentSpanId(), span.getName()));
        span.getAttributes().forEach((key, value) -> {
            if (key.getKey().equals(SpanTags.MESSAGE_ID)) {
                line.append(' ').append(value);
            }
        });
        System.out.println(line);
    }
}
