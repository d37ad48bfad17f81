package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.Whatsapp360Exception;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides how long a failure of one call holds up all calls of its kind that the number makes: its messages, or its uploads.
 *
 * <p>They wait where the next one would meet the same refusal, and where waiting heals it. A limit by the hour or for spam
 * is no such case: nobody knows how long it lasts, so each message is reported, and the queue goes on.
 */
public final class QueuePause {

    /** Longer pauses end here, and the next call finds out whether the service still refuses. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    /** After 2494100. Source: Meta, "Cloud API error codes": the number is in maintenance mode, for a few minutes. */
    static final Duration MAINTENANCE = Duration.ofMinutes(1);

    private static final int BUSY = 503;
    private static final int TOO_MANY = 429;

    private QueuePause() {}

    /**
     * Returns the pause after a failure.
     *
     * @param retryDelay the delay before the next attempt of the failed call
     * @return at most five minutes; empty if the queue goes on
     */
    public static Optional<Duration> after(Whatsapp360Exception failure, Duration retryDelay) {
        if (!(failure instanceof ApiException refusal) || !refusal.isRetryable()) {
            return Optional.empty();
        }
        Throttling throttling = Throttling.of(failure);
        ErrorCode code = refusal.getErrorCode().orElse(null);
        boolean isMaintenance = code == ErrorCode.MAINTENANCE || code == ErrorCode.NUMBER_MAINTENANCE;
        boolean isAnswerForAll = refusal.getStatus() == TOO_MANY || refusal.getStatus() == BUSY;
        if (throttling == Throttling.RECIPIENT
                || !(throttling == Throttling.NUMBER || isMaintenance || isAnswerForAll)) {
            return Optional.empty();
        }
        Optional<Duration> asked = refusal.getRetryAfter().filter(wait -> !wait.isNegative());
        if (asked.isPresent()) {
            return asked.map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        }
        if (throttling == Throttling.NUMBER || code == ErrorCode.MAINTENANCE) {
            return Optional.of(retryDelay);
        }
        return isMaintenance ? Optional.of(MAINTENANCE) : Optional.empty();
    }
}
