package io.github.whatsapp360.trace;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The trace contexts of the messages that this application has sent last, by their IDs. An answer of a user names the
 * message that it answers, but does not bring its callback data back.
 */
public final class SentTraces {

    /** The number of messages that are remembered; each takes about 300 bytes. */
    static final int MAX_MESSAGES = 10_000;

    private final Map<String, String> byId = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_MESSAGES;
        }
    };

    /** Remembers the trace context of a sent message. */
    public synchronized void put(String messageId, String traceparent) {
        if (!messageId.isEmpty() && !traceparent.isEmpty()) { // the sandbox returns no ID
            byId.put(messageId, traceparent);
        }
    }

    /** Returns the trace context of a sent message; empty if it is not known. */
    public synchronized String get(String messageId) {
        return byId.getOrDefault(messageId, "");
    }
}
