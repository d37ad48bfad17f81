package io.github.whatsapp360.message;

/**
 * The service's answer to a message. The service has accepted the message, but not yet delivered it.
 *
 * @param id the message ID, {@code wamid.…}, which webhooks contain
 * @param to the recipient of the message
 * @param waId the recipient's WhatsApp ID, which may differ from the number given; empty if the service does not give
 *     it
 * @param status {@code accepted}, or another status of the service (templates: {@code held_for_quality_assessment},
 *     {@code paused}); with {@code confirm}, the status of the webhook: {@code sent}, {@code delivered}, {@code read}
 * @param callbackData the callback data, which status webhooks of this message contain
 */
public record SentMessage(String id, String to, String waId, String status, String callbackData) {

    /** Returns a copy with this status. */
    public SentMessage withStatus(String status) {
        return new SentMessage(id, to, waId, status, callbackData);
    }

    /** Returns a text without the recipient, because phone numbers must not be logged. */
    @Override
    public String toString() {
        return "SentMessage[id=" + id + ", status=" + status + "]";
    }
}
