package io.github.whatsapp360.delivery;

import java.time.Duration;

/**
 * The caller of one delivery.
 *
 * @param thread which called
 * @param keepsThread whether the thread stays with the delivery until it ends, as a transaction demands it
 * @param mayWait whether the thread may wait for others to end; a thread that they need to end must not
 * @param expiresAt when a message that has not gone out is not sent any more ({@link System#nanoTime()}); null for never
 */
public record Caller(Thread thread, boolean keepsThread, boolean mayWait, Long expiresAt) {

    /**
     * Creates the caller of a delivery that begins now.
     *
     * @param expiresAfter zero for never
     */
    public static Caller of(boolean keepsThread, Duration expiresAfter) {
        return new Caller(
                Thread.currentThread(),
                keepsThread,
                !Workers.isWorker(),
                expiresAfter.isZero() ? null : System.nanoTime() + expiresAfter.toNanos());
    }

    /** Returns whether its time is up. */
    boolean isExpired() {
        return nanosLeft() <= 0;
    }

    /** Returns how long its message may still wait, in nanoseconds. */
    long nanosLeft() {
        return expiresAt == null ? Long.MAX_VALUE : expiresAt - System.nanoTime();
    }

    boolean isHere() {
        return Thread.currentThread() == thread;
    }
}
