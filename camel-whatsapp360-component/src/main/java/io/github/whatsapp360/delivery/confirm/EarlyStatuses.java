package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.event.MessageStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statuses whose message nobody knows yet, as its answer is still to come. The lock of {@link Confirmations} guards it.
 */
final class EarlyStatuses {

    /** So many messages; of more, the status that has waited longest is dropped. */
    static final int MAX_MESSAGES = 10_000;

    /** The service has six words for what becomes of a message; more would be repetitions. */
    private static final int MAX_EACH = 8;

    private final Map<String, Early> byId = new LinkedHashMap<>();

    int size() {
        return byId.size();
    }

    /**
     * Keeps a status.
     *
     * @param begun how many messages had begun when it came
     * @param siblings the messages with its callback data; null if it has none
     */
    void keep(MessageStatus status, long begun, MessagesOfCallbackData siblings) {
        Early early = byId.computeIfAbsent(status.id(), id -> new Early(begun));
        early.add(status);
        if (siblings != null) {
            early.siblings = siblings;
            siblings.hears(status.id());
        }
        if (byId.size() > MAX_MESSAGES) {
            Map.Entry<String, Early> eldest = byId.entrySet().iterator().next();
            byId.remove(eldest.getKey());
            eldest.getValue().leave(eldest.getKey());
            if (eldest.getValue().siblings != null) {
                eldest.getValue().siblings.blur();
            }
        }
    }

    /** Takes the statuses that came before this ID was known. */
    List<MessageStatus> take(String id) {
        Early early = byId.remove(id);
        if (early == null) {
            return List.of();
        }
        early.leave(id);
        return early.statuses;
    }

    /** Drops what came before this message began, or any that is younger. */
    void dropBefore(long number) {
        Iterator<Map.Entry<String, Early>> eldest = byId.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<String, Early> entry = eldest.next();
            if (entry.getValue().begun >= number) {
                return;
            }
            eldest.remove();
            entry.getValue().leave(entry.getKey());
        }
    }

    private static final class Early {
        private final List<MessageStatus> statuses = new ArrayList<>(2);
        private final long begun;
        private MessagesOfCallbackData siblings;

        Early(long begun) {
            this.begun = begun;
        }

        void add(MessageStatus status) {
            boolean known = statuses.stream().anyMatch(other -> other.status().equals(status.status()));
            if (!known && statuses.size() < MAX_EACH) {
                statuses.add(status);
            }
        }

        void leave(String id) {
            if (siblings != null) {
                siblings.forget(id);
            }
        }
    }
}
