package io.github.whatsapp360.api;

/**
 * The request went out and no (readable) answer came back: it may or may not have been accepted.
 *
 * <p>A message is never sent again by the component after this. A status webhook with the same callback data settles it.
 */
public final class OutcomeUnknownException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final String callbackData;

    public OutcomeUnknownException(String message, String callbackData, Throwable cause) {
        super(message, cause);
        this.callbackData = callbackData;
    }

    /** What a status webhook of this message will bring back; empty for an upload. */
    public String getCallbackData() {
        return callbackData;
    }
}
