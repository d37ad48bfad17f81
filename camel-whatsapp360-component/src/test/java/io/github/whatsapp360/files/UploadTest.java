package io.github.whatsapp360.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.media.MediaKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadTest {

    private static final Path SAMPLES = Path.of(System.getProperty("samples.dir"), "good");
    private static final Path BAD_SAMPLES = Path.of(System.getProperty("samples.dir"), "bad");

    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, application/pdf, DOCUMENT",
        "'Müller''s „Rechnung“ März 2026 🚀.pdf', application/pdf, DOCUMENT",
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
        "empty.pdf, body, 0 bytes, nothing to send",
        "huge.png, body, 6.4 MB, at most 5.0 MB",
        "picture.bmp, mimeType, image/bmp, JPEG or PNG",
        "scan.jpg, mimeType, image/jpeg, application/pdf",
    })
    void aBadSampleIsRefusedInWordsThatSayWhy(String name, String field, String found, String wanted)
            throws IOException {
        MediaFile file = MediaFile.of(BAD_SAMPLES.resolve(name));
        assertThat(Upload.describe(file, "", null, name).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.text()).contains(found).contains(wanted);
                });
    }

    @ParameterizedTest
    @CsvSource({"photo.jpg, a.pdf", "invoice.pdf, a.png", "song.mp3, a.mp4", "clip.mp4, a.ogg", "note.txt, a.docx"})
    void aRenamedFileIsFound(String name, String renamed) throws IOException {
        assertThat(Upload.describe(MediaFile.of(Files.readAllBytes(SAMPLES.resolve(name)), renamed), "", null, renamed)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("mimeType: ")
                .contains("its content is of type");
    }

    @Test
    void whatTheCallerSaysWinsOverTheName() throws IOException {
        Upload upload = Upload.describe(
                MediaFile.of(SAMPLES.resolve("photo.jpg")), "image/jpeg", MediaKind.DOCUMENT, "scan.pdf");
        assertThat(upload.mimeType()).isEqualTo("image/jpeg");
        assertThat(upload.kind()).isEqualTo(MediaKind.DOCUMENT);
        assertThat(upload.filename()).isEqualTo("scan.jpg");
        assertThat(upload.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"audio/ogg", "audio/opus", "Audio/OGG", "'audio/ogg; codecs=vorbis'"})
    void opusIsNamedWhateverTheCallerCallsIt(String given) throws IOException {
        Upload upload = Upload.describe(MediaFile.of(SAMPLES.resolve("voice.ogg")), given, null, "voice.ogg");
        assertThat(upload.mimeType()).isEqualTo("audio/ogg; codecs=opus");
        assertThat(upload.kind()).isEqualTo(MediaKind.AUDIO);
        assertThat(upload.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, 5242880",
        "video/mp4, 16777216",
        "audio/mpeg, 16777216",
        "application/pdf, 104857600",
    })
    void aFileOfTheLargestSizeIsAcceptedAndOneByteMoreIsNot(String mimeType, long limit) throws IOException {
        assertThat(Upload.describe(sized(limit, mimeType), mimeType, null, "x").problems())
                .isEmpty();
        assertThat(Upload.describe(sized(limit + 1, mimeType), mimeType, null, "x")
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("body");
                    assertThat(problem.text()).contains("at most").contains("make it smaller");
                });
    }

    @ParameterizedTest
    @CsvSource({"image/webp, 102401", "image/png, 5242881"})
    void aFileThatIsAByteTooLargeIsNotSaidToHaveTheSizeOfTheLimit(String mimeType, long size) throws IOException {
        Pattern sameSizeTwice = Pattern.compile("the file has (\\S+ [KM]?B|\\S+ bytes),.* at most \\1 for");
        assertThat(Upload.describe(sized(size, mimeType), mimeType, null, "x").problems())
                .singleElement()
                .asString()
                .doesNotContainPattern(sameSizeTwice);
    }

    @Test
    void sendingAPictureAsADocumentDoesNotLiftThePicturesLimit() throws IOException {
        assertThat(Upload.describe(MediaFile.of(BAD_SAMPLES.resolve("huge.png")), "", MediaKind.DOCUMENT, "huge.png")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("body: ");
    }

    @Test
    void describingAndCheckingAStreamTakesNothingFromIt() throws IOException {
        byte[] bytes = Files.readAllBytes(SAMPLES.resolve("invoice.pdf"));
        MediaFile stream = MediaFile.oneShot(new ByteArrayInputStream(bytes), "");
        Upload upload = Upload.describe(stream, "", null, "");
        assertThat(upload.problems()).isEmpty();
        assertThat(upload.mimeType()).isEqualTo("application/pdf");
        assertThat(stream.open().readAllBytes()).isEqualTo(bytes);
    }

    /** The beginning of a file of this type, as long as it says: a file of 100 MB need not be made. */
    private static MediaFile sized(long bytes, String mimeType) {
        byte[] mark =
                switch (mimeType) {
                    case "application/pdf" -> "%PDF-1.7".getBytes(StandardCharsets.ISO_8859_1);
                    case "image/jpeg" -> "\u00ff\u00d8\u00ff\u00e0".getBytes(StandardCharsets.ISO_8859_1);
                    case "image/png" -> "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
                    case "image/webp" -> "RIFF\0\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);
                    case "audio/mpeg" -> "ID3\u0004\0\0\0\0\u000f\u007f".getBytes(StandardCharsets.ISO_8859_1);
                    default -> "\0\0\0\u0018ftypisom\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
                };
        return new MediaFile.Reopenable("x") {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(mark);
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.of(bytes);
            }
        };
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
}
