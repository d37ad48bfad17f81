package io.github.whatsapp360.delivery;

import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.message.Media;
import io.github.whatsapp360.message.OutgoingMessage;

/**
 * A file, and the message that sends it.
 *
 * @param upload the file, which has been checked
 * @param message the message; its recipient is in the {@linkplain OutgoingMessage#normalized normal form}; its content
 *     is a {@link Media} without an ID
 */
public record FileToSend(Upload upload, OutgoingMessage message) {}
