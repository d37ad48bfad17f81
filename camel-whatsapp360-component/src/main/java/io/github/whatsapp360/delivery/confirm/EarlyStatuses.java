package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.event.MessageStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statuses whose message is not known yet, because its answer has not come. Guarded by the lock of
 * {@link Confirmations}.
 */
final class EarlyStatuses {

    /** The largest number of messages. If there are more, the statuses that have waited longest are dropped. */
    static final int MAX_MESSAGES = 10_000;

    /**
     * The largest number of statuses of one message. The service has six different statuses; more would be repetitions.
     */
    private static final int MAX_EACH = 8;

    private final Map<String, Early> byId = new LinkedHashMap<>();

    int size() {
        return byId.size();
    }

    /**
     * Keeps a status.
     *
     * @param begun the number of messages that had begun when the status came
     * @param group the messages with the status's callback data; null if it has none
     */
    void keep(MessageStatus status, long begun, MessagesOfCallbackData group) {
        Early early = byId.computeIfAbsent(status.id(), id -> new Early(begun));
        early.add(status);
        if (group != null) {
            early.group = group;
            group.addEarlyId(status.id());
        }
        if (byId.size() > MAX_MESSAGES) {
            Map.Entry<String, Early> eldest = byId.entrySet().iterator().next();
            byId.remove(eldest.getKey());
            eldest.getValue().leave(eldest.getKey());
            if (eldest.getValue().group != null) {
                eldest.getValue().group.becomesAmbiguous();
            }
        }
    }

    /** Removes and returns the statuses that came before this ID was known. */
    List<MessageStatus> take(String id) {
        Early early = byId.remove(id);
        if (early == null) {
            return List.of();
        }
        early.leave(id);
        return early.statuses;
    }

    /** Drops the statuses that came before the message of this number began. */
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
        private MessagesOfCallbackData group;

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
            if (group != null) {
                group.forget(id);
            }
        }
    }
}
