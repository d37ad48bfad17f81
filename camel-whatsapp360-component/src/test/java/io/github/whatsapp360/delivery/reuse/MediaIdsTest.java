package io.github.whatsapp360.delivery.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.files.FileIdentity;
import io.github.whatsapp360.files.MediaFile;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.listener.StoreListener;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.UploadedMedia;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Uploads that several exchanges with the same file share. */
class MediaIdsTest {

    private static final byte[] BYTES = {1, 2, 3};
    private static final String SHA256 = sha256(BYTES);
    private static final byte[] OTHER_BYTES = {3, 2, 1};
    private static final String OTHER_SHA256 = sha256(OTHER_BYTES);
    private static final int MEGABYTE = 1 << 20;

    private final MediaIds ids = ids(MediaIdStore.inMemory(10), "key");
    private final List<CompletableFuture<UploadedMedia>> uploads = new ArrayList<>();

    @Test
    void whoWaitsSharesTheUpload() {
        CompletableFuture<MediaIds.Found> first = ask(MediaKind.IMAGE);
        CompletableFuture<MediaIds.Found> second = ask(MediaKind.DOCUMENT);
        assertThat(uploads).hasSize(1);
        assertThat(second).isNotDone();

        uploads.get(0).complete(media("1"));

        assertThat(first.join().media()).isEqualTo(media("1"));
        assertThat(second.join().media().id()).isEqualTo("1");
        assertThat(second.join().media().kind()).isEqualTo(MediaKind.DOCUMENT);
        assertThat(ask(MediaKind.IMAGE).join().reused()).isTrue();
        assertThat(uploads).hasSize(1);
    }

    @Test
    void whoWaitsSharesTheFailureAndTheNextOneTriesAgain() {
        CompletableFuture<MediaIds.Found> first = ask(MediaKind.IMAGE);
        CompletableFuture<MediaIds.Found> second = ask(MediaKind.IMAGE);

        uploads.get(0).completeExceptionally(NotSentException.noConnection("away", false));

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(uploads).hasSize(1);
        ask(MediaKind.IMAGE);
        assertThat(uploads).hasSize(2);
    }

    static Stream<Throwable> failuresOfOneMessage() {
        return Stream.of(
                NotSentException.localFile("gone", new IOException()),
                NotSentException.expired(),
                NotSentException.expired(NotSentException.noConnection("away", false)),
                new InvalidMessageException(new Problem("body", "the cached stream is gone")));
    }

    @ParameterizedTest
    @MethodSource("failuresOfOneMessage")
    void aFileThatCannotBeReadAndAMessageThatExpiredFailAlone(Throwable failure) {
        CompletableFuture<MediaIds.Found> first = ask(MediaKind.IMAGE);
        CompletableFuture<MediaIds.Found> second = ask(MediaKind.IMAGE);
        CompletableFuture<MediaIds.Found> third = ask(MediaKind.IMAGE);

        uploads.get(0).completeExceptionally(failure);
        assertThat(uploads).as("the other two share the next one").hasSize(2);
        uploads.get(1).complete(media("2"));

        assertThat(first).isCompletedExceptionally();
        assertThat(second.join().media().id()).isEqualTo("2");
        assertThat(third.join().media().id()).isEqualTo("2");
    }

    /** The waiting exchange has other bytes than those that were sent. */
    @Test
    void aFileThatChangedBeforeItsUploadIsNotSharedWithThoseWhoWait() {
        CompletableFuture<MediaIds.Found> first = ask(new DiskFile("one", BYTES));
        CompletableFuture<MediaIds.Found> second = ask(new DiskFile("two", BYTES));

        uploads.get(0).complete(media("1", OTHER_SHA256));
        assertThat(uploads).hasSize(2);
        uploads.get(1).complete(media("2"));

        assertThat(first.join().media().id()).isEqualTo("1");
        assertThat(second.join().media().id()).isEqualTo("2");
    }

    @Test
    void anotherLifeIsAnotherUpload() {
        ask(upload(MediaKind.IMAGE));
        ask(upload(MediaKind.IMAGE).withTimeToLive(Duration.ofHours(1)));
        assertThat(uploads).hasSize(2);
    }

    @Test
    void anUploadThatThrowsHoldsNobodyUp() {
        CompletableFuture<MediaIds.Found> failed = ids.get(upload(MediaKind.IMAGE), () -> {
            throw new IllegalStateException("at once");
        });

        assertThat(failed).isCompletedExceptionally();
        ask(MediaKind.IMAGE);
        assertThat(uploads).hasSize(1);
    }

