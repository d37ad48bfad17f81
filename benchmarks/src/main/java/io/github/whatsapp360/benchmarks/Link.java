package io.github.whatsapp360.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** A network link of limited speed that all connections share. */
final class Link {

    /** The time whose bytes may pass at once after a pause. It is also the shortest sleep. */
    private static final long BURST_NANOS = 2_000_000;

    private volatile double nanosPerByte;
    private long free = System.nanoTime();

    void bytesPerSecond(long rate) {
        nanosPerByte = rate == 0 ? 0 : 1e9 / rate;
    }

    /** Waits until these bytes have passed. */
    void pass(int bytes) {
        double cost = nanosPerByte;
        if (cost == 0) {
            return;
        }
        long until = book((long) (bytes * cost));
        for (long wait = until - System.nanoTime(); wait > BURST_NANOS / 2; wait = until - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    private synchronized long book(long nanos) {
        free = Math.max(free, System.nanoTime() - BURST_NANOS) + nanos;
        return free;
    }
}
