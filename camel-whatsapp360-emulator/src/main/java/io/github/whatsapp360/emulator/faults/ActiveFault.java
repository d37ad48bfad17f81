package io.github.whatsapp360.emulator.faults;

import io.github.whatsapp360.emulator.model.FaultRule;

/** A rule at work; its {@code hits} are guarded by the {@link Faults}. */
public final class ActiveFault {
    private final long id;
    private final FaultRule rule;
    private int hits;

    ActiveFault(long id, FaultRule rule) {
        this.id = id;
        this.rule = rule;
    }

    long id() {
        return id;
    }

    public FaultRule rule() {
        return rule;
    }

    int hits() {
        return hits;
    }

    void hit() {
        hits++;
    }

    /** Returns whether the rule has met all the calls that it was to meet, and so is off. */
    public boolean isUsedUp() {
        return rule.times() > 0 && hits >= rule.times();
    }
}
