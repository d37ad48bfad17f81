package io.github.whatsapp360.delivery.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.SenderAccount;
import io.github.whatsapp360.media.FileIdentity;
import io.github.whatsapp360.media.MediaFile;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.Problem;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What those share who ask for the same file at once. */
class MediaIdsTest {

    private static final byte[] BYTES = {1, 2, 3};
    private static final String SHA256 = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";

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

        uploads.get(0).completeExceptionally(NotSentException.noConnection("away", false, null));

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(uploads).hasSize(1);
        ask(MediaKind.IMAGE);
        assertThat(uploads).hasSize(2);
    }

    @Test
    void aFileThatCannotBeReadIsTheFailureOfItsOwnMessageAlone() {
        CompletableFuture<MediaIds.Found> first = ask(MediaKind.IMAGE);
        CompletableFuture<MediaIds.Found> second = ask(MediaKind.IMAGE);

        uploads.get(0)
                .completeExceptionally(new InvalidMessageException(new Problem("body", "gone"), new IOException()));
        uploads.get(1).complete(media("2"));

        assertThat(first).isCompletedExceptionally();
        assertThat(second.join().media().id()).isEqualTo("2");
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

    @Test
    void aNewFileOnDiskIsNotReadBeforeItsUpload() {
        DiskFile file = new DiskFile("one", BYTES);
        ask(file);
        assertThat(file.opened).isZero();
        uploads.get(0).complete(media("1"));

        assertThat(ask(file).join().reused()).isTrue();
        assertThat(file.opened).as("its upload told the hash").isZero();
        DiskFile copy = new DiskFile("two", BYTES);
        assertThat(ask(copy).join().media().id()).isEqualTo("1");
        assertThat(copy.opened).isOne();
    }

    @Test
    void aFileWhoseDiskTellsNoChangeIsReadAgainAndNotUploadedAgain() {
        DiskFile file = new DiskFile("one", BYTES, Instant.MAX);
        ask(file);
        uploads.get(0).complete(media("1"));

        assertThat(ask(file).join().reused()).isTrue();
        assertThat(ask(file).join().reused()).isTrue();
        assertThat(file.opened).isEqualTo(2);
        assertThat(uploads).hasSize(1);
    }

    @Test
    void whoWaitsForTheVerySameFileOnDiskDoesNotReadIt() {
        DiskFile file = new DiskFile("one", BYTES);
        ask(file);
        CompletableFuture<MediaIds.Found> second = ask(file);
        uploads.get(0).complete(media("1"));

        assertThat(second.join().media().id()).isEqualTo("1");
        assertThat(file.opened).isZero();
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
        DiskFile other = new DiskFile("other", new byte[] {3, 2, 1});
        CompletableFuture<MediaIds.Found> second = ask(other);
        CompletableFuture<MediaIds.Found> third = ask(other);
        assertThat(uploads).hasSize(2);

        uploads.get(1).complete(media("2"));

        assertThat(second.join().media().id()).isEqualTo("2");
        assertThat(third.join().media().id()).isEqualTo("2");
    }

    @Test
    void copiesOnDiskShareTheFailureAndTheNextOneTriesAgain() {
        CompletableFuture<MediaIds.Found> first = ask(new DiskFile("one", BYTES));
        CompletableFuture<MediaIds.Found> second = ask(new DiskFile("two", BYTES));

        uploads.get(0).completeExceptionally(NotSentException.noConnection("away", false, null));

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
        return ask(new Upload(file, MediaKind.IMAGE, "image/png", "a.png"));
    }

    private CompletableFuture<MediaIds.Found> ask(Upload upload) {
        return ids.get(upload, () -> {
            CompletableFuture<UploadedMedia> media = new CompletableFuture<>();
            uploads.add(media);
            return media;
        });
    }

    private static MediaIds ids(MediaIdStore store, String apiKey) {
        return new MediaIds(
                store,
                new SenderAccount(Hosting.CLOUD, URI.create("http://localhost"), apiKey),
                Duration.ofDays(30),
                Runnable::run);
    }

    private static Upload upload(MediaKind kind) {
        return new Upload(MediaFile.of(BYTES, "a.png"), kind, "image/png", "a.png");
    }

    private static UploadedMedia media(String id) {
        return new UploadedMedia(
                id, MediaKind.IMAGE, "image/png", "a.png", BYTES.length, SHA256, Instant.parse("2100-01-01T00:00:00Z"));
    }

    /** An old file at some path that counts how often it is opened. */
    private static final class DiskFile extends MediaFile.Reopenable {
        private final FileIdentity identity;
        private final byte[] bytes;
        private int opened;

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
            opened++;
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
