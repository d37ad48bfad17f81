package io.github.whatsapp360.delivery.attempts;

import java.time.Duration;

/** The decision after a failed attempt. */
public sealed interface RetryDecision {

    /** Another attempt after this delay. */
    record Again(Duration delay) implements RetryDecision {}

    /** No further attempt: the failure is reported. */
    record GiveUp() implements RetryDecision {}
}
