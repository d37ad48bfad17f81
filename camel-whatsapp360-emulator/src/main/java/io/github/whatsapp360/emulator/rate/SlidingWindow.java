package io.github.whatsapp360.emulator.rate;

import java.time.Duration;
import java.time.Instant;

/** A limit of events in any second. It is strict, where a bucket would let twice as many through around its refill. */
public final class SlidingWindow {

    private static final Duration LENGTH = Duration.ofSeconds(1);

    private final Instant[] taken;
    private int oldest;

    /** A window that lets {@code perSecond} through, at least one. */
    public SlidingWindow(int perSecond) {
        taken = new Instant[perSecond];
    }

    public synchronized boolean hasPlace(Instant now) {
        return taken[oldest] == null || !now.isBefore(taken[oldest].plus(LENGTH));
    }

    /** Takes a place; false if there is none at this time. */
    public synchronized boolean tryTake(Instant now) {
        if (!hasPlace(now)) {
            return false;
        }
        taken[oldest] = now;
        oldest = (oldest + 1) % taken.length;
        return true;
    }
}
