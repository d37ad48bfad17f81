package io.github.whatsapp360.delivery.attempts;

import java.time.Duration;

/** What to do after a failed attempt. */
public sealed interface Verdict {

    /** Try again after this time. */
    record Again(Duration delay) implements Verdict {}

    /** Report the failure. */
    record GiveUp() implements Verdict {}
}
