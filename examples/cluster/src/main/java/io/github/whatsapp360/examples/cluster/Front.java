package io.github.whatsapp360.examples.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** One address for webhooks before all nodes. It gives them to the nodes in turn, as a load balancer does. */
final class Front implements AutoCloseable {

    /** The headers that a client of HTTP sets itself. */
    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade");

    private final List<URI> nodes;
    private final AtomicInteger next = new AtomicInteger();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    Front(List<URI> nodes) throws IOException {
        this.nodes = nodes;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(forward(exchange, body), -1);
        }
    }

    /** Returns the status of the first node that can be reached. */
    private int forward(HttpExchange exchange, byte[] body) {
        for (int tries = 0; tries < nodes.size(); tries++) {
            URI node = nodes.get(Math.floorMod(next.getAndIncrement(), nodes.size()));
            HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(exchange.getRequestURI()))
                    .timeout(Duration.ofSeconds(20))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            try {
                return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            } catch (ConnectException e) {
                // the next one
            } catch (IOException e) {
                return 502; // the node died while it worked on the webhook: the service delivers it again
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 503;
            }
        }
        return 503;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
