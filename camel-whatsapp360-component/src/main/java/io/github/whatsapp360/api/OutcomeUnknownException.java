package io.github.whatsapp360.api;

/**
 * Thrown if the request was sent, but no readable answer came back: the service may or may not have accepted it.
 *
 * <p>The component never sends a message again after this. A status webhook with the same callback data shows that the
 * message was accepted.
 */
public final class OutcomeUnknownException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final String callbackData;

    public OutcomeUnknownException(String message, String callbackData, Throwable cause) {
        super(message, cause);
        this.callbackData = callbackData;
    }

    /** Returns the callback data that the status webhooks of this message contain; empty for an upload. */
    public String getCallbackData() {
        return callbackData;
    }
}
