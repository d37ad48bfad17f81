package io.github.whatsapp360.delivery;

import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.message.Media;
import io.github.whatsapp360.message.Message;

/**
 * A file and the message in which it goes out.
 *
 * @param upload the file, which has been checked
 * @param message with its recipient in the {@linkplain Message#normalized normal form}; its content is a {@link Media}
 *     without an ID
 */
public record FileToSend(Upload upload, Message message) {}
