package io.github.whatsapp360.emulator.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/** Where the emulator's webhook posts to: the business's side. */
final class Endpoint implements AutoCloseable {

    private final HttpServer server;
    private final List<JsonNode> values = new CopyOnWriteArrayList<>();

    Endpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                Api.JSON.readTree(exchange.getRequestBody()).findValues("value").forEach(values::add);
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** The messages of customers that were posted here. */
    List<JsonNode> messages() {
        return values.stream()
                .flatMap(value -> StreamSupport.stream(value.path("messages").spliterator(), false))
                .toList();
    }

    JsonNode awaitMessage(int number) {
        await().until(() -> messages().size() >= number);
        return messages().get(number - 1);
    }

    /** The statuses of a message, in the order in which they came. */
    List<String> statuses(String messageId) {
        return values.stream()
                .flatMap(value -> StreamSupport.stream(value.path("statuses").spliterator(), false))
                .filter(status -> status.path("id").asText().equals(messageId))
                .map(status -> status.path("status").asText())
                .toList();
    }

    void clear() {
        values.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
