package io.github.whatsapp360;

import io.github.whatsapp360.delivery.FileToSend;
import io.github.whatsapp360.message.OutgoingMessage;
import java.util.function.Supplier;

/** The content that an exchange sends, read once from its body and headers. Recipients are in their normal form. */
sealed interface SendRequest {

    /**
     * A file to upload and send.
     *
     * @param file reads and checks the file, on any thread
     */
    record FileMessage(String to, Supplier<FileToSend> file) implements SendRequest {}

    /** A complete message to send. */
    record ReadyMessage(OutgoingMessage message) implements SendRequest {}

    /**
     * A received message to mark as read.
     *
     * @param messageId its ID
     * @param typing true if the user also sees a typing indicator
     */
    record ReadReceipt(String messageId, boolean typing) implements SendRequest {}
}
