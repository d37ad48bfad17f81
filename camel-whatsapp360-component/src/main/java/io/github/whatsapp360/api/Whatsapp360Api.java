package io.github.whatsapp360.api;

import io.github.whatsapp360.media.DownloadedMedia;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The service, one call at a time: each ends with an answer or one {@link Whatsapp360Exception}, and repeats nothing.
 *
 * <p>Every call may throw {@link ApiException} if the service refused it, {@link NotSentException} if the
 * request was not written whole, and {@link OutcomeUnknownException} if no readable answer came back.
 */
public interface Whatsapp360Api {

    /** Uploads a file. After an unknown outcome the service holds, at worst, a file that nobody uses. */
    UploadedMedia upload(Upload upload);

    /** Sends a message. Its answer says that the service accepted it, not that it was delivered. */
    SentMessage send(OutgoingMessage message);

    /**
     * Marks a received message, and all before it, as read.
     *
     * @param typing whether the user also sees that an answer is being written, for up to 25 seconds
     */
    void markRead(String messageId, boolean typing);

    /** Asks what the service knows of a file. More than five failures in an hour block these lookups for an hour. */
    MediaInfo info(String mediaId);

    /**
     * Downloads a file and checks that it came whole. The key goes to the configured host only.
     *
     * @param target where to store it; overwritten if it exists, worthless if this throws
     */
    DownloadedMedia download(String mediaId, Path target);

    /** Deletes a file at the service. */
    void delete(String mediaId);

    /**
     * Tells the service where to report to.
     *
     * @param name of a webhook beside the number's own one; empty to set the number's own one
     * @param url begins with {@code https}; its host has neither an underscore nor a port
     * @param headers that the service sends with each report
     */
    void webhook(String name, URI url, Map<String, String> headers);
}
