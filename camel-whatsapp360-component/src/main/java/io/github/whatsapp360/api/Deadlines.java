package io.github.whatsapp360.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at all calls under way now and then, and at none when there are none: a timer for each call would wake the timer's
 * thread with every call.
 */
final class Deadlines {

    /** How late a call may be ended. */
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
        planned.set(false); // whoever comes from here on plans the next look, if this one does not
        try {
            running.forEach(Deadline::look);
        } finally {
            if (!running.isEmpty()) {
                plan();
            }
        }
    }
}
