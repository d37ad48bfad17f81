package io.github.whatsapp360;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.CamelContextHelper;
import org.junit.jupiter.api.Tag;

/**
 * The base class of tests that receive webhooks over a real HTTP server, to which the emulator posts. They run twice:
 * with the component's own consumer, and once more with camel-webhook; see the pom.
 */
@Tag(WebhookTest.BOTH_DOORS)
abstract class WebhookTest extends EmulatorTest {

    static final String SECRET = "a-secret-of-our-own";
    static final String SECRET_HEADER = "X-Webhook-Secret";
    static final String BOTH_DOORS = "both-doors";

    /** The scheme before the endpoint: none, or the one of camel-webhook. */
    static final String DOOR = System.getProperty("whatsapp360.door", "");

    static final String NAME = DOOR + "whatsapp360:events?webhookPath=/whatsapp";

    /** HTTP/1.1, as the service's: with HTTP/2 a server bounds how many requests of one client it takes at once. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private VertxPlatformHttpServer server;

    /** The exchanges that the route of {@link #listen} got. */
    final Queue<Exchange> taken = new ConcurrentLinkedQueue<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        server = startServer(context);
        return context;
    }

    /** Starts an HTTP server for a context, on a free port of the loopback address. */
    static VertxPlatformHttpServer startServer(CamelContext context) throws Exception {
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(0);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(http);
        server.setCamelContext(context);
        context.addService(server);
        server.start();
        // Camel 4.14 registers its router with port 0, and looks for it with the real one
        context.getRegistry()
                .bind(
                        VertxPlatformHttpRouter.getRouterNameFromPort(server.getPort()),
                        CamelContextHelper.findSingleByType(context, VertxPlatformHttpRouter.class));
        return server;
    }

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setWebhookVerifyToken(SECRET);
    }

    /** Returns the address of this application's webhooks. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort() + "/whatsapp");
    }

    /** The options with which the component tells the emulator where it is. */
    String registered() {
        return NAME + "&webhookExternalUrl=http://127.0.0.1:" + server.getPort();
    }

    HttpResponse<String> post(String body) throws Exception {
        return post(body.getBytes(StandardCharsets.UTF_8), Map.of(SECRET_HEADER, SECRET));
    }

    HttpResponse<String> post(byte[] body, Map<String, String> headers) throws Exception {
        return post("", "application/json", body, headers);
    }

    HttpResponse<String> post(String query, String type, byte[] body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + query))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A route that takes events as the options say. */
    void listen(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:take").process(taken::add);
            }
        });
        route(uri, "direct:take");
    }

    void route(String from, String to) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId("events").to(to);
            }
        });
    }

    static String payload(String... messages) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\",\"value\":"
                + "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"49301234567\",\"phone_number_id\":\"77\"},"
                + "\"messages\":[" + String.join(",", messages) + "]}}]}]}";
    }

    static String text(String id) {
        return "{\"from\":\"" + TO + "\",\"id\":\"" + id
                + "\",\"timestamp\":\"1764000000\",\"type\":\"text\",\"text\":{\"body\":\"hi\"}}";
    }
}
