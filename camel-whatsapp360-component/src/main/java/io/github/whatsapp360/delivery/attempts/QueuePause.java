package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.Whatsapp360Exception;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides how long a failed call pauses all calls of its kind for the same number: its messages or its uploads.
 *
 * <p>The queue pauses if the next call would get the same refusal and a short wait helps. An hourly limit or a spam
 * limit does not pause the queue, because its duration is unknown: each message fails by itself, and the queue goes on.
 */
public final class QueuePause {

    /** The longest pause. After it, the next call shows whether the service still refuses. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * The pause after error 2494100. Source: Meta, "Cloud API error codes": the number is in maintenance mode for a few
     * minutes.
     */
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
