package io.github.whatsapp360.delivery.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.files.FileIdentity;
import io.github.whatsapp360.files.MediaFile;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.listener.StoreListener;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.UploadedMedia;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real files that change and look as before: same path, same size, same time of modification. */
class ChangedFilesTest {

    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
    private static final int SIZE = 100_000;

    @TempDir
    static Path folder;

    private final MediaIdStore store = MediaIdStore.inMemory(100);
    private final MediaIds ids = new MediaIds(
            store,
            new StoreHealth(StoreListener.Store.MEDIA_IDS, store, StoreListener.NONE, System::nanoTime),
            new SenderAccount(Hosting.CLOUD, URI.create("http://localhost"), "key"),
            Duration.ofDays(30),
            Runnable::run);
    private int uploads;
    private int opened;

    /** Ways to change a file. */
    enum Change {
        WRITTEN_ANEW {
            @Override
            void make(Path file) throws IOException {
                Files.delete(file);
                Files.write(file, bytes(2));
            }
        },
        IN_PLACE {
            @Override
            void make(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(java.nio.ByteBuffer.wrap(bytes(2)));
                }
            }
        },
        RENAMED_OVER {
            @Override
            void make(Path file) throws IOException {
                Path other = file.resolveSibling("other");
                Files.write(other, bytes(2));
                Files.setLastModifiedTime(other, TIME);
                Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        MAPPED {
            @Override
            void make(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
                    map.put(0, (byte) 2);
                    map.force();
                }
            }
        },
        BY_ANOTHER_NAME {
            @Override
            void make(Path file) throws IOException {
                Path link = file.resolveSibling("link");
                Files.createLink(link, file);
                Files.write(link, bytes(2));
            }
        },
        LINKED_ELSEWHERE {
            @Override
            void make(Path file) throws IOException {
                Path other = file.resolveSibling("elsewhere");
                Files.write(other, bytes(2));
                Files.setLastModifiedTime(other, TIME);
                Files.delete(file);
                Files.createSymbolicLink(file, other);
            }
        };

        abstract void make(Path file) throws IOException;
    }

    @BeforeAll
    static void filesThatHaveRested() throws IOException {
        for (Change change : Change.values()) {
            Files.write(folder.resolve(change.name()), bytes(1));
            Files.setLastModifiedTime(folder.resolve(change.name()), TIME);
        }
        Path unchanged = folder.resolve("unchanged");
        Files.write(unchanged, bytes(1));
        Files.setLastModifiedTime(unchanged, TIME);
        ContentHashes hashes = new ContentHashes(Runnable::run);
        await().until(() -> hashes.state(MediaFile.of(unchanged)).isSettled() || !isTelling(unchanged));
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void aFileThatChangedIsUploadedAgain(Change change) throws Exception {
        Path file = folder.resolve(change.name());
        assertThat(ask(file)).isEqualTo(sha256(bytes(1)));
        assertThat(ask(file)).isEqualTo(sha256(bytes(1)));
        assertThat(uploads).isOne();

        change.make(file);
        Files.setLastModifiedTime(file, TIME);

        assertThat(Files.size(file)).isEqualTo(SIZE);
        assertThat(ask(file)).isEqualTo(sha256(Files.readAllBytes(file)));
        assertThat(uploads).isEqualTo(2);
    }

    @Test
    void aFileThatHasNotChangedIsNotReadAgain() throws Exception {
        Path file = folder.resolve("unchanged");
        assumeTrue(isTelling(file), "a file system that keeps the time of change");
        for (int times = 0; times < 100; times++) {
            ask(file);
        }
        assertThat(uploads).isOne();
        assertThat(opened).as("for its hash").isOne();
    }

    private static boolean isTelling(Path file) throws IOException {
        return MediaFile.of(file).identity().orElseThrow().changed().isBefore(Instant.MAX);
    }

    /** Sends the file, and answers what the service then has. */
    private String ask(Path file) {
        MediaFile real = MediaFile.of(file);
        MediaFile counted = new MediaFile.Reopenable("a.png") {
            @Override
            public InputStream open() throws IOException {
                opened++;
                return real.open();
            }

            @Override
            public OptionalLong length() throws IOException {
                return real.length();
            }

            @Override
            public Optional<FileIdentity> identity() throws IOException {
                return real.identity();
            }
        };
        return ids.get(new Upload(counted, MediaKind.IMAGE, "image/png", "a.png"), () -> upload(file))
                .join()
                .media()
                .sha256();
    }

    private CompletableFuture<UploadedMedia> upload(Path file) {
        uploads++;
        try {
            Instant later = Instant.now().plus(Duration.ofDays(30));
            return CompletableFuture.completedFuture(
                    UploadedMedia.of("id-" + uploads, MediaKind.IMAGE, "image/png", later)
                            .withFilename("a.png")
                            .withSize(SIZE)
                            .withSha256(sha256(Files.readAllBytes(file))));
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static byte[] bytes(int first) {
        byte[] bytes = new byte[SIZE];
        bytes[0] = (byte) first;
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
