package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.files.MediaFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service never gets a whole request with a file that has changed. */
class FileContentTest {

    private static final int CHUNK = 64 * 1024;

    /** A file that says that it has one length, and has another one when it is read. */
    private static MediaFile file(OptionalLong said, int found) {
        return new MediaFile.Reopenable("a.log") {
            @Override
            public OptionalLong length() {
                return said;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[found]);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 0", CHUNK + ", 65546", CHUNK + ", 65537", "65546, " + CHUNK, "0, 1", "200000, 199999"})
    void aFileThatHasChangedIsNotSentCompletely(int said, int found) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        assertThatThrownBy(() -> new FileContent(file(OptionalLong.of(said), found)).writeTo(sent))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("changed its size");
        assertThat(sent.size()).isLessThan(Math.max(said, 1));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "" + CHUNK, "65537", "200000"})
    void allBytesAreSent(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int n = 0; n < length; n++) {
            bytes[n] = (byte) (n * 31 + n / 256);
        }
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        FileContent content = new FileContent(MediaFile.of(bytes, "a.bin"));
        assertThat(content.length()).isEqualTo(length);
        assertThat(content.writeTo(sent)).isEqualTo(length);
        assertThat(sent.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void aFileOfUnknownLengthIsSentToItsEnd() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        FileContent content = new FileContent(file(OptionalLong.empty(), CHUNK + 1));
        assertThat(content.length()).isEqualTo(-1);
        assertThat(content.writeTo(sent)).isEqualTo(CHUNK + 1);
        assertThat(sent.size()).isEqualTo(CHUNK + 1);
    }
}
