package io.github.whatsapp360.emulator.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The webhook endpoint of the business, which records the posts of the emulator. */
final class Endpoint implements AutoCloseable {

    private final HttpServer server;
    private final List<JsonNode> posts = new CopyOnWriteArrayList<>();

    Endpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                posts.add(Api.JSON.readTree(exchange.getRequestBody()));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Returns the bodies of all posts. */
    List<String> bodies() {
        return posts.stream().map(JsonNode::toString).toList();
    }

    /** Returns the customers' messages in all posts, in the form of the Cloud API. */
    List<JsonNode> messages() {
        return all("messages").toList();
    }

    private Stream<JsonNode> all(String name) {
        return posts.stream()
                .flatMap(post -> post.findValues("value").stream())
                .flatMap(value -> StreamSupport.stream(value.path(name).spliterator(), false));
    }

    JsonNode awaitMessage(int number) {
        await().until(() -> messages().size() >= number);
        return messages().get(number - 1);
    }

    /** Returns the statuses of a message, in the order of their arrival. */
    List<String> statuses(String messageId) {
        return all("statuses")
                .filter(status -> status.path("id").asText().equals(messageId))
                .map(status -> status.path("status").asText())
                .toList();
    }

    void clear() {
        posts.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
