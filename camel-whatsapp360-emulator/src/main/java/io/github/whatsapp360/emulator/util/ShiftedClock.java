package io.github.whatsapp360.emulator.util;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that runs ahead of another one. */
public final class ShiftedClock extends Clock {

    private static final Duration MOST = Duration.ofDays(3650);

    private final Clock base;
    private volatile Duration ahead = Duration.ZERO;

    public ShiftedClock(Clock base) {
        this.base = base;
    }

    /** Moves the clock forward. */
    public synchronized void advance(Duration by) {
        if (by.isNegative() || by.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("The clock goes forward, by ten years at most");
        }
        ahead = ahead.plus(by);
    }

    /** Moves the clock to a time, earlier or later; it goes on from there. */
    public synchronized void set(Instant now) {
        ahead = Duration.between(base.instant(), now);
    }

    /** Puts the clock back to the other one's time. */
    public void reset() {
        ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
