package io.github.whatsapp360.delivery.reuse;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.SenderAccount;
import io.github.whatsapp360.media.MediaFile;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MimeTypes;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final SenderAccount account;
    private final Duration life;
    private final Executor workers;
    private final ContentHashes hashes = new ContentHashes();
    private final Map<String, CompletableFuture<Found>> flights = new ConcurrentHashMap<>();
    private final Map<String, InFlightUpload> alike = new ConcurrentHashMap<>();

    /**
     * The IDs of the number that this key belongs to.
     *
     * @param life how long the service keeps a file by itself
     * @param workers go on with what waited for another's upload
     */
    public MediaIds(MediaIdStore store, SenderAccount account, Duration life, Executor workers) {
        this.store = store;
        this.account = account;
        this.life = life;
        this.workers = workers;
    }

    /** A file at the service, and whether an earlier upload brought it there. */
    public record Found(UploadedMedia media, boolean reused) {}

    /**
     * Finds the ID of a file, or uploads it. A file is read for its hash only if one of its size, type and name is known or
     * on its way; a new one is hashed while it is uploaded.
     */
    public CompletableFuture<Found> get(Upload upload, Supplier<CompletableFuture<UploadedMedia>> uploading) {
        ContentHashes.State state;
        OptionalLong length;
        try {
            state = hashes.state(upload.file());
            length = upload.file().length();
        } catch (IOException e) {
            return straight(uploading); // a file that cannot be read has no hash; its upload says why
        }
        Optional<Found> known = state.hash().flatMap(hash -> known(hash, upload));
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        if (upload.file().isOneShot()) {
            return straight(uploading);
        }
        if (length.isEmpty()) {
            return byContent(hash(upload.file()), upload, uploading);
        }
        // only a file on disk can be read by another thread while it is uploaded
        boolean onDisk = state.identity().isPresent();
        Optional<String> hash = onDisk ? state.hash() : hash(upload.file());
        String like = key("like", Long.toString(length.getAsLong()), upload.mimeType(), upload.filename());
        InFlightUpload own = new InFlightUpload(upload.file(), state, hash);
        InFlightUpload other = alike.putIfAbsent(like, own);
        if (other != null && other.isOf(state)) {
            return after(other.landed(), upload, uploading);
        }
        if (other != null) {
            Optional<String> ours = hash.isPresent() ? hash : hash(upload.file());
            return ours.isPresent() && ours.equals(other.hash(this::hash))
                    ? after(other.landed(), upload, uploading)
                    : byContent(ours, upload, uploading);
        }
        CompletableFuture<Found> found = hash.isEmpty() && read(like).isEmpty()
                ? straight(uploading).whenComplete((now, failure) -> learn(upload.file(), state, now))
                : byContent(hash.isPresent() ? hash : hash(upload.file()), upload, uploading);
        return land(found, own.landed(), () -> alike.remove(like, own));
    }

    private CompletableFuture<Found> straight(Supplier<CompletableFuture<UploadedMedia>> uploading) {
        return begin(uploading).thenApply(media -> {
            keep(media);
            return new Found(media, false);
        });
    }

    private CompletableFuture<Found> byContent(
            Optional<String> hash, Upload upload, Supplier<CompletableFuture<UploadedMedia>> uploading) {
        Optional<Found> known = hash.flatMap(content -> known(content, upload));
        if (hash.isEmpty() || known.isPresent()) {
            return known.map(CompletableFuture::completedFuture).orElseGet(() -> straight(uploading));
        }
        String key = key("file", hash.get(), upload.mimeType(), upload.filename());
        CompletableFuture<Found> own = new CompletableFuture<>();
        CompletableFuture<Found> other = flights.putIfAbsent(key, own);
        if (other != null) {
            return after(other, upload, uploading);
        }
        // another's upload may have ended between the look and the claim
        return land(
                known(hash.get(), upload)
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(() -> straight(uploading)),
                own,
                () -> flights.remove(key, own));
    }

    /** Forgets an ID that is gone, or soon will be. */
    public void forget(String id) {
        String byId = keyOfId(id);
        read(byId).ifPresent(media -> {
            // by now there may be a newer upload of the same file, or of one like it
            for (String key : keys(media)) {
                if (read(key).filter(now -> now.id().equals(id)).isPresent()) {
                    write("forget", () -> store.remove(key));
                }
            }
            write("forget", () -> store.remove(byId));
        });
    }

    /**
     * Whether the service refused a message because it does not have, or no longer has, the file of this ID. Sources: Meta,
     * "Error codes" (100 stands for any wrong parameter, so its words decide); Meta's list for On-Premise (1006: "File or
     * resource not found").
     */
    public static boolean isGone(Throwable failure) {
        return unwrapped(failure) instanceof ApiException refusal
                && (refusal.getStatus() == 400
                                && refusal.getCode() == 100
                                && refusal.getDetails()
                                        .contains("not a valid whatsapp business account media attachment ID")
                        || refusal.getStatus() >= 400 && refusal.getStatus() < 500 && refusal.getCode() == NOT_FOUND);
    }

    private CompletableFuture<Found> after(
            CompletableFuture<Found> other, Upload upload, Supplier<CompletableFuture<UploadedMedia>> uploading) {
        // on a worker each: otherwise all that waited would be sent one after the other
        return other.handleAsync(
                        (found, failure) -> {
                            if (failure == null) {
                                return CompletableFuture.completedFuture(
                                        new Found(as(upload, found.media()), found.reused()));
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

    /** Ends a flight before those go on who waited for it. */
    private static CompletableFuture<Found> land(
            CompletableFuture<Found> found, CompletableFuture<Found> own, Runnable ended) {
        found.whenComplete((now, failure) -> {
            ended.run();
            if (failure == null) {
                own.complete(now);
            } else {
                own.completeExceptionally(unwrapped(failure));
            }
        });
        return own;
    }

    /** A file that cannot be read has no hash; its upload says why. */
    private Optional<String> hash(MediaFile file) {
        try {
            return hashes.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void learn(MediaFile file, ContentHashes.State before, Found found) {
        try {
            if (found != null) {
                hashes.learn(file, before, found.media().sha256());
            }
        } catch (IOException e) {
            LOG.debug("The file was uploaded and is gone, so its hash need not be remembered", e);
        }
    }

    private Optional<Found> known(String hash, Upload upload) {
        Duration wanted = upload.timeToLive().isZero() ? life : upload.timeToLive();
        Duration part = wanted.dividedBy(MARGIN_PART);
        Instant least = Instant.now().plus(part.compareTo(MARGIN) < 0 ? part : MARGIN);
        return read(key("file", hash, upload.mimeType(), upload.filename()))
                .filter(media -> media.expiresAt().isAfter(least))
                .map(media -> new Found(as(upload, media), true));
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
            keys(media).forEach(key -> store.put(key, media));
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

    private List<String> keys(UploadedMedia media) {
        return List.of(
                key("file", media.sha256(), media.mimeType(), media.filename()),
                key("like", Long.toString(media.size()), media.mimeType(), media.filename()));
    }

    /** A "file" by its hash, or what is "like" it by its size. */
    private String key(String by, String what, String mimeType, String filename) {
        return "whatsapp360:" + account.id(by, what, MimeTypes.withoutParameters(mimeType), filename);
    }

    private String keyOfId(String id) {
        return "whatsapp360:" + account.id("id", id);
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
