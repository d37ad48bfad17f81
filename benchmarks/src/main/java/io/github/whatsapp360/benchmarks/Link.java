package io.github.whatsapp360.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** A line of limited speed that all connections share. */
final class Link {

    /** What may come in one go after a pause; also the least that is worth a sleep. */
    private static final long BURST_NANOS = 2_000_000;

    private volatile double nanosPerByte;
    private long free = System.nanoTime();

    void bytesPerSecond(long rate) {
        nanosPerByte = rate == 0 ? 0 : 1e9 / rate;
    }

    /** Returns when these bytes have got through. */
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
