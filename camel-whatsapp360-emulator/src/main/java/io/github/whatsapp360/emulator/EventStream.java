package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * Server-sent events for the page: {@code snapshot} with all chats when it connects and after a reset, then {@code message}
 * for each new one.
 */
final class EventStream {

    /** Writing is the only way to learn that the page is gone. */
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final Supplier<Memory> memories;

    EventStream(Supplier<Memory> memories) {
        this.memories = memories;
    }

    void write(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (!memories.get().chats().isClosed()) {
                follow(memories.get(), out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Memory memory, OutputStream out) throws IOException, InterruptedException {
        List<ChatMessage> messages = memory.chats().from(0);
        send(out, "snapshot", ChatJson.chats(messages));
        int seen = messages.size();
        while (memory.chats().awaitNews(seen, HEARTBEAT_MILLIS)) {
            List<ChatMessage> news = memory.chats().from(seen);
            for (ChatMessage message : news) {
                send(out, "message", ChatJson.message(message));
            }
            seen += news.size();
            if (news.isEmpty()) {
                send(out, ": still here\n\n");
            }
        }
    }

    private static void send(OutputStream out, String event, JsonNode data) throws IOException {
        send(out, "event: " + event + "\ndata: " + data + "\n\n");
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
