package io.github.whatsapp360.api;

import java.util.Objects;

/**
 * Thrown if the request was sent, but no readable answer came back: the service may or may not have accepted it.
 *
 * <p>The component never sends a message again after this. A status webhook with the same callback data shows that the
 * message was accepted.
 */
public final class OutcomeUnknownException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final String callbackData;

    /**
     * Creates the exception for an answer that does not show the outcome.
     *
     * @param message the text of the exception
     * @param callbackData the callback data of the message; empty for an upload
     */
    public OutcomeUnknownException(String message, String callbackData) {
        super(Objects.requireNonNull(message, "message"), null);
        this.callbackData = Objects.requireNonNull(callbackData, "callbackData");
    }

    /**
     * Creates the exception for a failure before the answer was complete.
     *
     * @param message the text of the exception
     * @param callbackData the callback data of the message; empty for an upload
     * @param cause the failure
     */
    public OutcomeUnknownException(String message, String callbackData, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), Objects.requireNonNull(cause, "cause"));
        this.callbackData = Objects.requireNonNull(callbackData, "callbackData");
    }

    /** Returns the callback data that the status webhooks of this message contain; empty for an upload. */
    public String getCallbackData() {
        return callbackData;
    }
}
