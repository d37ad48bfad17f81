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

/** A webhook that records posts and answers them with the given statuses, 200 by default. */
final class Hook implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** A post with the status that it was answered with. */
    record Post(Map<String, List<String>> headers, JsonNode json, int answer) {

        /** Returns the only status of a Cloud payload. */
        JsonNode status() {
            return json.at("/entry/0/changes/0/value/statuses/0");
        }

        /** Returns the only message of a Cloud payload. */
        JsonNode message() {
            return json.at("/entry/0/changes/0/value/messages/0");
        }
    }

    Hook() {
        this(0);
    }

    Hook(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
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

    /** Sets the statuses of the next answers. The value -1 closes the connection without an answer. */
    Hook answers(Integer... next) {
        statuses.addAll(List.of(next));
        return this;
    }

    List<Post> posts() {
        return posts;
    }

    /** Returns the names of the statuses in Cloud payloads, in the order of their arrival. */
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
            Integer next = statuses.poll();
            int status = next == null ? 200 : next;
            posts.add(new Post(Map.copyOf(exchange.getRequestHeaders()), json(body), status));
            if (status >= 0) {
                exchange.sendResponseHeaders(status, -1);
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
