package io.github.whatsapp360;

import io.github.whatsapp360.delivery.FileToSend;
import io.github.whatsapp360.message.OutgoingMessage;
import java.util.function.Supplier;

/** Content that an exchange sends, read out of its body and headers once. Recipients are in their normal form. */
sealed interface SendRequest {

    /**
     * A file that is uploaded and sent.
     *
     * @param file reads and checks it, on whatever thread has the time
     */
    record FileMessage(String to, Supplier<FileToSend> file) implements SendRequest {}

    /** A message that is ready to be sent. */
    record ReadyMessage(OutgoingMessage message) implements SendRequest {}

    /**
     * A received message that is marked as read.
     *
     * @param messageId its ID
     * @param typing whether the user also sees that an answer is being written
     */
    record ReadReceipt(String messageId, boolean typing) implements SendRequest {}
}
