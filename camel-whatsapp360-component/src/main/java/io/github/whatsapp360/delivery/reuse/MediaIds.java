package io.github.whatsapp360.delivery.reuse;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.SenderAccount;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MimeTypes;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The IDs of one account's uploads: the same bytes under the same name and type are uploaded once, even when many ask at
 * once. Whoever waits for another's upload shares its result, also its failure, unless that was the other's own file.
 *
 * <p>A file is read for its hash before it is uploaded; one that has not changed is not read again.
 */
public final class MediaIds {

    private static final int NOT_FOUND = 1006;

    private final ContentHashes hashes;
    private final StoredMediaIds stored;
    private final SingleFlight<List<Object>, Found> uploads;

    /**
     * Finds IDs in this store.
     *
     * @param life how long the service keeps a file by itself
     * @param workers read files for their hash, ask the store unless it lies in memory, and go on with what waited for
     *     another's upload
     */
    public MediaIds(MediaIdStore store, SenderAccount account, Duration life, Executor workers) {
        this.hashes = new ContentHashes(workers);
        this.stored = new StoredMediaIds(store, account, life, workers);
        this.uploads = new SingleFlight<>(workers);
    }

    /**
     * A file at the service.
     *
     * @param reused whether it was there before, so that the service may have lost it
     */
    public record Found(UploadedMedia media, boolean reused) {}

    /**
     * Finds the ID of a file, joins an upload of the same content that is under way, or uploads it. It neither throws nor
     * waits: what takes time is done by the workers and by the upload.
     */
    public CompletableFuture<Found> get(Upload upload, Supplier<CompletableFuture<UploadedMedia>> uploading) {
        return hashes.of(upload.file()).thenCompose(hash -> hash.map(known -> get(known, upload, uploading))
                .orElseGet(() -> upload(uploading))); // what cannot be read has no hash, and its upload says why
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
                            if (failure != null && !isOfItsOwnFile(failure)) {
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

    /** Forgets an ID that is gone, or soon will be; it is not found again. */
    public void forget(String id) {
        stored.forget(id);
    }

    /**
     * Returns whether the service refused a message because it does not have, or no longer has, the file of this ID. Sources: Meta,
     * "Error codes" (100 stands for any wrong parameter, so its words decide); Meta's list for On-Premise (1006: "File or
     * resource not found").
     */
    public static boolean isGone(Throwable failure) {
        return SingleFlight.unwrapped(failure) instanceof ApiException refusal
                && (refusal.getStatus() == 400
                                && refusal.getCode() == 100
                                && refusal.getDetails()
                                        .contains("not a valid whatsapp business account media attachment ID")
                        || refusal.getStatus() >= 400 && refusal.getStatus() < 500 && refusal.getCode() == NOT_FOUND);
    }

    /** Returns whether a file of the same content may well be uploaded where this one was not. */
    private static boolean isOfItsOwnFile(Throwable failure) {
        return failure instanceof InvalidMessageException // such as of a cached stream that is gone
                || failure instanceof NotSentException unsent
                        && unsent.getReason() == NotSentException.Reason.LOCAL_FILE;
    }

    /** Returns the file as another kind, since its bytes can be sent so: a picture as a document. */
    private static UploadedMedia as(Upload upload, UploadedMedia media) {
        return new UploadedMedia(
                media.id(),
                upload.kind(),
                media.mimeType(),
                media.filename(),
                media.size(),
                media.sha256(),
                media.expiresAt());
    }
}
