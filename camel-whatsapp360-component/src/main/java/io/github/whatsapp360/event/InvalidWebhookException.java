package io.github.whatsapp360.event;

/**
 * Thrown if the text is not a webhook payload of this service. The exception's message gives the reason and contains
 * nothing of the payload.
 */
public final class InvalidWebhookException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidWebhookException(String message) {
        super(message);
    }
}
