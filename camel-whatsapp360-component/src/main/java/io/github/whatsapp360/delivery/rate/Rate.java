package io.github.whatsapp360.delivery.rate;

/**
 * The rate limits of one number.
 *
 * @param messagesPerSecond the messages a second to all recipients together; 0 for no limit, not even for uploads
 * @param perRecipient true if the messages to each recipient are limited to what the service allows
 */
public record Rate(int messagesPerSecond, boolean perRecipient) {

    /** No limit. */
    public static final Rate UNLIMITED = new Rate(0, false);
}
