package io.github.whatsapp360.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file knows whether it can be read again. */
class MediaFileTest {

    private static final byte[] BYTES = new byte[3 * MimeTypes.HEAD_BYTES];

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = (byte) (i % 251);
        }
    }

    @TempDir
    Path folder;

    @Test
    void aFileOnDiskIsReadFromItsBeginningEachTime() throws IOException {
        MediaFile file = MediaFile.of(Files.write(folder.resolve("a b.bin"), BYTES));
        assertThat(file.name()).isEqualTo("a b.bin");
        assertThat(file.length()).hasValue(BYTES.length);
        assertThat(file.isOneShot()).isFalse();
        assertThat(file.head(10)).isEqualTo(Arrays.copyOf(BYTES, 10));
        assertThat(read(file)).isEqualTo(BYTES);
        assertThat(file.head(10)).isEqualTo(Arrays.copyOf(BYTES, 10));
        assertThat(read(file)).isEqualTo(BYTES);
    }

    @Test
    void aFileOnDiskIsLookedAtAnewEachTime() throws IOException {
        Path path = folder.resolve("grows.txt");
        Files.write(path, new byte[] {1});
        MediaFile file = MediaFile.of(path);
        assertThat(file.length()).hasValue(1);
        Files.write(path, new byte[] {1, 2});
        assertThat(file.length()).hasValue(2);
        assertThat(read(file)).containsExactly(1, 2);
    }

    @Test
    void aFileThatIsGoneIsAnIoException() {
        MediaFile file = MediaFile.of(folder.resolve("gone.pdf"));
        assertThat(file.name()).isEqualTo("gone.pdf");
        assertThatThrownBy(file::open).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(file::length).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> file.head(1)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aRootFolderHasNoNameAndDoesNotFail() {
        assertThat(MediaFile.of(Path.of("/")).name()).isEmpty();
    }

    @Test
    void aFileInMemoryIsReadFromItsBeginningEachTime() throws IOException {
        MediaFile file = MediaFile.of(new byte[] {1, 2, 3}, "x");
        assertThat(file.head(2)).containsExactly(1, 2);
        assertThat(file.open().readAllBytes()).containsExactly(1, 2, 3);
        assertThat(file.open().readAllBytes()).containsExactly(1, 2, 3);
        assertThat(file.length()).hasValue(3);
        assertThat(file.isOneShot()).isFalse();
    }

    /** The detector's limit and those around the size of a stream's buffer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 8191, 8192, 8193, 16384, 24576, 100_000})
    void theHeadOfAStreamTakesNothingFromIt(int limit) throws IOException {
        MediaFile file = MediaFile.oneShot(new ByteArrayInputStream(BYTES), "a");
        byte[] expected = Arrays.copyOf(BYTES, Math.min(limit, BYTES.length));
        assertThat(file.head(limit)).isEqualTo(expected);
        assertThat(file.head(limit)).isEqualTo(expected);
        assertThat(read(file)).isEqualTo(BYTES);
    }

    @Test
    void theHeadOfAStreamThatComesInCrumbsIsWhole() throws IOException {
        InputStream crumbs = new FilterInputStream(new ByteArrayInputStream(BYTES)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 7));
            }

            @Override
            public int available() {
                return 0;
            }
        };
        MediaFile file = MediaFile.oneShot(crumbs, "");
        assertThat(file.head(MimeTypes.HEAD_BYTES)).isEqualTo(Arrays.copyOf(BYTES, MimeTypes.HEAD_BYTES));
        assertThat(read(file)).isEqualTo(BYTES);
    }

    @Test
    void aStreamIsReadOnceAndClosedByItsReader() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        MediaFile file = MediaFile.oneShot(
                new ByteArrayInputStream(BYTES) {
                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                },
                "a.bin");
        assertThat(file.name()).isEqualTo("a.bin");
        assertThat(file.isOneShot()).isTrue();
        assertThat(file.length()).isEmpty();
        file.head(4);
        assertThat(closed).hasValue(0);
        assertThat(read(file)).isEqualTo(BYTES);
        assertThat(closed).hasValue(1);
        assertThatThrownBy(file::open).isInstanceOf(IOException.class).hasMessageContaining("cannot be read again");
        assertThatThrownBy(() -> file.head(1)).isInstanceOf(IOException.class);
    }

    @Test
    void anEmptyStreamHasAnEmptyHead() throws IOException {
        MediaFile file = MediaFile.oneShot(InputStream.nullInputStream(), "");
        assertThat(file.head(8)).isEmpty();
        assertThat(read(file)).isEmpty();
    }

    private static byte[] read(MediaFile file) throws IOException {
        try (InputStream in = file.open()) {
            return in.readAllBytes();
        }
    }
}