    @Test
    void forgettingAnOldIdKeepsTheNewOne() {
        ask(MediaKind.IMAGE);
        uploads.get(0).complete(media("1"));
        ids.forget("1");
        ask(MediaKind.IMAGE);
        uploads.get(1).complete(media("2"));

        ids.forget("1");

        assertThat(ask(MediaKind.IMAGE).join().media().id()).isEqualTo("2");
    }

    @Test
    void numbersDoNotShareIdsInOneStore() {
        MediaIdStore store = MediaIdStore.inMemory(10);
        CompletableFuture<UploadedMedia> done = CompletableFuture.completedFuture(media("1"));
        ids(store, "one").get(upload(MediaKind.IMAGE), () -> done);

        assertThat(ids(store, "one")
                        .get(upload(MediaKind.IMAGE), () -> done)
                        .join()
                        .reused())
                .isTrue();
        assertThat(ids(store, "two")
                        .get(upload(MediaKind.IMAGE), () -> done)
                        .join()
                        .reused())
                .isFalse();
    }

    /** Address and key are equal, so only the hosting tells the accounts apart. */
    @Test
    void hostingsDoNotShareIdsInOneStore() {
        MediaIdStore store = MediaIdStore.inMemory(10);
        for (Hosting hosting : Hosting.values()) {
            MediaIds own = ids(store, account(hosting, "key"), Runnable::run);
            CompletableFuture<UploadedMedia> done = CompletableFuture.completedFuture(media(hosting.name()));
            assertThat(own.get(upload(MediaKind.IMAGE), () -> done).join().reused())
                    .isFalse();
            MediaIds.Found again = own.get(upload(MediaKind.IMAGE), () -> done).join();
            assertThat(again.reused()).isTrue();
            assertThat(again.media().id()).isEqualTo(hosting.name());
        }
    }

    @Test
    void aFileOnDiskIsReadOnceForItsHash() {
        DiskFile file = new DiskFile("one", BYTES);
        ask(file);
        uploads.get(0).complete(media("1"));

        assertThat(ask(file).join().reused()).isTrue();
        assertThat(file.opened).hasValue(1);
        DiskFile copy = new DiskFile("two", BYTES);
        assertThat(ask(copy).join().media().id()).isEqualTo("1");
        assertThat(copy.opened).hasValue(1);
    }

    @Test
    void aFileWhoseDiskTellsNoChangeIsReadAgainAndNotUploadedAgain() {
        DiskFile file = new DiskFile("one", BYTES, Instant.MAX);
        ask(file);
        uploads.get(0).complete(media("1"));

        assertThat(ask(file).join().reused()).isTrue();
        assertThat(ask(file).join().reused()).isTrue();
        assertThat(file.opened).hasValue(3);
        assertThat(uploads).hasSize(1);
    }

