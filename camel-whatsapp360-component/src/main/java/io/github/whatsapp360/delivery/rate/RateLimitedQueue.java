package io.github.whatsapp360.delivery.rate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets calls go at one rate, first come, first served; whoever has to wait for its recipient lets the others pass. Guarded
 * by the limiter's monitor.
 */
final class RateLimitedQueue {

    private final Permits permits;
    private final RecipientLimits recipients;
    private final int ahead;
    private final Pause pause;
    private final WakeUpTime alarm;

    /** In the order they came. */
    private final Set<WaitingCall> calls = new LinkedHashSet<>();

    /** Those who need nothing but the rate: those whose recipient had them wait came before all others. */
    private final Set<WaitingCall> due = new LinkedHashSet<>();

    /**
     * @param ahead for how many their recipient's place is taken ahead: 1 unless that takes time. What has its place for long
     *     is no longer apart from the one before it
     */
    RateLimitedQueue(Permits permits, RecipientLimits recipients, int ahead, Pause pause, WakeUpTime alarm) {
        this.ahead = ahead;
        this.permits = permits;
        this.recipients = recipients;
        this.pause = pause;
        this.alarm = alarm;
    }

    void add(WaitingCall call) {
        call.moveTo(calls);
    }

    /** Takes a call that has its recipient's place now. */
    void placed(WaitingCall call) {
        call.place();
        call.moveTo(due);
    }

    /** Takes out whatever may go now, and plans the next look. */
    List<WaitingCall> takeReady(long now) {
        alarm.rewind();
        List<WaitingCall> ready = new ArrayList<>();
        for (WaitingCall call = first(now); call != null; call = first(now)) {
            long wait = pause.left(now);
            wait = wait > 0 ? wait : permits.acquire(now, due.size() + calls.size());
            if (wait > 0) {
                if (wait != Permits.UNKNOWN) {
                    alarm.set(now, wait);
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

    boolean isBroken() {
        return alarm.isBroken();
    }

    boolean isIdle(long now) {
        return due.isEmpty() && calls.isEmpty() && pause.left(now) == 0 && permits.isIdle(now);
    }

    /** A time in which nothing goes. */
    static final class Pause {
        private long until;

        Pause(long now) {
            until = now;
        }

        /** Lasts at least until then. */
        void extend(long end) {
            if (end - until > 0) {
                until = end;
            }
        }

        /** Returns how long it still lasts, in nanoseconds. */
        long left(long now) {
            return Math.max(0, until - now);
        }
    }
}
