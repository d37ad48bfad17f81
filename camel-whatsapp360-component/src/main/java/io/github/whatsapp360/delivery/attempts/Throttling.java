package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.Whatsapp360Exception;

/** The kind of rate limit that a refusal reports. */
enum Throttling {
    /** No rate limit. */
    NONE,
    /** The rate limit of one recipient (Meta: pair rate limit). */
    RECIPIENT,
    /** The rate limit of the number. */
    NUMBER;

    /**
     * Finds the rate limit by Meta's error code. Without a known code, a retryable refusal other than HTTP 503 counts
     * as the number's rate limit: HTTP 429, or the texts of 360dialog's own limits.
     */
    static Throttling of(Whatsapp360Exception failure) {
        if (!(failure instanceof ApiException refusal) || !refusal.isTransient()) {
            return NONE;
        }
        if (refusal.getErrorCode().isEmpty()) {
            return refusal.getStatus() == 503 ? NONE : NUMBER;
        }
        return switch (refusal.getErrorCode().get()) {
            case PAIR_RATE_LIMIT -> RECIPIENT;
            case THROUGHPUT -> NUMBER;
            default -> NONE;
        };
    }
}
