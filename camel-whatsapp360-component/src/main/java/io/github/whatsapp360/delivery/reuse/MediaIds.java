package io.github.whatsapp360.delivery.reuse;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.files.MimeTypes;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.UploadedMedia;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The media IDs of one account's uploads. The same bytes with the same name and type are uploaded once, even if several
 * exchanges send them at once. An exchange that waits for another's upload gets its result or its failure, unless the
 * failure concerns the other exchange alone: its own file, or its message, which expired.
 *
 * <p>A file is read for its hash before it is uploaded. A file that has not changed is not read again.
 */
public final class MediaIds {

    private static final int NOT_FOUND = 1006;

    private final ContentHashes hashes;
    private final StoredMediaIds stored;
    private final SingleFlight<List<Object>, Found> uploads;

    /**
     * Creates the media IDs of one account.
     *
     * @param health is told whether the store works
     * @param life the time for which the service keeps a file by default
     * @param workers read files for their hash, call the store unless it is in memory, and run the exchanges that
     *     waited for another's upload
     */
    public MediaIds(MediaIdStore store, StoreHealth health, SenderAccount account, Duration life, Executor workers) {
        this.hashes = new ContentHashes(workers);
        this.stored = new StoredMediaIds(store, health, account, life, workers);
        this.uploads = new SingleFlight<>(workers);
    }

    /**
     * A file that the service has.
     *
     * @param reused true if the file was uploaded earlier, so that the service may have deleted it
     */
    public record Found(UploadedMedia media, boolean reused) {}

    /**
     * Finds the media ID of a file, joins an upload of the same content that is in flight, or uploads the file. It
     * neither throws nor blocks: workers and the upload do what takes time.
     */
    public CompletableFuture<Found> get(Upload upload, Supplier<CompletableFuture<UploadedMedia>> uploading) {
        return hashes.of(upload.file()).thenCompose(hash -> hash.map(known -> get(known, upload, uploading))
                .orElseGet(() -> upload(uploading))); // it has no hash if it cannot be read
    }

    private CompletableFuture<Found> get(
            String hash, Upload upload, Supplier<CompletableFuture<UploadedMedia>> uploading) {
        List<Object> same =
                List.of(hash, MimeTypes.withoutParameters(upload.mimeType()), upload.filename(), upload.timeToLive());
        return uploads.share(
                        same,
                        () -> stored.find(hash, upload).thenCompose(known -> known.map(
                                        media -> CompletableFuture.completedFuture(new Found(media, true)))
                                .orElseGet(() -> upload(uploading))),
                        (found, failure) -> {
                            if (failure != null && !isOfTheOtherAlone(failure)) {
                                return CompletableFuture.failedFuture(failure);
                            }
                            // the other's file may also have changed between its hash and its upload
                            return failure == null
                                            && found.media().sha256().equals(hash)
                                            && !stored.isForgotten(found.media().id())
                                    ? CompletableFuture.completedFuture(found)
                                    : get(upload, uploading);
                        })
                .thenApply(found -> new Found(as(upload, found.media()), found.reused()));
    }

    private CompletableFuture<Found> upload(Supplier<CompletableFuture<UploadedMedia>> uploading) {
        return uploading.get().thenCompose(media -> stored.keep(media).thenApply(kept -> new Found(media, false)));
    }

    /**
     * Forgets a media ID that is gone or will soon be gone. It is not used again.
     *
     * @return completes normally when the store has been asked to remove the ID; only then can the same file be
     *     uploaded again without losing its new ID
     */
    public CompletableFuture<Void> forget(String id) {
        return stored.forget(id);
    }

    /**
     * Returns whether the service refused a message because it does not have the file of this media ID, or no longer
     * has it. Sources: Meta, "Error codes" (code 100 stands for any wrong parameter, so the text decides); Meta's list
     * for On-Premise (1006: "File or resource not found").
     */
    public static boolean isGone(Throwable failure) {
        return Failures.unwrapped(failure) instanceof ApiException refusal
                && (refusal.getStatus() == 400
                                && hasCode(refusal, ErrorCode.INVALID_PARAMETER.code())
                                && refusal.getDetails()
                                        .contains("not a valid whatsapp business account media attachment ID")
                        || refusal.getStatus() >= 400 && refusal.getStatus() < 500 && hasCode(refusal, NOT_FOUND));
    }

    private static boolean hasCode(ApiException refusal, int code) {
        return refusal.getCode().isPresent() && refusal.getCode().getAsInt() == code;
    }

    /**
     * Returns whether the failure of another's upload concerns the other exchange alone, so that the same content may
     * still be uploaded: its file could not be read, or its message expired.
     */
    private static boolean isOfTheOtherAlone(Throwable failure) {
        return failure instanceof InvalidMessageException // such as a cached stream that is gone
                || failure instanceof NotSentException unsent
                        && (unsent.getReason() == NotSentException.Reason.LOCAL_FILE
                                || unsent.getReason() == NotSentException.Reason.EXPIRED);
    }

    /**
     * Returns the file as the kind that is asked for, because the same bytes can be sent as several kinds: a picture
     * also as a document.
     */
    private static UploadedMedia as(Upload upload, UploadedMedia media) {
        return media.withKind(upload.kind());
    }
}
