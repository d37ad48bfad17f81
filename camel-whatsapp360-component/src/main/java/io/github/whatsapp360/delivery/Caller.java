package io.github.whatsapp360.delivery;

import io.github.whatsapp360.trace.CallTrace;
import java.time.Duration;

/**
 * The caller of one delivery.
 *
 * @param thread the thread that called
 * @param keepsThread true if the thread stays with the delivery until it ends, as a transaction demands
 * @param mayWait true if the thread may wait for other deliveries; false for a worker, because those deliveries may
 *     need it to end
 * @param transacted true if a failure rolls a transaction back, so that the message comes again
 * @param expiresAt the time at which a message that is still waiting ends as not sent ({@link System#nanoTime()}); null
 *     for never
 * @param trace the trace of the exchange
 */
public record Caller(
        Thread thread, boolean keepsThread, boolean mayWait, boolean transacted, Long expiresAt, CallTrace trace) {

    /**
     * Creates the caller of a delivery that begins now on this thread.
     *
     * @param expiresAfter the time that the message may wait; zero for no limit
     */
    public static Caller of(boolean keepsThread, boolean transacted, Duration expiresAfter, CallTrace trace) {
        return new Caller(
                Thread.currentThread(),
                keepsThread,
                !Workers.isWorker(),
                transacted,
                expiresAfter.isZero() ? null : System.nanoTime() + expiresAfter.toNanos(),
                trace);
    }

    /** Returns whether the time to send the message is over. */
    boolean isExpired() {
        return nanosLeft() <= 0;
    }

    /** Returns the time that the message may still wait, in nanoseconds. */
    long nanosLeft() {
        return expiresAt == null ? Long.MAX_VALUE : expiresAt - System.nanoTime();
    }

    boolean isHere() {
        return Thread.currentThread() == thread;
    }
}
