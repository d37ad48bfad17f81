package io.github.whatsapp360.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Checks all calls in flight every {@value #MILLIS_BETWEEN_LOOKS} ms, as long as there are any. A separate timer for
 * each call would wake the timer's thread with every call.
 */
final class Deadlines {

    /** The time between two checks, and so the longest delay of a cancellation. */
    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private final ScheduledExecutorService timer;
    private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean planned = new AtomicBoolean();

    Deadlines(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * Begins to watch a call.
     *
     * @throws RejectedExecutionException if the timer has been stopped
     */
    void add(Deadline deadline) {
        running.add(deadline);
        try {
            plan();
        } catch (RejectedExecutionException e) {
            running.remove(deadline);
            throw e;
        }
    }

    void remove(Deadline deadline) {
        running.remove(deadline);
    }

    private void plan() {
        if (planned.compareAndSet(false, true)) {
            try {
                timer.schedule(this::look, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                planned.set(false);
                throw e;
            }
        }
    }

    private void look() {
        planned.set(false); // a call that is added from now on plans the next check, unless this method does
        try {
            running.forEach(Deadline::look);
        } finally {
            if (!running.isEmpty()) {
                plan();
            }
        }
    }
}
