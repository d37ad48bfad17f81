package io.github.whatsapp360.event;

/** What came is no payload of a webhook of this service; its message says what is wrong, and nothing of what came. */
public final class InvalidWebhookException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidWebhookException(String message) {
        super(message);
    }
}
