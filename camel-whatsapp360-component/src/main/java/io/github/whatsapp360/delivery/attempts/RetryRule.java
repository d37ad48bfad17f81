package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides whether a failed call is made again: only where the service has accepted nothing. The API has no idempotency
 * key, so a message whose outcome is unknown is never sent again.
 *
 * @param maxRetries how many attempts may follow the first one
 * @param delay before the second attempt; it doubles for each further one, varied by a fifth either way. After too many
 *     messages to one recipient it grows fourfold, as Meta asks for ("About the platform", pair rate limits)
 */
public record RetryRule(int maxRetries, Duration delay) {

    /** A wait of the service's own that is longer than this is the route's business, not a retry. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final int MAX_DOUBLINGS = 10;

    /** What kind of call has failed. */
    public enum Call {
        /** A message: sent twice, it arrives twice. */
        MESSAGE,
        /** An upload that can be read again, or a read receipt: done twice, it does no harm. */
        REPEATABLE,
        /** An upload whose bytes can be read only once. */
        ONE_SHOT_UPLOAD,
        /** A question about a file, or its download: the service blocks them for a number after a few refusals. */
        LOOKUP,
        /** A file's end: done twice, the second time is refused. */
        DELETE
    }

    /**
     * Judges one failure.
     *
     * @param attempt how many attempts have failed, this one included
     */
    public Verdict judge(Call call, int attempt, Whatsapp360Exception failure) {
        if (attempt > maxRetries) {
            return new Verdict.GiveUp();
        }
        if (failure instanceof NotSentException unsent) {
            return call == Call.ONE_SHOT_UPLOAD && unsent.isBegun() ? new Verdict.GiveUp() : again(attempt - 1);
        }
        if (call == Call.ONE_SHOT_UPLOAD) {
            return new Verdict.GiveUp(); // an answer came or was awaited, so the bytes are gone
        }
        if (failure instanceof OutcomeUnknownException) {
            return call == Call.REPEATABLE || call == Call.LOOKUP ? again(attempt - 1) : new Verdict.GiveUp();
        }
        if (failure instanceof ApiException refusal && refusal.isRetryable() && !isBudgeted(call, refusal)) {
            Duration asked = refusal.getRetryAfter().orElse(null);
            if (asked == null || asked.isNegative()) {
                return again(refusal.getCode() == ErrorCode.PAIR_RATE_LIMIT.code() ? 2 * (attempt - 1) : attempt - 1);
            }
            return asked.compareTo(LONGEST_WAIT) > 0 ? new Verdict.GiveUp() : new Verdict.Again(asked);
        }
        return new Verdict.GiveUp();
    }

    /** Source: 360dialog, "Upload, retrieve or delete media": five refusals in an hour block the lookups for an hour. */
    private static boolean isBudgeted(Call call, ApiException refusal) {
        return (call == Call.LOOKUP || call == Call.DELETE) && refusal.getStatus() < 500;
    }

    private Verdict again(int doublings) {
        long millis = delay.toMillis() << Math.min(doublings, MAX_DOUBLINGS);
        double jitter = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        return new Verdict.Again(Duration.ofMillis(Math.round(millis * jitter)));
    }
}
