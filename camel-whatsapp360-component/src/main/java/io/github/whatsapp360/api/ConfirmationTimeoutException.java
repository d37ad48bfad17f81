package io.github.whatsapp360.api;

/** The service accepted the message, and the status that the route waits for did not come in time. It may still come. */
public final class ConfirmationTimeoutException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final String messageId;
    private final String callbackData;

    public ConfirmationTimeoutException(String message, String messageId, String callbackData) {
        super(message, null);
        this.messageId = messageId;
        this.callbackData = callbackData;
    }

    /** The ID that the service gave the message. */
    public String getMessageId() {
        return messageId;
    }

    /** What the message had as callback data. */
    public String getCallbackData() {
        return callbackData;
    }
}
