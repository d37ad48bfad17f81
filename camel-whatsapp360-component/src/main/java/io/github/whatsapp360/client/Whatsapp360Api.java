package io.github.whatsapp360.client;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.files.DownloadedMedia;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The API of the service. Each method makes one call without retries, and ends with an answer or a
 * {@link Whatsapp360Exception}.
 *
 * <p>Every call may throw {@link ApiException} if the service refused it, {@link NotSentException} if the whole request
 * was not written, and {@link OutcomeUnknownException} if no readable answer came back.
 */
public interface Whatsapp360Api {

    /** Uploads a file. After an unknown outcome, the service may have a file that is never used. */
    UploadedMedia upload(Upload upload);

    /**
     * Sends a message. The answer means that the service accepted the message, not that it was delivered.
     *
     * @param traceparent the trace context to add to the callback data if the API has some and it fits; empty for none
     */
    SentMessage send(OutgoingMessage message, String traceparent);

    /**
     * Marks a received message, and all messages before it, as read.
     *
     * @param typing true to show the user a typing indicator for up to 25 seconds
     */
    void markRead(String messageId, boolean typing);

    /** Looks up a file at the service. More than five failures in an hour block these lookups for an hour. */
    MediaInfo info(String mediaId);

    /**
     * Downloads a file and checks that it is complete. The API key goes to the configured host only.
     *
     * @param target the file to store it in; overwritten if it exists, not usable if this method throws
     */
    DownloadedMedia download(String mediaId, Path target);

    /** Deletes a file at the service. */
    void delete(String mediaId);

    /**
     * Registers a webhook at the service.
     *
     * @param name the name of an additional webhook; empty to set the number's main webhook
     * @param url the address: {@code https}, without an underscore in the host and without a port
     * @param headers the HTTP headers that the service sends with each webhook
     */
    void webhook(String name, URI url, Map<String, String> headers);

    /**
     * Returns the calls for the settings of the number.
     *
     * @throws InvalidMessageException if the hosting has none
     */
    default AccountApi account() {
        throw new InvalidMessageException(new Problem(
                "hosting", "only the Cloud API has the operations of whatsapp360:account; use hosting=CLOUD"));
    }

    /**
     * Returns the calls for the message templates of the number's account.
     *
     * @throws InvalidMessageException if the hosting has none
     */
    default TemplateApi templates() {
        throw new InvalidMessageException(new Problem(
                "hosting", "only the Cloud API has the operations of whatsapp360:templates; use hosting=CLOUD"));
    }

    /**
     * Makes a call to any path.
     *
     * @param file returns the file into which an answer is written that is not JSON; called only for such an answer
     */
    ApiAnswer call(ApiRequest request, Supplier<Path> file);
}
