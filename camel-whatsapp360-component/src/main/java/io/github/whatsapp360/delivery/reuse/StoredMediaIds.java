package io.github.whatsapp360.delivery.reuse;

import io.github.whatsapp360.api.SenderAccount;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MimeTypes;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The IDs of one account in a store, each under two keys: one tells the file by its content, type and name, the other the
 * ID. A store that fails holds nothing; a store that may be slow is asked by the workers.
 */
final class StoredMediaIds {

    /** An ID is left alone for its last day, or for the last tenth of a shorter life. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private static final int MARGIN_PART = 10;
    private static final int MAX_FORGOTTEN = 10_000;
    private static final long WARNING_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(StoredMediaIds.class);

    private final MediaIdStore store;
    private final SenderAccount account;
    private final Duration life;
    private final Executor asking;
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    /** These are not used again, even if the store could not be told. */
    private final Set<String> forgotten = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_FORGOTTEN;
        }
    }));

    /**
     * @param life how long the service keeps a file by itself
     */
    StoredMediaIds(MediaIdStore store, SenderAccount account, Duration life, Executor workers) {
        this.store = store;
        this.account = account;
        this.life = life;
        this.asking = store.isInMemory() ? Runnable::run : workers;
    }

    /** Finds the ID of a file that the service keeps for long enough; empty if there is none, or the store fails. */
    CompletableFuture<Optional<UploadedMedia>> find(String hash, Upload upload) {
        Duration wanted = upload.timeToLive().isZero() ? life : upload.timeToLive();
        Duration part = wanted.dividedBy(MARGIN_PART);
        Instant least = Instant.now().plus(part.compareTo(MARGIN) < 0 ? part : MARGIN);
        return ask(
                "be read",
                () -> store.get(key(hash, upload.mimeType(), upload.filename()))
                        .filter(media -> media.expiresAt().isAfter(least)
                                && media.sha256().equals(hash)
                                && !isForgotten(media.id())),
                Optional.empty());
    }

    /** Remembers an upload by the bytes that were sent: the file may have changed since it was looked for. */
    CompletableFuture<Void> keep(UploadedMedia media) {
        return ask(
                "remember an ID",
                () -> {
                    store.put(key(media), media);
                    store.put(keyOfId(media.id()), media);
                    return null;
                },
                null);
    }

    /** Forgets an ID at once, and in the store as soon as that answers. */
    void forget(String id) {
        forgotten.add(id);
        ask(
                "forget an ID",
                () -> {
                    String byId = keyOfId(id);
                    store.get(byId).ifPresent(media -> {
                        // by now there may be a newer upload of the same file
                        if (store.get(key(media))
                                .filter(now -> now.id().equals(id))
                                .isPresent()) {
                            store.remove(key(media));
                        }
                        store.remove(byId);
                    });
                    return null;
                },
                null);
    }

    /** Returns whether an ID is gone, whatever the store says. */
    boolean isForgotten(String id) {
        return forgotten.contains(id);
    }

    private <T> CompletableFuture<T> ask(String what, Supplier<T> question, T otherwise) {
        return CompletableFuture.completedFuture(what)
                .thenApplyAsync(asked -> question.get(), asking)
                .exceptionally(failure -> {
                    failed(what, failure);
                    return otherwise;
                });
    }

    private void failed(String what, Throwable failure) {
        long now = System.nanoTime();
        long next = nextWarning.get();
        if (now - next >= 0 && nextWarning.compareAndSet(next, now + WARNING_NANOS)) {
            LOG.warn(
                    "The store of media IDs could not {}; meanwhile files are uploaded as if they were new. "
                            + "What else fails within a minute is logged at DEBUG",
                    what,
                    failure);
        } else {
            LOG.debug("The store of media IDs could not {}", what, failure);
        }
    }

    private String key(UploadedMedia media) {
        return key(media.sha256(), media.mimeType(), media.filename());
    }

    private String key(String hash, String mimeType, String filename) {
        return "whatsapp360:" + account.id("file", hash, MimeTypes.withoutParameters(mimeType), filename);
    }

    private String keyOfId(String id) {
        return "whatsapp360:" + account.id("id", id);
    }
}
