package io.github.whatsapp360.benchmarks.workloads;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.benchmarks.support.ChildJvm;
import io.github.whatsapp360.event.MessageStatus;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** Three routes behind the same HTTP server that receive webhooks with one status each. */
public final class WebhookWorkload implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final VertxPlatformHttpServer server;
    private final LongAdder received = new LongAdder();
    private final ChildJvm generator = new ChildJvm(List.of("-Xmx128m"), WebhookLoadGenerator.class);

    public WebhookWorkload() throws Exception {
        Whatsapp360Component component = context.getComponent("whatsapp360", Whatsapp360Component.class);
        component.getConfiguration().setBaseUrl("http://127.0.0.1:9"); // no request goes there
        component.getConfiguration().setApiKey("a-key");
        component.getConfiguration().setAllowUnauthenticated(true);
        context.start();
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(0);
        server = new VertxPlatformHttpServer(http);
        server.setCamelContext(context);
        server.start();
        context.addService(server);
        context.getComponent("platform-http");
        ObjectMapper mapper = new ObjectMapper();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                String external = "webhookAutoRegister=false&webhookExternalUrl=http://127.0.0.1:" + server.getPort();
                from("webhook:whatsapp360:events?webhookPath=/camel-whatsapp360&" + external)
                        .process(exchange -> require(exchange.getMessage()
                                .getBody(MessageStatus.class)
                                .recipient()));
                from("webhook:whatsapp:106540352242922?authorizationToken=a-key&webhookVerifyToken=a-token&" + external)
                        .process(exchange ->
                                require(mapper.readTree(exchange.getMessage().getBody(String.class))
                                        .at("/entry/0/changes/0/value/statuses/0/recipient_id")
                                        .asText()));
                from("platform-http:/platform-http")
                        .process(exchange ->
                                require(mapper.readTree(exchange.getMessage().getBody(byte[].class))
                                        .at("/entry/0/changes/0/value/statuses/0/recipient_id")
                                        .asText()))
                        .removeHeaders("*")
                        .setBody(constant(""));
            }
        });
    }

    /** Checks that a route has read the recipient of the status. The first route also drops repeated events. */
    private void require(String recipient) {
        if (!recipient.equals("16505551234")) {
            throw new IllegalStateException("not the recipient");
        }
        received.increment();
    }

    /**
     * Measures the webhooks a second at one of {@code camel-whatsapp360}, {@code camel-whatsapp/webhook} and
     * {@code platform-http}.
     */
    public double run(String path, int connections, long millis) throws Exception {
        long before = received.sum();
        String answer = generator.ask(server.getPort() + " /" + path + " " + connections + " " + millis);
        if (answer == null || received.sum() == before) {
            throw new IllegalStateException(path + " took no webhooks");
        }
        return Double.parseDouble(answer);
    }

    @Override
    public void close() {
        generator.close();
        context.stop();
    }
}
