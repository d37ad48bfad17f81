package io.github.whatsapp360.delivery;

import io.github.whatsapp360.event.MessageStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The messages of one callback data whose ID is not known yet, and the statuses that came before it. */
final class Unanswered {

    /** More messages than this with one callback data are not kept apart. */
    private static final int MAX_EARLY = 100;

    private final Set<Confirmation> waiting = new LinkedHashSet<>();
    private final Map<String, List<MessageStatus>> early = new LinkedHashMap<>();

    void add(Confirmation confirmation) {
        waiting.add(confirmation);
    }

    void remove(Confirmation confirmation) {
        waiting.remove(confirmation);
    }

    Set<Confirmation> waiting() {
        return waiting;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void keep(MessageStatus status) {
        if (early.size() < MAX_EARLY) {
            early.computeIfAbsent(status.id(), id -> new ArrayList<>()).add(status);
        }
    }

    /** What came before this ID was known. */
    List<MessageStatus> take(String id) {
        List<MessageStatus> statuses = early.remove(id);
        return statuses == null ? List.of() : statuses;
    }

    /** The ID that belongs to a message whose answer got lost; empty if it is not clear yet whose it is, or none has come. */
    String claim() {
        boolean clear = waiting.stream().noneMatch(Confirmation::isInFlight);
        return clear && !early.isEmpty() ? early.keySet().iterator().next() : "";
    }
}
