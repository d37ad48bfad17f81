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
 * What the last calls of a number tell about whether the next one can work. No call is made to find out: each message
 * costs, and lookups are counted.
 */
public final class CallHealth implements DeliveryListener {

    /** Calls in a row without an answer before that is taken for a state and not for bad luck. */
    static final int UNANSWERED = 3;

    /** Evidence that is older says nothing: without calls nobody can know, and traffic must be able to come back. */
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
        if (failure.isEmpty()) {
            succeeded();
        } else {
            failed(failure.get());
        }
    }

    private void succeeded() {
        unanswered = 0;
        last = null;
    }

    private void failed(Whatsapp360Exception failure) {
        if (failure instanceof InvalidMessageException || isOfThisMachine(failure)) {
            return; // says nothing of the service
        }
        if (failure instanceof ApiException refusal && !affectsNumber(refusal)) {
            succeeded(); // the service answers, and refuses this one
            return;
        }
        unanswered++;
        last = failure;
        lastNanos = nanoTime.getAsLong();
    }

    /** Why the next call will probably fail; empty if nothing speaks for that. */
    public synchronized Optional<Whatsapp360Exception> problem() {
        boolean known = last != null && nanoTime.getAsLong() - lastNanos < EVIDENCE.toNanos();
        return known && (last instanceof ApiException || unanswered >= UNANSWERED)
                ? Optional.of(last)
                : Optional.empty();
    }

    /** Whether no call was made, or a file of this machine ended it. */
    private static boolean isOfThisMachine(Whatsapp360Exception failure) {
        return failure instanceof NotSentException unsent
                && unsent.getReason() != NotSentException.Reason.NO_CONNECTION;
    }

    /** Whether it refuses whatever this number sends: its key, its permissions, or its own working order. */
    private static boolean affectsNumber(ApiException refusal) {
        return refusal.getStatus() == 401
                || refusal.getStatus() == 403
                || refusal.getStatus() >= 500
                || refusal.getErrorCode().filter(ErrorCode::affectsNumber).isPresent();
    }
}
