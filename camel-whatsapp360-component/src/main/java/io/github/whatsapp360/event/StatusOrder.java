package io.github.whatsapp360.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the statuses of one message in the order in which they happened; the service may deliver them in any. */
final class StatusOrder {

    private StatusOrder() {}

    /** Changes nothing but which step (sent, delivered, read, played) stands at which of the places that steps hold. */
    static void restore(List<WebhookEvent> events) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int place = 0; place < events.size(); place++) {
            if (events.get(place) instanceof MessageStatus status
                    && status.state().isStep()
                    && !status.id().isEmpty()) {
                places.computeIfAbsent(status.id(), id -> new ArrayList<>()).add(place);
            }
        }
        for (List<Integer> held : places.values()) {
            List<WebhookEvent> steps = new ArrayList<>();
            held.forEach(place -> steps.add(events.get(place)));
            steps.sort(Comparator.comparing(step -> ((MessageStatus) step).state()));
            for (int i = 0; i < held.size(); i++) {
                events.set(held.get(i), steps.get(i));
            }
        }
    }
}
