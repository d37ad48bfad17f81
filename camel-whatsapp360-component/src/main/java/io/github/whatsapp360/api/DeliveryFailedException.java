package io.github.whatsapp360.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Thrown if the service accepted the message, and then reported by webhook that it failed. Only with the option
 * {@code confirm}.
 */
public final class DeliveryFailedException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final String messageId;
    private final String callbackData;
    private final Integer code;
    private final String details;

    /**
     * Creates an exception for a webhook without an error code.
     *
     * @param messageId the message ID that the service assigned
     * @param callbackData the callback data of the message
     * @param details the service's error text; empty if the webhook had none
     */
    public DeliveryFailedException(String messageId, String callbackData, String details) {
        this((Integer) null, messageId, callbackData, Redact.numbers(Objects.requireNonNull(details, "details")));
    }

    /**
     * Creates an exception for a webhook with an error code.
     *
     * @param messageId the message ID that the service assigned
     * @param callbackData the callback data of the message
     * @param code Meta's error code
     * @param details the service's error text; empty if the webhook had none
     */
    public DeliveryFailedException(String messageId, String callbackData, int code, String details) {
        this(
                Integer.valueOf(code),
                messageId,
                callbackData,
                Redact.numbers(Objects.requireNonNull(details, "details")));
    }

    private DeliveryFailedException(Integer code, String messageId, String callbackData, String masked) {
        super(text(code, masked), null);
        this.messageId = Objects.requireNonNull(messageId, "messageId");
        this.callbackData = Objects.requireNonNull(callbackData, "callbackData");
        this.code = code;
        this.details = masked;
    }

    /** Returns the message ID that the service assigned. */
    public String getMessageId() {
        return messageId;
    }

    /** Returns the callback data of the message. */
    public String getCallbackData() {
        return callbackData;
    }

    /** Returns Meta's error code, see {@link ErrorCode}; empty if the webhook had none. */
    public OptionalInt getCode() {
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /** Returns the service's error text, with phone numbers masked; empty if the webhook had none. */
    public String getDetails() {
        return details;
    }

    /** Returns the known error with this code; empty if the code is not known. */
    public Optional<ErrorCode> getErrorCode() {
        return Optional.ofNullable(code).flatMap(ErrorCode::of);
    }

    /** Returns whether the same message may be delivered if it is sent again later. */
    public boolean isRetryable() {
        return getErrorCode().filter(ErrorCode::isRetryable).isPresent();
    }

    private static String text(Integer code, String details) {
        String text = "360dialog accepted the message, but it was not delivered"
                + (code == null ? "" : ": code " + code)
                + (details.isEmpty() ? "" : ": " + details);
        return Optional.ofNullable(code)
                .flatMap(ErrorCode::of)
                .map(known -> withAdvice(text, known, details))
                .orElse(text);
    }
}
