package io.github.whatsapp360.emulator.util;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The last events since a reset, each with a number, for those who watch. */
public final class Journal {

    /** The number of events that are kept for watchers that were away. */
    static final int KEPT = 20_000;

    private final String name = UUID.randomUUID().toString().substring(0, 8);
    private final Deque<Event> events = new ArrayDeque<>();
    private long last;
    private boolean closed;

    /**
     * An event.
     *
     * @param name of the kind of event
     * @param data made only if somebody watches
     */
    public record Event(long number, String name, Supplier<JsonNode> data) {}

    public synchronized void add(String event, Supplier<JsonNode> data) {
        events.add(new Event(++last, event, data));
        if (events.size() > KEPT) {
            events.poll();
        }
        notifyAll();
    }

    /** The number of the newest event. */
    public synchronized long last() {
        return last;
    }

    /** Returns the ID of an event as a watcher gets it; {@link #number} reads it. */
    public String id(long number) {
        return name + "-" + number;
    }

    /** The number in an ID, if what followed is still known; else -1. */
    public synchronized long number(String id) {
        if (!id.startsWith(name + "-") || !id.substring(name.length() + 1).matches("\\d{1,18}")) {
            return -1;
        }
        long number = Long.parseLong(id.substring(name.length() + 1));
        return number > last || isForgotten(number) ? -1 : number;
    }

    /** Returns whether events after this one are forgotten. */
    public synchronized boolean isForgotten(long number) {
        return last - number > events.size();
    }

    /** Returns the events after this one, {@code most} at most. */
    public synchronized List<Event> after(long number, int most) {
        List<Event> news = new ArrayList<>();
        long skip = Math.max(0, number - (last - events.size()));
        if (skip < events.size()) {
            events.stream().skip(skip).limit(most).forEach(news::add);
        }
        return news;
    }

    /**
     * Waits for an event after this one, for the end, or for the time to pass.
     *
     * @return true if more events may come
     */
    public synchronized boolean await(long number, long millis) throws InterruptedException {
        if (last == number && !closed) {
            wait(millis);
        }
        return !closed;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** Ends the journal: watchers go on with the one that follows. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