    /** While it is read, nobody waits on a thread, neither on the caller's nor on a worker. */
    @Test
    void aLargeFileThatManySendIsReadOnceAndByAWorker() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        DiskFile file = new DiskFile("large", new byte[MEGABYTE]) {
            @Override
            public InputStream open() {
                uninterruptibly(reading);
                return super.open();
            }
        };
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            MediaIds many = ids(MediaIdStore.inMemory(10), "key", worker);
            CompletableFuture<UploadedMedia> uploading = new CompletableFuture<>();
            AtomicInteger begun = new AtomicInteger();
            List<CompletableFuture<MediaIds.Found>> asked = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                asked.add(many.get(upload(file), () -> {
                    begun.incrementAndGet();
                    return uploading;
                }));
            }
            assertThat(asked).noneMatch(CompletableFuture::isDone);
            reading.countDown();
            await().until(() -> begun.get() == 1);
            worker.submit(() -> {}).get(); // is free for others while the upload is under way
            assertThat(asked).noneMatch(CompletableFuture::isDone);

            uploading.complete(media("1", sha256(new byte[MEGABYTE])));

            for (CompletableFuture<MediaIds.Found> one : asked) {
                assertThat(one.get().media().id()).isEqualTo("1");
            }
            assertThat(file.opened).hasValue(1);
            assertThat(begun).hasValue(1);
        } finally {
            worker.shutdownNow();
        }
    }

    /** It may change at any moment and look the same, so nobody takes what was read before it asked. */
    @Test
    void aLargeYoungFileThatManySendIsReadOnceMoreForAllWhoCameLater() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        byte[] bytes = new byte[MEGABYTE];
        DiskFile file = new DiskFile("young", bytes, Instant.MAX) {
            @Override
            public InputStream open() {
                InputStream now = new ByteArrayInputStream(bytes.clone());
                super.open();
                uninterruptibly(reading);
                return now;
            }
        };
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            MediaIds many = ids(MediaIdStore.inMemory(10), "key", workers);
            CompletableFuture<UploadedMedia> old = CompletableFuture.completedFuture(media("old", sha256(bytes)));
            CompletableFuture<MediaIds.Found> first = many.get(upload(file), () -> old);
            await().until(() -> file.opened.get() == 1);

            bytes[MEGABYTE - 1] = 1;
            CompletableFuture<UploadedMedia> renewed = CompletableFuture.completedFuture(media("new", sha256(bytes)));
            List<CompletableFuture<MediaIds.Found>> later = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                later.add(many.get(upload(file), () -> renewed));
            }
            reading.countDown();

            assertThat(first.get().media().id()).isEqualTo("old");
            for (CompletableFuture<MediaIds.Found> one : later) {
                assertThat(one.get().media().id()).isEqualTo("new");
            }
            assertThat(file.opened).hasValue(2);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void whatIsKnownInMemoryIsFoundAtOnce() {
        Executor none = task -> {
            throw new RejectedExecutionException();
        };
        MediaIds here = ids(MediaIdStore.inMemory(10), "key", none);
        here.get(upload(MediaKind.IMAGE), () -> CompletableFuture.completedFuture(media("1")));

        CompletableFuture<MediaIds.Found> found = here.get(upload(MediaKind.IMAGE), CompletableFuture::new);

        assertThat(found).isDone();
        assertThat(found.join().reused()).isTrue();
    }

    @Test
    void aSlowStoreIsAskedByAWorkerAndOneThatStoppedIsNoFailure() {
        CountDownLatch answer = new CountDownLatch(1);
        MediaIdStore slow = new MediaIdStore() {
            @Override
            public Optional<UploadedMedia> get(String key) {
                uninterruptibly(answer);
                return Optional.of(media("1"));
            }

            @Override
            public void put(String key, UploadedMedia media) {}

            @Override
            public void remove(String key) {}
        };
        ExecutorService worker = Executors.newSingleThreadExecutor();
        MediaIds remote = ids(slow, "key", worker);
        CompletableFuture<MediaIds.Found> found = remote.get(upload(MediaKind.IMAGE), CompletableFuture::new);
        assertThat(found).isNotDone();
        answer.countDown();
        assertThat(found.join().media().id()).isEqualTo("1");

        worker.shutdown();
        CompletableFuture<UploadedMedia> done = CompletableFuture.completedFuture(media("2"));
        assertThat(remote.get(upload(MediaKind.IMAGE), () -> done)
                        .join()
                        .media()
                        .id())
                .isEqualTo("2");
        assertThat(remote.get(upload(new DiskFile("large", new byte[MEGABYTE])), () -> done)
                        .join()
                        .media()
                        .id())
                .isEqualTo("2");
        remote.forget("2");
    }

    @Test
    void whoWaitsWhenTheWorkersStopWasNotSent() {
        AtomicBoolean stopped = new AtomicBoolean();
        MediaIds stopping = ids(MediaIdStore.inMemory(10), "key", task -> {
            if (stopped.get()) {
                throw new RejectedExecutionException();
            }
            task.run();
        });
        CompletableFuture<UploadedMedia> uploading = new CompletableFuture<>();
        CompletableFuture<MediaIds.Found> first = stopping.get(upload(MediaKind.IMAGE), () -> uploading);
        CompletableFuture<MediaIds.Found> second = stopping.get(upload(MediaKind.IMAGE), () -> uploading);
        stopped.set(true);

        uploading.complete(media("1"));

        assertThat(first.join().media().id()).isEqualTo("1");
        assertThatThrownBy(second::join).cause().isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(
                        unsent.getReason())
                .isEqualTo(NotSentException.Reason.STOPPED));
    }

    @Test
    void aFileThatCannotBeReadIsLeftToItsUpload() {
        MediaFile gone = MediaFile.of(Path.of("does-not-exist.png"));
        ask(gone);
        assertThat(uploads).hasSize(1);
    }

    @Test
    void copiesOnDiskShareTheUploadThatIsUnderWay() {
        CompletableFuture<MediaIds.Found> first = ask(new DiskFile("one", BYTES));
        CompletableFuture<MediaIds.Found> second = ask(new DiskFile("two", BYTES));
        CompletableFuture<MediaIds.Found> third = ask(MediaKind.IMAGE);
        assertThat(uploads).hasSize(1);

        uploads.get(0).complete(media("1"));

        assertThat(first.join().media().id()).isEqualTo("1");
        assertThat(second.join().media().id()).isEqualTo("1");
        assertThat(third.join().media().id()).isEqualTo("1");
    }

    @Test
    void filesThatOnlyLookAlikeAreUploadedSideBySide() {
        ask(new DiskFile("one", BYTES));
        DiskFile other = new DiskFile("other", OTHER_BYTES);
        CompletableFuture<MediaIds.Found> second = ask(other);
        CompletableFuture<MediaIds.Found> third = ask(other);
        assertThat(uploads).hasSize(2);

        uploads.get(1).complete(media("2", OTHER_SHA256));

        assertThat(second.join().media().id()).isEqualTo("2");
        assertThat(third.join().media().id()).isEqualTo("2");
    }

    @Test
    void copiesOnDiskShareTheFailureAndTheNextOneTriesAgain() {
        CompletableFuture<MediaIds.Found> first = ask(new DiskFile("one", BYTES));
        CompletableFuture<MediaIds.Found> second = ask(new DiskFile("two", BYTES));

        uploads.get(0).completeExceptionally(NotSentException.noConnection("away", false));

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(uploads).hasSize(1);
        ask(new DiskFile("one", BYTES));
        assertThat(uploads).hasSize(2);
    }

    @Test
    void theStoreInMemoryForgetsWhatWasNotAskedForTheLongestTime() {
        MediaIdStore store = MediaIdStore.inMemory(2);
        store.put("a", media("1"));
        store.put("b", media("2"));
        store.get("a");
        store.put("c", media("3"));

        assertThat(store.get("a")).isPresent();
        assertThat(store.get("b")).isEmpty();
        assertThat(store.get("c")).isPresent();
    }

    private CompletableFuture<MediaIds.Found> ask(MediaKind kind) {
        return ask(upload(kind));
    }

    private CompletableFuture<MediaIds.Found> ask(MediaFile file) {
        return ask(upload(file));
    }

    private CompletableFuture<MediaIds.Found> ask(Upload upload) {
        return ids.get(upload, () -> {
            CompletableFuture<UploadedMedia> media = new CompletableFuture<>();
            uploads.add(media);
            return media;
        });
    }

    private static MediaIds ids(MediaIdStore store, String apiKey) {
        return ids(store, apiKey, Runnable::run);
    }

    private static SenderAccount account(Hosting hosting, String apiKey) {
        return new SenderAccount(hosting, URI.create("http://localhost"), apiKey);
    }

    private static MediaIds ids(MediaIdStore store, String apiKey, Executor workers) {
        return ids(store, account(Hosting.CLOUD, apiKey), workers);
    }

    private static MediaIds ids(MediaIdStore store, SenderAccount account, Executor workers) {
        return new MediaIds(
                store,
                new StoreHealth(StoreListener.Store.MEDIA_IDS, store, StoreListener.NONE, System::nanoTime),
                account,
                Duration.ofDays(30),
                workers);
    }

    private static Upload upload(MediaFile file) {
        return new Upload(file, MediaKind.IMAGE, "image/png", "a.png");
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Upload upload(MediaKind kind) {
        return new Upload(MediaFile.of(BYTES, "a.png"), kind, "image/png", "a.png");
    }

    private static UploadedMedia media(String id) {
        return media(id, SHA256);
    }

    private static UploadedMedia media(String id, String sha256) {
        return UploadedMedia.of(id, MediaKind.IMAGE, "image/png", Instant.parse("2100-01-01T00:00:00Z"))
                .withFilename("a.png")
                .withSize(BYTES.length)
                .withSha256(sha256);
    }

    /** An old file at some path that counts how often it is opened. */
    private static class DiskFile extends MediaFile.Reopenable {
        private final FileIdentity identity;
        private final byte[] bytes;
        private final AtomicInteger opened = new AtomicInteger();

        DiskFile(String path, byte[] bytes) {
            this(path, bytes, Instant.EPOCH);
        }

        DiskFile(String path, byte[] bytes, Instant changed) {
            super("a.png");
            this.bytes = bytes;
            this.identity = new FileIdentity(Path.of(path), path, bytes.length, Instant.EPOCH, changed);
        }

        @Override
        public InputStream open() {
            opened.incrementAndGet();
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes.length);
        }

        @Override
        public Optional<FileIdentity> identity() {
            return Optional.of(identity);
        }
    }
}
