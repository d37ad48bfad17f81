package io.github.whatsapp360.emulator.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A bucket of tokens for each pair of sender and recipient: bursts borrow from the future and are paid back. Kept as
 * the time at which a bucket will be full again, so that full ones need no memory.
 */
public final class PairBuckets {

    private static final int SWEPT_FROM = 10_000;

    private final Duration interval;
    private final Duration burst;
    private final Map<String, Instant> fullAt = new HashMap<>();
    private int sweepAt = SWEPT_FROM;

    /**
     * @param tokens in a full bucket
     * @param interval after which one comes back
     */
    public PairBuckets(int tokens, Duration interval) {
        this.interval = interval;
        this.burst = interval.multipliedBy(tokens);
    }

    /** Takes a token of this pair; false if there is none at this time. */
    public synchronized boolean tryTake(String pair, Instant now) {
        Instant before = fullAt.getOrDefault(pair, now);
        Instant after = (before.isBefore(now) ? now : before).plus(interval);
        if (after.isAfter(now.plus(burst))) {
            return false;
        }
        fullAt.put(pair, after);
        if (fullAt.size() > sweepAt) {
            fullAt.values().removeIf(full -> !full.isAfter(now));
            sweepAt = Math.max(SWEPT_FROM, fullAt.size() * 2);
        }
        return true;
    }
}
