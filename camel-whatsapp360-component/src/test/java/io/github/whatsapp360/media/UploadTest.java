package io.github.whatsapp360.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadTest {

    private static final Path SAMPLES = Path.of(System.getProperty("samples.dir"), "good");

    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, application/pdf, DOCUMENT",
        "note.txt, text/plain, DOCUMENT",
        "contract.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document, DOCUMENT",
        "report.xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, DOCUMENT",
        "photo.jpg, image/jpeg, IMAGE",
        "chart.png, image/png, IMAGE",
        "clip.mp4, video/mp4, VIDEO",
        "song.mp3, audio/mpeg, AUDIO",
        "voice.ogg, audio/ogg; codecs=opus, AUDIO",
        "sticker.webp, image/webp, STICKER",
    })
    void aSampleIsRecognisedByNameAndFitsItsContent(String name, String mimeType, MediaKind kind) throws IOException {
        MediaFile file = MediaFile.of(SAMPLES.resolve(name));
        Upload upload = Upload.describe(file, "", null, file.name());
        assertThat(upload.mimeType()).isEqualTo(mimeType);
        assertThat(upload.kind()).isEqualTo(kind);
        assertThat(upload.filename()).isEqualTo(name);
        assertThat(upload.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, application/pdf", "photo.jpg, image/jpeg", "chart.png, image/png", "clip.mp4, video/mp4",
        "song.mp3, audio/mpeg", "voice.ogg, audio/ogg; codecs=opus", "sticker.webp, image/webp", "note.txt, text/plain",
    })
    void aSampleWithoutANameIsRecognisedByItsContent(String name, String mimeType) throws IOException {
        Upload upload = Upload.describe(MediaFile.of(Files.readAllBytes(SAMPLES.resolve(name)), ""), "", null, "");
        assertThat(upload.mimeType()).isEqualTo(mimeType);
        assertThat(upload.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, image/jpeg", "photo.jpg, application/pdf", "photo.jpg, image/png", "note.txt, application/pdf",
        "clip.mp4, audio/mpeg", "song.mp3, video/mp4", "contract.docx, application/pdf", "chart.png, text/plain",
    })
    void aFileThatIsNotWhatItClaimsIsFound(String name, String claimed) throws IOException {
        Upload upload = Upload.describe(MediaFile.of(SAMPLES.resolve(name)), claimed, null, name);
        assertThat(upload.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("mimeType");
            assertThat(problem.text()).contains(claimed).contains("its content is");
        });
    }

    @ParameterizedTest
    @CsvSource({"application/zip", "application/octet-stream", "text/csv", "video/quicktime", "image/gif", "audio/wav"})
    void aTypeThatTheUploadDoesNotListIsRefused(String mimeType) throws IOException {
        Upload upload = Upload.describe(MediaFile.of(new byte[] {1, 2, 3}, "x"), mimeType, null, "x");
        assertThat(upload.problems())
                .singleElement()
                .asString()
                .startsWith("mimeType: ")
                .contains(mimeType);
    }

    @Test
    void aPictureCanBeSentAsADocumentAndADocumentNotAsAPicture() throws IOException {
        MediaFile photo = MediaFile.of(SAMPLES.resolve("photo.jpg"));
        MediaFile pdf = MediaFile.of(SAMPLES.resolve("invoice.pdf"));
        assertThat(Upload.describe(photo, "", MediaKind.DOCUMENT, "photo.jpg").problems())
                .isEmpty();
        assertThat(Upload.describe(pdf, "", MediaKind.IMAGE, "invoice.pdf").problems())
                .singleElement()
                .asString()
                .startsWith("type: ");
    }

    @Test
    void oggWithoutOpusIsRefused() throws IOException {
        byte[] vorbis = new byte[64];
        System.arraycopy("OggS".getBytes(StandardCharsets.US_ASCII), 0, vorbis, 0, 4);
        System.arraycopy("\1vorbis".getBytes(StandardCharsets.US_ASCII), 0, vorbis, 28, 7);
        assertThat(Upload.describe(MediaFile.of(vorbis, "a.ogg"), "", null, "a.ogg")
                        .problems())
                .singleElement()
                .asString()
                .contains("Opus");
    }

    @ParameterizedTest
    @CsvSource({
        "102400, false, true",
        "102401, false, false",
        "102401, true, true",
        "512000, true, true",
        "512001, true, false"
    })
    void aStickersLimitDependsOnWhetherItMoves(int size, boolean animated, boolean accepted) throws IOException {
        byte[] webp = new byte[size];
        System.arraycopy("RIFF".getBytes(StandardCharsets.US_ASCII), 0, webp, 0, 4);
        System.arraycopy("WEBPVP8X".getBytes(StandardCharsets.US_ASCII), 0, webp, 8, 8);
        webp[20] = (byte) (animated ? 0x02 : 0);
        assertThat(Upload.describe(MediaFile.of(webp, "s.webp"), "", null, "s.webp")
                        .problems()
                        .isEmpty())
                .isEqualTo(accepted);
    }

    @Test
    void aReopenableFileIsReadFromItsBeginningEachTime() throws IOException {
        MediaFile file = MediaFile.of(new byte[] {1, 2, 3}, "x");
        assertThat(file.head(2)).containsExactly(1, 2);
        assertThat(file.open().readAllBytes()).containsExactly(1, 2, 3);
        assertThat(file.open().readAllBytes()).containsExactly(1, 2, 3);
        assertThat(file.length()).hasValue(3);
        assertThat(file.isOneShot()).isFalse();
    }

    @Test
    void aStreamIsReadOnceAndItsHeadDoesNotCount() throws IOException {
        MediaFile file = MediaFile.oneShot(new ByteArrayInputStream(new byte[] {1, 2, 3}), "");
        assertThat(file.head(8)).containsExactly(1, 2, 3);
        assertThat(file.head(1)).containsExactly(1);
        assertThat(file.isOneShot()).isTrue();
        assertThat(file.length()).isEmpty();
        assertThat(file.open().readAllBytes()).containsExactly(1, 2, 3);
        assertThatThrownBy(file::open).isInstanceOf(IOException.class).hasMessageContaining("read before");
        assertThatThrownBy(() -> file.head(1)).isInstanceOf(IOException.class);
    }
}
