package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides whether a failed call is retried: only if the service has accepted nothing, and if the failure may be over
 * within seconds. The API has no idempotency key, so a message with an unknown outcome is never sent again.
 *
 * @param maxRetries the largest number of attempts after the first one
 * @param delay the delay before the second attempt. It doubles for each further attempt and varies randomly by up to 20
 *     % either way. After the pair rate limit it grows fourfold, as Meta asks for ("About the platform", pair rate
 *     limits)
 */
public record RetryRule(int maxRetries, Duration delay) {

    /**
     * The longest {@code Retry-After} that is waited for. If the service asks for more, the call fails and the route
     * decides.
     */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final int MAX_DOUBLINGS = 10;

    /**
     * Judges one failure.
     *
     * @param attempt the number of failed attempts, with this one
     */
    public RetryDecision judge(CallKind call, int attempt, Whatsapp360Exception failure) {
        if (attempt > maxRetries) {
            return new RetryDecision.GiveUp();
        }
        if (failure instanceof NotSentException unsent) {
            boolean isGone = call.isOneShot() && unsent.isBegun();
            boolean mayPass = unsent.getReason() == NotSentException.Reason.NO_CONNECTION
                    || unsent.getReason() == NotSentException.Reason.REPOSITORY;
            return mayPass && !isGone ? again(attempt - 1) : new RetryDecision.GiveUp();
        }
        if (call.isOneShot()) {
            return new RetryDecision.GiveUp(); // the request was sent, so the stream has been read
        }
        if (failure instanceof OutcomeUnknownException) {
            return call.isIdempotent() ? again(attempt - 1) : new RetryDecision.GiveUp();
        }
        if (failure instanceof ApiException refusal && refusal.isTransient() && !isCounted(call, refusal)) {
            Duration asked = refusal.getRetryAfter().orElse(null);
            if (asked == null || asked.isNegative()) {
                return again(
                        refusal.getErrorCode()
                                        .filter(ErrorCode.PAIR_RATE_LIMIT::equals)
                                        .isPresent()
                                ? 2 * (attempt - 1)
                                : attempt - 1);
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
