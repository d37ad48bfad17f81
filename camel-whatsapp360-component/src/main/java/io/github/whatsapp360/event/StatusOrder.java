package io.github.whatsapp360.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sorts the statuses of a message in the order in which they happened. The service may deliver them in any order. */
final class StatusOrder {

    private StatusOrder() {}

    /** Sorts the steps (sent, delivered, read, played) of each message. All other events keep their places. */
    static void restore(List<WebhookEvent> events) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            int place = i;
            status(events.get(place))
                    .filter(status -> status.state().isStep() && !status.id().isEmpty())
                    .ifPresent(status -> places.computeIfAbsent(status.id(), id -> new ArrayList<>())
                            .add(place));
        }
        for (List<Integer> held : places.values()) {
            List<WebhookEvent> steps = new ArrayList<>();
            held.forEach(place -> steps.add(events.get(place)));
            steps.sort(Comparator.comparing(step -> status(step).orElseThrow().state()));
            for (int i = 0; i < held.size(); i++) {
                events.set(held.get(i), steps.get(i));
            }
        }
    }

    private static Optional<MessageStatus> status(WebhookEvent event) {
        if (event instanceof StandbyEvent standby) {
            return standby.status();
        }
        return event instanceof MessageStatus status ? Optional.of(status) : Optional.empty();
    }
}
