package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook: keeps what comes and answers as it is told, 200 unless told otherwise. */
final class Hook implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    record Post(Map<String, List<String>> headers, JsonNode json) {

        /** The only status of a Cloud payload. */
        JsonNode status() {
            return json.at("/entry/0/changes/0/value/statuses/0");
        }

        /** The only message of a Cloud payload. */
        JsonNode message() {
            return json.at("/entry/0/changes/0/value/messages/0");
        }
    }

    Hook() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?a=b");
    }

    /** The next answers; -1 closes the connection without one. */
    Hook answers(Integer... next) {
        statuses.addAll(List.of(next));
        return this;
    }

    List<Post> posts() {
        return posts;
    }

    /** The statuses of Cloud payloads, by their names, in the order in which they came. */
    List<String> statuses() {
        return posts.stream()
                .map(post -> post.status().path("status").asText())
                .filter(status -> !status.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(new Post(Map.copyOf(exchange.getRequestHeaders()), json(body)));
            Integer status = statuses.poll();
            if (status == null || status >= 0) {
                exchange.sendResponseHeaders(status == null ? 200 : status, -1);
            }
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
