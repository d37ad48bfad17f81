package io.github.whatsapp360.load;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.Whatsapp360Configuration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** An application that sends messages, and receives webhooks if configured to. */
final class Application implements AutoCloseable {

    static final String SECRET = "a-secret-of-our-own";

    private final CamelContext context = new DefaultCamelContext();
    private AsyncProducer producer;

    Application(String baseUrl, String apiKey, Consumer<Whatsapp360Configuration> options) throws Exception {
        Whatsapp360Configuration configuration =
                context.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration();
        configuration.setBaseUrl(baseUrl);
        configuration.setApiKey(apiKey);
        configuration.setWebhookVerifyToken(SECRET);
        options.accept(configuration);
        context.start();
    }

    /** Takes the webhooks of the number. */
    Application listen(Processor route) throws Exception {
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(0);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(http);
        server.setCamelContext(context);
        server.start();
        context.addService(server);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("webhook:whatsapp360:events?webhookPath=/events&webhookExternalUrl=http://127.0.0.1:"
                                + server.getPort())
                        .process(route);
            }
        });
        return this;
    }

    Application add(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        return this;
    }

    Application sendTo(String uri) throws Exception {
        producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return this;
    }

    /** Begins to send; whatever waits does so without this thread. */
    CompletableFuture<Exchange> send(Object body, Map<String, Object> headers) {
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        producer.process(exchange, sync -> ended.complete(exchange));
        return ended;
    }

    @Override
    public void close() {
        context.stop();
    }

    /** Somebody's number. */
    static String recipient(int number) {
        return Integer.toString(49_150_000 + number) + "00";
    }
}
