package io.github.whatsapp360.delivery.rate;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Rings at the earliest of the times that it was set to since it rang last. Guarded by the limiter's monitor. */
final class WakeUpTime {

    private final ScheduledExecutorService timer;
    private final Runnable bell;
    private Future<?> pending;
    private long at;
    private volatile boolean rung;
    private boolean broken;

    /**
     * @param bell is run on the timer, outside the monitor
     */
    WakeUpTime(ScheduledExecutorService timer, Runnable bell) {
        this.timer = timer;
        this.bell = bell;
    }

    /** Has it ring after this many nanoseconds, or earlier. */
    void set(long now, long wait) {
        if (pending != null) {
            if (at - (now + wait) <= 0) {
                return;
            }
            pending.cancel(false);
        }
        at = now + wait;
        try {
            pending = timer.schedule(this::ring, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            broken = true;
        }
    }

    private void ring() {
        rung = true;
        bell.run();
    }

    /** Lets it be set to a later time again if it rang. */
    void rewind() {
        if (rung) {
            rung = false;
            pending = null;
        }
    }

    /** Returns whether the timer has been stopped, so that it never rings again. */
    boolean isBroken() {
        return broken;
    }
}
