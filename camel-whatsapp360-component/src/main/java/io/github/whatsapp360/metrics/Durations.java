package io.github.whatsapp360.metrics;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** Timers with buckets, from which a monitoring system computes quantiles over several processes. */
final class Durations {

    /**
     * The bounds of the buckets for calls and routes. Source: OpenTelemetry, "Semantic conventions for messaging client
     * metrics".
     */
    static final Duration[] CALL = millis(5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000);

    /** The bounds of the buckets for calls that may also wait for their turn or for a confirmation. */
    static final Duration[] OPERATION =
            millis(5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000, 30_000, 60_000, 300_000);

    /** The bounds of the buckets for waits, from a tenth of a second to an hour. */
    static final Duration[] WAIT = millis(100, 500, 1000, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000);

    private Durations() {}

    static Timer.Builder timer(String name, String description, Duration[] bounds) {
        return Timer.builder(name).description(description).serviceLevelObjectives(bounds);
    }

    private static Duration[] millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
