package io.github.whatsapp360.emulator.webhooks;

import java.time.Duration;

/**
 * The way in which a webhook is sent.
 *
 * @param copies the number of posts, 1 to 100
 * @param delay the time until then by the emulator's clock, from 0 to 7 days
 */
public record Repeat(int copies, Duration delay) {

    private static final int MOST_COPIES = 100;
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Once, and at once. */
    public static final Repeat ONCE = new Repeat(1, Duration.ZERO);

    public Repeat {
        if (copies < 1 || copies > MOST_COPIES) {
            throw new IllegalArgumentException("copies: from 1 to " + MOST_COPIES);
        }
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("delay: from 0 to 7 days");
        }
    }
}
