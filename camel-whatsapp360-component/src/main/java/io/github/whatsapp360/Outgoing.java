package io.github.whatsapp360;

import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.message.Message;

/** What an exchange sends, read out of its body and headers once. Recipients are in their normal form. */
sealed interface Outgoing {

    /**
     * A file and the message in which it goes out.
     *
     * @param message its content is a {@link io.github.whatsapp360.message.Media} without an ID
     */
    record FileMessage(Upload upload, Message message) implements Outgoing {}

    /** A message that is ready to be sent. */
    record ReadyMessage(Message message) implements Outgoing {}

    /**
     * A received message that is marked as read.
     *
     * @param messageId its ID
     * @param typing whether the user also sees that an answer is being written
     */
    record ReadReceipt(String messageId, boolean typing) implements Outgoing {}
}
