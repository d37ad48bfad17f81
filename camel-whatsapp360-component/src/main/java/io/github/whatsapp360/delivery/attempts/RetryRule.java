package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides whether a failed call is made again: only where the service has accepted nothing, and where seconds may heal it.
 * The API has no idempotency key, so a message whose outcome is unknown is never sent again.
 *
 * @param maxRetries how many attempts may follow the first one
 * @param delay before the second attempt; it doubles for each further one, varied by a fifth either way. After too many
 *     messages to one recipient it grows fourfold, as Meta asks for ("About the platform", pair rate limits)
 */
public record RetryRule(int maxRetries, Duration delay) {

    /** A wait of the service's own that is longer than this is the route's business, not a retry. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final int MAX_DOUBLINGS = 10;

    /**
     * Judges one failure.
     *
     * @param attempt how many attempts have failed, this one included
     */
    public RetryDecision judge(CallKind call, int attempt, Whatsapp360Exception failure) {
        if (attempt > maxRetries) {
            return new RetryDecision.GiveUp();
        }
        if (failure instanceof NotSentException unsent) {
            boolean isGone = call == CallKind.ONE_SHOT_UPLOAD && unsent.isBegun();
            return unsent.getReason() == NotSentException.Reason.NO_CONNECTION && !isGone
                    ? again(attempt - 1)
                    : new RetryDecision.GiveUp();
        }
        if (call == CallKind.ONE_SHOT_UPLOAD) {
            return new RetryDecision.GiveUp(); // an answer came or was awaited, so the bytes are gone
        }
        if (failure instanceof OutcomeUnknownException) {
            return call.isIdempotent() ? again(attempt - 1) : new RetryDecision.GiveUp();
        }
        if (failure instanceof ApiException refusal && refusal.isTransient() && !isCounted(call, refusal)) {
            Duration asked = refusal.getRetryAfter().orElse(null);
            if (asked == null || asked.isNegative()) {
                return again(refusal.getCode() == ErrorCode.PAIR_RATE_LIMIT.code() ? 2 * (attempt - 1) : attempt - 1);
            }
            return asked.compareTo(LONGEST_WAIT) > 0 ? new RetryDecision.GiveUp() : new RetryDecision.Again(asked);
        }
        return new RetryDecision.GiveUp();
    }

    private static boolean isCounted(CallKind call, ApiException refusal) {
        return call.isCounted() && refusal.getStatus() < 500;
    }

    private RetryDecision again(int doublings) {
        long millis = delay.toMillis() << Math.min(doublings, MAX_DOUBLINGS);
        double jitter = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        return new RetryDecision.Again(Duration.ofMillis(Math.round(millis * jitter)));
    }
}
