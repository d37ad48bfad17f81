package io.github.whatsapp360.emulator.faults;

import io.github.whatsapp360.emulator.model.Fault;
import java.time.Duration;

/**
 * The fault that matches one call.
 *
 * @param latency all that is waited
 * @param fault null for none
 */
public record MatchedFault(Duration latency, Fault fault) {

    static final MatchedFault NOTHING = new MatchedFault(Duration.ZERO, null);

    /** Returns the kind as the log shows it; empty for none. */
    public String kind() {
        return fault == null ? latency.isZero() ? "" : "latency" : FaultJson.kind(fault);
    }
}
