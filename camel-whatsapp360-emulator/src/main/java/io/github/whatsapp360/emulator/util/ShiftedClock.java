package io.github.whatsapp360.emulator.util;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Another clock, so much ahead. */
public final class ShiftedClock extends Clock {

    private static final Duration MOST = Duration.ofDays(3650);

    private final Clock base;
    private volatile Duration ahead = Duration.ZERO;

    public ShiftedClock(Clock base) {
        this.base = base;
    }

    /** Goes forward. */
    public synchronized void advance(Duration by) {
        if (by.isNegative() || by.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("The clock goes forward, by ten years at most");
        }
        ahead = ahead.plus(by);
    }

    /** Goes as the other clock again. */
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
