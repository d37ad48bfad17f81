package io.github.whatsapp360.emulator;

import java.time.Duration;

/**
 * The fault that matches one call.
 *
 * @param latency all that is waited
 * @param fault null for none
 */
record MatchedFault(Duration latency, Fault fault) {

    static final MatchedFault NOTHING = new MatchedFault(Duration.ZERO, null);

    /** What the log says. */
    String kind() {
        return fault == null ? latency.isZero() ? "" : "latency" : FaultJson.kind(fault);
    }
}
