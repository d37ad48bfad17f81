package io.github.whatsapp360.delivery.rate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A queue that starts calls at one rate, in the order in which they came. A call that has to wait for its recipient
 * lets others pass. Guarded by the rate limiter's monitor.
 */
final class RateLimitedQueue {

    private final Permits permits;
    private final RecipientLimits recipients;
    private final int ahead;
    private final Pause pause;
    private final WakeUpTimer wakeUp;

    /** The waiting calls, in the order in which they came. */
    private final Set<WaitingCall> calls = new LinkedHashSet<>();

    /**
     * The calls that wait for the rate only. Calls that had to wait for their recipient came earlier, so they go before
     * all calls of the other set.
     */
    private final Set<WaitingCall> due = new LinkedHashSet<>();

    /**
     * @param ahead the number of calls that get their recipient's place in advance: 1 unless that takes time. It must
     *     be small: a call that holds its place for long may follow too closely on the one before it
     */
    RateLimitedQueue(Permits permits, RecipientLimits recipients, int ahead, Pause pause, WakeUpTimer wakeUp) {
        this.ahead = ahead;
        this.permits = permits;
        this.recipients = recipients;
        this.pause = pause;
        this.wakeUp = wakeUp;
    }

    void add(WaitingCall call) {
        call.moveTo(calls);
    }

    /** Moves a call that has got its recipient's place to the calls that wait for the rate only. */
    void placed(WaitingCall call) {
        call.place();
        call.moveTo(due);
    }

    /** Removes and returns the calls that may begin now, and sets the timer for the next one. */
    List<WaitingCall> takeReady(long now) {
        wakeUp.reset();
        List<WaitingCall> ready = new ArrayList<>();
        for (WaitingCall call = first(now); call != null; call = first(now)) {
            long wait = pause.left(now);
            wait = wait > 0 ? wait : permits.acquire(now, due.size() + calls.size());
            if (wait > 0) {
                if (wait != Permits.UNKNOWN) {
                    wakeUp.set(now, wait);
                }
                break;
            }
            call.leave();
            ready.add(call);
        }
        return ready;
    }

    private WaitingCall first(long now) {
        while (due.size() < ahead && !calls.isEmpty() && !recipients.isBusy()) {
            WaitingCall call = calls.iterator().next();
            if (call.isPlaced()) {
                call.moveTo(due);
            } else {
                recipients.place(call, now);
            }
        }
        return due.isEmpty() ? null : due.iterator().next();
    }

    void answered(long begun, long now) {
        permits.answered(begun, now);
    }

    void abandoned() {
        permits.abandoned();
    }

    /** Returns the part of the rate that is in use, from 0 to 1. */
    double used(long now) {
        return permits.used(now);
    }

    boolean isBroken() {
        return wakeUp.isBroken();
    }

    boolean isIdle(long now) {
        return due.isEmpty() && calls.isEmpty() && pause.rest(now) == 0 && permits.isIdle(now);
    }

    /** A time in which no call begins. */
    static final class Pause {
        private long until;
        private boolean held;

        Pause(long now) {
            until = now;
        }

        /** Extends the pause to this time, unless it lasts longer already. */
        void extend(long end) {
            if (end - until > 0) {
                until = end;
            }
        }

        /** Begins or ends a pause whose end is not known. */
        void hold(boolean holds) {
            held = holds;
        }

        /** Returns the time to wait, in nanoseconds; {@link Permits#UNKNOWN} if the end is not known. */
        long left(long now) {
            return held ? Permits.UNKNOWN : rest(now);
        }

        /** Returns the rest of the pause whose end is known, in nanoseconds. */
        long rest(long now) {
            return Math.max(0, until - now);
        }
    }
}
