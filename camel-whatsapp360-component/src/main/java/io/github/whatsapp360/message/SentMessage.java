package io.github.whatsapp360.message;

/**
 * What the service answered to a message: that it accepted it, not yet that it delivered it.
 *
 * @param id the message ID, {@code wamid.…}, by which webhooks speak of it
 * @param to the recipient as it was given
 * @param waId the recipient's WhatsApp ID, which may differ from the number given; empty if the service did not say
 * @param status {@code accepted}, or what the service says instead (templates: {@code held_for_quality_assessment},
 *     {@code paused}); with {@code confirm}, what the webhook said: {@code sent}, {@code delivered}, {@code read}
 * @param callbackData what status webhooks of this message bring back
 */
public record SentMessage(String id, String to, String waId, String status, String callbackData) {

    /** The same with another status. */
    public SentMessage withStatus(String status) {
        return new SentMessage(id, to, waId, status, callbackData);
    }

    /** Without the recipient: numbers do not belong into a log. */
    @Override
    public String toString() {
        return "SentMessage[id=" + id + ", status=" + status + "]";
    }
}
