package io.github.whatsapp360.delivery.rate;

/**
 * How fast the messages of one number may go.
 *
 * @param messagesPerSecond of the number, whoever the recipients are; 0 for as fast as they come, uploads too
 * @param perRecipient whether each recipient gets no more than the service allows
 */
public record Rate(int messagesPerSecond, boolean perRecipient) {

    /** As fast as it comes. */
    public static final Rate UNLIMITED = new Rate(0, false);
}
