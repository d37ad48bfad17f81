package io.github.whatsapp360.api;

import java.util.Optional;

/**
 * The service accepted the message, and then reported by webhook that it failed. Only where a route waits for that
 * ({@code confirm}).
 */
public final class DeliveryFailedException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final String messageId;
    private final String callbackData;
    private final int code;
    private final String details;

    /**
     * @param code Meta's error code; 0 if the webhook had none
     * @param details the service's words; empty if the webhook had none
     */
    public DeliveryFailedException(String messageId, String callbackData, int code, String details) {
        super(text(code, Redact.numbers(details)), null);
        this.messageId = messageId;
        this.callbackData = callbackData;
        this.code = code;
        this.details = Redact.numbers(details);
    }

    /** The ID that the service gave the message. */
    public String getMessageId() {
        return messageId;
    }

    /** What the message had as callback data. */
    public String getCallbackData() {
        return callbackData;
    }

    /** Meta's error code, see {@link ErrorCode}; 0 if the webhook had none. */
    public int getCode() {
        return code;
    }

    /** The service's own words, with numbers masked; empty if it had none. */
    public String getDetails() {
        return details;
    }

    /** The code's entry in the list of known errors, if it is there. */
    public Optional<ErrorCode> getErrorCode() {
        return ErrorCode.of(code);
    }

    /** Whether the same message may be delivered if it is sent again later. */
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
