package io.github.whatsapp360.benchmarks.server;

import java.util.concurrent.locks.LockSupport;

/** A network link of limited speed that all connections share. */
final class SharedBandwidth {

    /** The length of a burst: after a pause, the bytes of this time may pass at once. */
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
        long until = reserve((long) (bytes * cost));
        for (long wait = until - System.nanoTime(); wait > BURST_NANOS / 2; wait = until - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    private synchronized long reserve(long nanos) {
        free = Math.max(free, System.nanoTime() - BURST_NANOS) + nanos;
        return free;
    }
}
