package io.github.whatsapp360.api;

import java.util.Objects;

/**
 * Thrown if the service accepted the message, but the status that the route waits for did not come in time. It may
 * still come.
 */
public final class ConfirmationTimeoutException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final String messageId;
    private final String callbackData;

    /**
     * Creates the exception.
     *
     * @param message the text of the exception
     * @param messageId the message ID that the service assigned
     * @param callbackData the callback data of the message
     */
    public ConfirmationTimeoutException(String message, String messageId, String callbackData) {
        super(Objects.requireNonNull(message, "message"), null);
        this.messageId = Objects.requireNonNull(messageId, "messageId");
        this.callbackData = Objects.requireNonNull(callbackData, "callbackData");
    }

    /** Returns the message ID that the service assigned. */
    public String getMessageId() {
        return messageId;
    }

    /** Returns the callback data of the message. */
    public String getCallbackData() {
        return callbackData;
    }
}
