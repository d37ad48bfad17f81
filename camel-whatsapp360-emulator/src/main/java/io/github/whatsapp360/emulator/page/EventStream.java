package io.github.whatsapp360.emulator.page;

import com.sun.net.httpserver.HttpExchange;
import io.github.whatsapp360.emulator.chats.ChatJson;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.util.Journal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * Server-sent events for the page: {@code snapshot} when it connects, after a reset, and when it was away for too long;
 * then everything that happens.
 */
public final class EventStream {

    /** The interval of writes, which are the only way to learn that the page is gone. */
    private static final long HEARTBEAT_MILLIS = 15_000;

    private static final int AT_ONCE = 500;

    private final Supplier<EmulatorState> states;

    EventStream(Supplier<EmulatorState> states) {
        this.states = states;
    }

    void write(HttpExchange exchange) throws IOException {
        String seen = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (EmulatorState state = states.get(); !state.journal().isClosed(); state = states.get()) {
                follow(state, out, seen == null ? "" : seen);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void follow(EmulatorState state, OutputStream out, String lastEventId)
            throws IOException, InterruptedException {
        Journal journal = state.journal();
        long seen = journal.number(lastEventId);
        boolean more = true;
        while (more) {
            if (seen < 0 || journal.isForgotten(seen)) {
                // What happens meanwhile may be in the snapshot and come again as an event.
                seen = journal.last();
                send(
                        out,
                        event(
                                "snapshot",
                                journal.id(seen),
                                ChatJson.chats(state.chats().summaries(0, Chats.CHATS))
                                        .toString()));
            }
            more = journal.await(seen, HEARTBEAT_MILLIS);
            if (journal.isForgotten(seen)) {
                continue;
            }
            List<Journal.Event> news = journal.after(seen, AT_ONCE);
            StringBuilder text = new StringBuilder(news.isEmpty() ? ": still here\n\n" : "");
            for (Journal.Event event : news) {
                text.append(event(
                        event.name(),
                        journal.id(event.number()),
                        event.data().get().toString()));
                seen = event.number();
            }
            if (more) {
                send(out, text.toString());
            }
        }
    }

    private static String event(String name, String id, String data) {
        return "id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
