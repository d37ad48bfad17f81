package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.Whatsapp360Exception;

/** Refusals for being too fast, of a service that is otherwise well. */
enum Throttling {
    /** No such refusal. */
    NONE,
    /** Too many to one recipient. */
    RECIPIENT,
    /** Too many of the number. */
    NUMBER;

    /** Judges by the service's own code; without one by HTTP 429, or by the words that 360dialog has for its own limits. */
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
