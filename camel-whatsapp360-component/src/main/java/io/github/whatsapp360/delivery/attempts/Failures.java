package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import java.util.Locale;
import java.util.concurrent.CompletionException;

/** Reads the failures of futures. */
public final class Failures {

    private Failures() {}

    /**
     * Returns the failure itself. A future passes the failure of the future before it in a
     * {@link CompletionException}.
     */
    public static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Returns the type of a failure for metrics and traces: Meta's error code if it is known, or else a word such as
     * {@code http_5xx} or {@code outcome_unknown}. For a failure that is not of this component, the name of its class.
     */
    public static String type(Throwable failure) {
        if (failure instanceof ApiException refusal) {
            return refusal.getErrorCode().map(Failures::code).orElse("http_" + refusal.getStatus() / 100 + "xx");
        }
        if (failure instanceof DeliveryFailedException failed) {
            return failed.getErrorCode().map(Failures::code).orElse("not_delivered");
        }
        if (failure instanceof NotSentException unsent) {
            return "not_sent_" + unsent.getReason().name().toLowerCase(Locale.ROOT);
        }
        if (failure instanceof OutcomeUnknownException) {
            return "outcome_unknown";
        }
        if (failure instanceof ConfirmationTimeoutException) {
            return "confirmation_timeout";
        }
        return failure instanceof InvalidMessageException
                ? "invalid_message"
                : failure.getClass().getName();
    }

    /**
     * Returns the code of a failure for people: Meta's error code or the HTTP status as the service sent it, such as
     * {@code http_503}, or else the {@linkplain #type type}. Codes are not bounded, so metrics use the type.
     */
    public static String code(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof ApiException refusal) {
            return refusal.getCode().isPresent()
                    ? Integer.toString(refusal.getCode().getAsInt())
                    : "http_" + refusal.getStatus();
        }
        return cause instanceof DeliveryFailedException failed
                        && failed.getCode().isPresent()
                ? Integer.toString(failed.getCode().getAsInt())
                : type(cause);
    }

    private static String code(ErrorCode code) {
        return Integer.toString(code.code());
    }
}
