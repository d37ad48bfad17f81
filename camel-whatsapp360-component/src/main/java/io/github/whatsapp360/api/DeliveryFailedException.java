package io.github.whatsapp360.api;

import java.util.Optional;

/**
 * Thrown if the service accepted the message, and then reported by webhook that it failed. Only with the option
 * {@code confirm}.
 */
public final class DeliveryFailedException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final String messageId;
    private final String callbackData;
    private final int code;
    private final String details;

    /**
     * @param code Meta's error code; 0 if the webhook had none
     * @param details the service's error text; empty if the webhook had none
     */
    public DeliveryFailedException(String messageId, String callbackData, int code, String details) {
        super(text(code, Redact.numbers(details)), null);
        this.messageId = messageId;
        this.callbackData = callbackData;
        this.code = code;
        this.details = Redact.numbers(details);
    }

    /** Returns the message ID that the service assigned. */
    public String getMessageId() {
        return messageId;
    }

    /** Returns the callback data of the message. */
    public String getCallbackData() {
        return callbackData;
    }

    /** Returns Meta's error code, see {@link ErrorCode}; 0 if the webhook had none. */
    public int getCode() {
        return code;
    }

    /** Returns the service's error text, with phone numbers masked; empty if the webhook had none. */
    public String getDetails() {
        return details;
    }

    /** Returns the known error with this code; empty if the code is not known. */
    public Optional<ErrorCode> getErrorCode() {
        return ErrorCode.of(code);
    }

    /** Returns whether the same message may be delivered if it is sent again later. */
    public boolean isRetryable() {
        return getErrorCode().filter(ErrorCode::isRetryable).isPresent();
    }

    private static String text(int code, String details) {
        return "360dialog accepted the message, but it was not delivered"
                + (code == 0 ? "" : ": code " + code)
                + (details.isEmpty() ? "" : ": " + details)
                + ErrorCode.of(code)
                        .map(known -> ". What to do: " + known.advice(details))
                        .orElse("");
    }
}
