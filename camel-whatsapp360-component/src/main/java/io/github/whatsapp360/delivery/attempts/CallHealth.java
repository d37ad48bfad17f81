package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Health of a number, derived from its last calls. No extra call is made to check it, because each message costs money
 * and the service limits lookups.
 */
public final class CallHealth implements DeliveryListener {

    /** The number of calls in a row without an answer after which the number counts as unhealthy. */
    static final int UNANSWERED = 3;

    /**
     * The time for which a failure counts. Without calls the state is unknown, and the number must be able to get
     * traffic again.
     */
    static final Duration EVIDENCE = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private int unanswered;
    private Whatsapp360Exception last;
    private long lastNanos;

    public CallHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void attempted(Call call, int attempt, Duration took, Optional<Whatsapp360Exception> failure) {
        if (call.kind() == CallKind.HEALTH_CHECK) {
            return; // that check reports the outcome itself
        }
        if (failure.isEmpty()) {
            succeeded();
        } else {
            failed(call, failure.get());
        }
    }

    private void succeeded() {
        unanswered = 0;
        last = null;
    }

    private void failed(Call call, Whatsapp360Exception failure) {
        if (failure instanceof InvalidMessageException || isOfThisMachine(failure)) {
            return; // this failure says nothing about the service
        }
        if (failure instanceof ApiException refusal && !affectsNumber(call, refusal)) {
            succeeded(); // the service answers, and refuses this one
            return;
        }
        unanswered++;
        last = failure;
        lastNanos = nanoTime.getAsLong();
    }

    /** Returns the reason why the next call will probably fail; empty if there is none. */
    public synchronized Optional<Whatsapp360Exception> problem() {
        boolean known = last != null && nanoTime.getAsLong() - lastNanos < EVIDENCE.toNanos();
        return known && (last instanceof ApiException || unanswered >= UNANSWERED)
                ? Optional.of(last)
                : Optional.empty();
    }

    /** Returns whether no call was made, or a local file ended it. */
    private static boolean isOfThisMachine(Whatsapp360Exception failure) {
        return failure instanceof NotSentException unsent
                && unsent.getReason() != NotSentException.Reason.NO_CONNECTION;
    }

    /**
     * Returns whether the service refuses all calls of this number: because of its key, its permissions or a failure of
     * the service. Of a request to any path, only a wrong key counts.
     */
    static boolean affectsNumber(Call call, ApiException refusal) {
        return refusal.getStatus() == 401 || call.kind().isTelling() && affectsNumber(refusal);
    }

    private static boolean affectsNumber(ApiException refusal) {
        return refusal.getStatus() == 403
                || refusal.getStatus() >= 500
                || refusal.getErrorCode().filter(ErrorCode::affectsNumber).isPresent();
    }
}
