package io.github.whatsapp360.emulator.util;

import java.time.Duration;

/** A histogram of durations, with percentiles within 5 %. */
public final class DurationHistogram {

    private static final double STEP = Math.log(1.05);
    private static final int BUCKETS = 512;

    private final long[] counts = new long[BUCKETS];
    private long total;

    public synchronized void add(Duration duration) {
        double micros = Math.max(1, duration.toNanos() / 1000.0);
        counts[(int) Math.min(BUCKETS - 1.0, Math.ceil(Math.log(micros) / STEP))]++;
        total++;
    }

    synchronized long count() {
        return total;
    }

    /** The time that this share of all did not exceed; zero if there was none. */
    public synchronized Duration percentile(double percent) {
        long wanted = (long) Math.ceil(total * percent / 100);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS && total > 0; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos((long) (Math.exp(bucket * STEP) * 1000));
            }
        }
        return Duration.ZERO;
    }
}
