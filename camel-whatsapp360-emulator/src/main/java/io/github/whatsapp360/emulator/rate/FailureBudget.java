package io.github.whatsapp360.emulator.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** A budget of failures in a time. One more failure blocks everything for that time. */
public final class FailureBudget {

    private final int forgiven;
    private final Duration time;
    private final Deque<Instant> failures = new ArrayDeque<>();
    private Instant blockedUntil = Instant.MIN;

    /** A budget of so many failures in any such time. */
    public FailureBudget(int forgiven, Duration time) {
        this.forgiven = forgiven;
        this.time = time;
    }

    public synchronized boolean isBlocked(Instant now) {
        return now.isBefore(blockedUntil);
    }

    /** Counts a failure. */
    public synchronized void failed(Instant now) {
        while (!failures.isEmpty() && !failures.peek().isAfter(now.minus(time))) {
            failures.poll();
        }
        failures.add(now);
        if (failures.size() > forgiven) {
            failures.clear();
            blockedUntil = now.plus(time);
        }
    }
}
