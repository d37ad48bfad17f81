package io.github.whatsapp360.emulator.model;

import java.util.Objects;

/**
 * A rule of a fault at the emulator's own address; see {@code Whatsapp360Emulator.faults}.
 *
 * @param on the calls that it concerns
 * @param fault the fault; not {@link Fault.Refuse} and {@link Fault.StopReading}, which need a {@code FaultRelay}
 * @param rate the share of the calls that it meets, 0 to 1
 * @param times the maximum number of calls that it concerns; 0 for no limit
 * @param to the only recipient whose messages it meets, however it is written; empty for all
 */
public record FaultRule(On on, Fault fault, double rate, int times, String to) {

    /** The calls that a rule is about. */
    public enum On {
        /** Calls that send messages and receipts. */
        MESSAGES,
        /** Uploads, lookups, downloads and deletions. */
        MEDIA,
        /** The whole API. */
        ANY,
        /**
         * Posts of the emulator to the webhook: {@code Latency} delays a post, {@code Status} counts as the endpoint's
         * answer, {@code LoseAnswer} delivers it and counts as a failure, and the others lose the attempt.
         */
        WEBHOOK
    }

    public FaultRule {
        Objects.requireNonNull(on);
        Objects.requireNonNull(fault);
        Objects.requireNonNull(to);
        if (fault instanceof Fault.Refuse || fault instanceof Fault.StopReading) {
            throw new IllegalArgumentException("This fault needs a relay");
        }
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate: from 0 to 1");
        }
        if (times < 0) {
            throw new IllegalArgumentException("times: a number, or 0 for no limit");
        }
    }

    /** A fault that meets all of these calls. */
    public static FaultRule on(On on, Fault fault) {
        return new FaultRule(on, fault, 1, 0, "");
    }

    /** Returns a copy for this share of the calls. */
    public FaultRule rate(double share) {
        return new FaultRule(on, fault, share, times, to);
    }

    /** Returns a copy that is over after so many calls. */
    public FaultRule times(int count) {
        return new FaultRule(on, fault, rate, count, to);
    }

    /** Returns a copy for messages to this number only. */
    public FaultRule to(String number) {
        return new FaultRule(on, fault, rate, times, number);
    }
}
