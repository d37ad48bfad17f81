package io.github.whatsapp360.delivery.reuse;

import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.files.MimeTypes;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.UploadedMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The media IDs of one account in a store, each under two keys: one for the file's content, type and name, and one for
 * the media ID. A store that fails counts as empty. Workers call a store that may be slow.
 */
final class StoredMediaIds {

    /**
     * The end of a media ID's life in which it is not used any more: the last day, or the last tenth of a shorter life.
     */
    private static final Duration MARGIN = Duration.ofDays(1);

    private static final int MARGIN_PART = 10;
    private static final int MAX_FORGOTTEN = 10_000;

    private final MediaIdStore store;
    private final SenderAccount account;
    private final Duration life;
    private final Executor asking;
    private final StoreHealth health;

    /**
     * The media IDs that are not used again, even if the store could not be updated. Each is removed from the store
     * once. Its future completes when that has ended.
     */
    private final Map<String, CompletableFuture<Void>> forgotten = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Void>> eldest) {
            return size() > MAX_FORGOTTEN;
        }
    });

    /**
     * @param health is told whether the store works
     * @param life the time for which the service keeps a file by default
     */
    StoredMediaIds(MediaIdStore store, StoreHealth health, SenderAccount account, Duration life, Executor workers) {
        this.store = store;
        this.health = health;
        this.account = account;
        this.life = life;
        this.asking = store.isInMemory() ? Runnable::run : workers;
    }

    /**
     * Finds the media ID of a file that the service keeps long enough; empty if there is none, or if the store fails.
     */
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

    /**
     * Remembers an upload under the hash of the bytes that were sent, because the file may have changed since its hash
     * was taken.
     */
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

    /**
     * Forgets a media ID at once, and in the store as soon as the store answers. A caller that uploads the file again
     * waits for the store. Otherwise the removal of the old ID could remove the new one.
     */
    CompletableFuture<Void> forget(String id) {
        CompletableFuture<Void> removal = new CompletableFuture<>();
        CompletableFuture<Void> earlier = forgotten.putIfAbsent(id, removal);
        if (earlier != null) {
            return earlier;
        }
        ask(
                        "forget an ID",
                        () -> {
                            String byId = keyOfId(id);
                            store.get(byId).ifPresent(media -> {
                                // there may be a newer upload of the same file
                                if (store.get(key(media))
                                        .filter(now -> now.id().equals(id))
                                        .isPresent()) {
                                    store.remove(key(media));
                                }
                                store.remove(byId);
                            });
                            return null;
                        },
                        null)
                .thenRun(() -> removal.complete(null));
        return removal;
    }

    /** Returns whether a media ID is gone, even if the store still has it. */
    boolean isForgotten(String id) {
        return forgotten.containsKey(id);
    }

    private <T> CompletableFuture<T> ask(String what, Supplier<T> question, T otherwise) {
        return CompletableFuture.completedFuture(what)
                .thenApplyAsync(
                        asked -> {
                            T answer = question.get();
                            health.worked();
                            return answer;
                        },
                        asking)
                .exceptionally(failure -> {
                    health.failed(what, failure);
                    return otherwise;
                });
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
