package io.github.whatsapp360.api;

import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.Message;
import io.github.whatsapp360.message.SentMessage;

/** The service, one call at a time: each ends with an answer or one {@link Whatsapp360Exception}, and repeats nothing. */
public interface Whatsapp360Api {

    /**
     * Uploads a file.
     *
     * @throws ApiException if the service refused it
     * @throws ConnectionFailedException if the request was not written whole
     * @throws OutcomeUnknownException if no readable answer came back; at worst the service holds a file that nobody uses
     */
    UploadedMedia upload(Upload upload);

    /**
     * Sends a message. Its answer says that the service accepted it, not that it was delivered.
     *
     * @throws ApiException if the service refused it
     * @throws ConnectionFailedException if the request was not written whole
     * @throws OutcomeUnknownException if no readable answer came back: the message may have been accepted
     */
    SentMessage send(Message message);
}
