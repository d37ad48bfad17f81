package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.media.MediaFile;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MimeTypes;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The IDs of one number's uploads: the same bytes under the same name and type are uploaded once, even when many ask at
 * once. Whoever waits for another's upload shares its result, also its failure, unless that was the other's own file.
 */
public final class MediaIds {

    /** An ID is left alone for its last day, or for the last tenth of a shorter life. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private static final int MARGIN_PART = 10;
    private static final int NOT_FOUND = 1006;
    private static final Logger LOG = LoggerFactory.getLogger(MediaIds.class);

    private final MediaIdStore store;
    private final String sender;
    private final Duration life;
    private final Executor workers;
    private final ContentHashes hashes = new ContentHashes();
    private final Map<String, CompletableFuture<UploadedMedia>> flights = new ConcurrentHashMap<>();

    /**
     * The IDs of the number that this key belongs to.
     *
     * @param life how long the service keeps a file by itself
     * @param workers go on with what waited for another's upload
     */
    public MediaIds(MediaIdStore store, URI serviceUrl, String apiKey, Duration life, Executor workers) {
        this.store = store;
        this.sender = ContentHashes.of(serviceUrl.toString(), apiKey);
        this.life = life;
        this.workers = workers;
    }

    /** A file at the service, and whether an earlier upload brought it there. */
    record Found(UploadedMedia media, boolean reused) {}

    /** Finds the ID of a file, or uploads it. */
    CompletableFuture<Found> get(Upload upload, Supplier<CompletableFuture<UploadedMedia>> uploading) {
        Optional<String> hash = hash(upload.file());
        if (hash.isEmpty()) {
            return uploading.get().thenApply(media -> {
                keep(media);
                return new Found(media, false);
            });
        }
        String key = key(hash.get(), upload.mimeType(), upload.filename());
        Optional<UploadedMedia> known = known(key, upload);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(new Found(known.get(), true));
        }
        CompletableFuture<UploadedMedia> own = new CompletableFuture<>();
        CompletableFuture<UploadedMedia> other = flights.putIfAbsent(key, own);
        if (other != null) {
            return after(other, upload, uploading);
        }
        known = known(key, upload); // another's upload may have ended between the look and the claim
        if (known.isPresent()) {
            land(key, own, known.get(), null);
            return CompletableFuture.completedFuture(new Found(known.get(), true));
        }
        begin(uploading).whenComplete((media, failure) -> {
            if (failure == null) {
                keep(media);
            }
            land(key, own, media, failure);
        });
        return own.thenApply(media -> new Found(media, false));
    }

    /** Forgets an ID that is gone, or soon will be. */
    public void forget(String id) {
        String byId = keyOfId(id);
        read(byId).ifPresent(media -> {
            String key = key(media.sha256(), media.mimeType(), media.filename());
            // by now there may be a newer upload of the same file
            if (read(key).filter(now -> now.id().equals(id)).isPresent()) {
                write("forget", () -> store.remove(key));
            }
            write("forget", () -> store.remove(byId));
        });
    }

    /**
     * Whether the service refused a message because it does not have, or no longer has, the file of this ID. Sources: Meta,
     * "Error codes" (100 stands for any wrong parameter, so its words decide); Meta's list for On-Premise (1006: "File or
     * resource not found").
     */
    static boolean isGone(Throwable failure) {
        return unwrapped(failure) instanceof ApiException refusal
                && (refusal.getStatus() == 400
                                && refusal.getCode() == 100
                                && refusal.getDetails()
                                        .contains("not a valid whatsapp business account media attachment ID")
                        || refusal.getStatus() >= 400 && refusal.getStatus() < 500 && refusal.getCode() == NOT_FOUND);
    }

    private CompletableFuture<Found> after(
            CompletableFuture<UploadedMedia> other,
            Upload upload,
            Supplier<CompletableFuture<UploadedMedia>> uploading) {
        // on a worker each: otherwise all that waited would be sent one after the other
        return other.handleAsync(
                        (media, failure) -> {
                            if (failure == null) {
                                return CompletableFuture.completedFuture(new Found(as(upload, media), false));
                            }
                            return unwrapped(failure) instanceof InvalidMessageException
                                    ? get(upload, uploading)
                                    : CompletableFuture.<Found>failedFuture(unwrapped(failure));
                        },
                        workers)
                .thenCompose(Function.identity());
    }

    private static CompletableFuture<UploadedMedia> begin(Supplier<CompletableFuture<UploadedMedia>> uploading) {
        try {
            return uploading.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void land(String key, CompletableFuture<UploadedMedia> own, UploadedMedia media, Throwable failure) {
        flights.remove(key, own);
        if (failure == null) {
            own.complete(media);
        } else {
            own.completeExceptionally(unwrapped(failure));
        }
    }

    /** A file that cannot be read has no hash; its upload says why. */
    private Optional<String> hash(MediaFile file) {
        try {
            return hashes.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<UploadedMedia> known(String key, Upload upload) {
        Duration wanted = upload.timeToLive().isZero() ? life : upload.timeToLive();
        Duration part = wanted.dividedBy(MARGIN_PART);
        Instant least = Instant.now().plus(part.compareTo(MARGIN) < 0 ? part : MARGIN);
        return read(key).filter(media -> media.expiresAt().isAfter(least)).map(media -> as(upload, media));
    }

    /** The same bytes can be sent as another kind: a picture as a document. */
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

    /** Under the hash of the bytes that were sent: the file may have changed since it was looked for. */
    private void keep(UploadedMedia media) {
        write("remember", () -> {
            store.put(key(media.sha256(), media.mimeType(), media.filename()), media);
            store.put(keyOfId(media.id()), media);
        });
    }

    private Optional<UploadedMedia> read(String key) {
        try {
            return store.get(key);
        } catch (RuntimeException e) {
            LOG.warn("The store of media IDs cannot be read; the file is uploaded as if it were new", e);
            return Optional.empty();
        }
    }

    private static void write(String what, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            LOG.warn("The store of media IDs could not {} an ID", what, e);
        }
    }

    private String key(String sha256, String mimeType, String filename) {
        return "whatsapp360:"
                + ContentHashes.of(sender, "file", sha256, MimeTypes.withoutParameters(mimeType), filename);
    }

    private String keyOfId(String id) {
        return "whatsapp360:" + ContentHashes.of(sender, "id", id);
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
