package io.github.whatsapp360;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads the meters of a registry. */
final class Meters {

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /**
     * Returns the sum of the counters, the numbers of measurements, and the gauges with this name; 0 if there are none.
     *
     * @param tags the keys and values that each of them has
     */
    double value(String name, String... tags) {
        return registry.find(name).tags(tags).meters().stream()
                .mapToDouble(meter -> switch (meter.getId().getType()) {
                    case COUNTER -> value(meter);
                    case GAUGE -> value(meter);
                    default -> meter instanceof Timer timer ? timer.count() : value(meter);
                })
                .sum();
    }

    /** Returns the only timer with this name and these tags. */
    Timer timer(String name, String... tags) {
        return registry.get(name).tags(tags).timer();
    }

    private static double value(Meter meter) {
        return meter.measure().iterator().next().getValue();
    }

    /** Returns the keys and values of all tags of our meters. */
    Set<String> tags() {
        return ours().stream()
                .flatMap(id -> id.getTags().stream())
                .map(Meters::text)
                .collect(Collectors.toSet());
    }

    /** Returns our meters: each name with its tags. */
    List<Meter.Id> ours() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().matches("(messaging|whatsapp360)\\..*"))
                .filter(id -> id.getTag("le") == null) // the buckets of a timer
                .toList();
    }

    /** Returns all that is not a word in the values of the tags. */
    List<String> strangeTags() {
        return ours().stream()
                .flatMap(id -> StreamSupport.stream(id.getTagsAsIterable().spliterator(), false))
                .filter(tag -> !tag.getValue().matches("[a-z][a-z0-9_]*|[0-9]{1,7}|_OTHER"))
                .map(Meters::text)
                .toList();
    }

    private static String text(Tag tag) {
        return tag.getKey() + "=" + tag.getValue();
    }

    @Override
    public String toString() {
        return registry.getMeters().stream()
                .map(meter -> meter.getId() + " "
                        + Arrays.toString(StreamSupport.stream(meter.measure().spliterator(), false)
                                .toArray()))
                .collect(Collectors.joining("\n"));
    }
}
