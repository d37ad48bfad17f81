package io.github.whatsapp360.delivery.attempts;

import java.time.Duration;

/** What to do after a failed attempt. */
public sealed interface RetryDecision {

    /** Try again after this time. */
    record Again(Duration delay) implements RetryDecision {}

    /** Report the failure. */
    record GiveUp() implements RetryDecision {}
}
