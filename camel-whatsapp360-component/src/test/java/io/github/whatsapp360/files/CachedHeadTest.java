package io.github.whatsapp360.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file is opened once for all checks of its bytes before the upload. */
class CachedHeadTest {

    private static final byte[] BYTES = new byte[100_000];
    private static final int FURTHEST = 200_000;

    static {
        new Random(1).nextBytes(BYTES);
    }

    @Test
    void theFileIsOpenedOnceAndClosed() throws IOException {
        Counted file = new Counted(BYTES);
        try (CachedHead head = new CachedHead(file)) {
            assertThat(head.bytes(10)).isEqualTo(Arrays.copyOf(BYTES, 10));
            assertThat(head.bytes(1_000)).isEqualTo(Arrays.copyOf(BYTES, 1_000));
            assertThat(head.bytes(10)).isEqualTo(Arrays.copyOf(BYTES, 10));
            for (int times = 0; times < 2; times++) {
                assertThat(head.part(500, 100, FURTHEST)).isEqualTo(Arrays.copyOfRange(BYTES, 500, 600));
                assertThat(head.part(900, 200, FURTHEST)).isEqualTo(Arrays.copyOfRange(BYTES, 900, 1_100));
                assertThat(head.part(5_000, 200, FURTHEST)).isEqualTo(Arrays.copyOfRange(BYTES, 5_000, 5_200));
            }
        }
        assertThat(file.opened).isEqualTo(1);
        assertThat(file.closed).isEqualTo(1);
    }

    @Test
    void aPartBehindTheEndIsShortOrEmpty() throws IOException {
        Counted file = new Counted(BYTES);
        try (CachedHead head = new CachedHead(file)) {
            head.bytes(1_000);
            assertThat(head.part(99_900, 200, FURTHEST)).hasSize(100);
            assertThat(head.part(1L << 40, 200, FURTHEST)).isEmpty();
            assertThat(head.bytes(200_000)).isEqualTo(BYTES);
            assertThat(head.part(99_950, 200, FURTHEST)).hasSize(50);
        }
        assertThat(file.closed).isEqualTo(file.opened);
    }

    @Test
    void aFileThatIsNotAskedForIsNotOpened() throws IOException {
        Counted file = new Counted(BYTES);
        try (CachedHead head = new CachedHead(file)) {
            Upload.describe(head, "application/pdf", List.of(), null, "a.pdf");
        }
        assertThat(file.opened).isZero();
    }

    @Test
    void theUploadKeepsTheFileAndNotItsHead() throws IOException {
        Counted file = new Counted(BYTES);
        try (CachedHead head = new CachedHead(file)) {
            assertThat(Upload.describe(head, "", List.of(), null, "").file()).isSameAs(file);
        }
    }

    @Test
    void aFileThatIsNotThereSaysSo() throws IOException {
        try (CachedHead head = new CachedHead(MediaFile.of(Path.of("does-not-exist")))) {
            assertThatThrownBy(() -> head.bytes(1)).isInstanceOf(NoSuchFileException.class);
        }
    }

    static Stream<Arguments> office() throws IOException {
        return ContentTypesTest.office();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("office")
    void officeFilesAreOpenedOnceToo(String what, byte[] bytes, String ending) throws IOException {
        Counted file = new Counted(bytes);
        try (CachedHead head = new CachedHead(file)) {
            Upload upload = Upload.describe(head, "", List.of(), null, "");
            assertThat(upload.filename()).endsWith("." + ending);
            assertThat(upload.problems(head)).isEmpty();
        }
        assertThat(file.opened).isEqualTo(1);
        assertThat(file.closed).isEqualTo(1);
    }

    private static final class Counted extends MediaFile.Reopenable {
        private final byte[] bytes;
        private int opened;
        private int closed;

        Counted(byte[] bytes) {
            super("");
            this.bytes = bytes;
        }

        @Override
        public InputStream open() {
            opened++;
            return new ByteArrayInputStream(bytes) {
                @Override
                public void close() {
                    closed++;
                }
            };
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes.length);
        }
    }
}
