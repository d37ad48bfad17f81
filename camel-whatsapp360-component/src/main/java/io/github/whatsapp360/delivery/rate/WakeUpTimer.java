package io.github.whatsapp360.delivery.rate;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A timer that runs a task at the earliest of the times that were set since it last ran. Guarded by the rate limiter's
 * monitor.
 */
final class WakeUpTimer {

    private final ScheduledExecutorService timer;
    private final Runnable task;
    private Future<?> pending;
    private long at;
    private volatile boolean hasRun;
    private boolean broken;

    /**
     * @param task the task, which runs on the timer's thread, outside the monitor
     */
    WakeUpTimer(ScheduledExecutorService timer, Runnable task) {
        this.timer = timer;
        this.task = task;
    }

    /** Schedules the task after this many nanoseconds, unless it is scheduled earlier already. */
    void set(long now, long wait) {
        if (pending != null) {
            if (at - (now + wait) <= 0) {
                return;
            }
            pending.cancel(false);
        }
        at = now + wait;
        try {
            pending = timer.schedule(this::run, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            broken = true;
        }
    }

    private void run() {
        hasRun = true;
        task.run();
    }

    /** Clears the time if the task has run, so that a later time can be set. */
    void reset() {
        if (hasRun) {
            hasRun = false;
            pending = null;
        }
    }

    /** Returns whether the timer has been stopped, so that the task never runs again. */
    boolean isBroken() {
        return broken;
    }
}
