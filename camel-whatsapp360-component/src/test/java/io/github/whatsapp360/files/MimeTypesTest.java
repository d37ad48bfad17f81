package io.github.whatsapp360.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.media.MediaKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file's type by its name and by its first bytes, on files from real encoders. */
class MimeTypesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("samples.dir"));
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final Map<String, String> GOOD = new TreeMap<>(Map.ofEntries(
            Map.entry("Müller's „Rechnung“ März 2026 🚀.pdf", "application/pdf"),
            Map.entry("invoice.pdf", "application/pdf"),
            Map.entry("note.txt", "text/plain"),
            Map.entry("contract.docx", DOCX),
            Map.entry("report.xlsx", XLSX),
            Map.entry("photo.jpg", "image/jpeg"),
            Map.entry("chart.png", "image/png"),
            Map.entry("clip.mp4", "video/mp4"),
            Map.entry("song.mp3", "audio/mpeg"),
            Map.entry("voice.ogg", "audio/ogg"),
            Map.entry("sticker.webp", "image/webp")));

    @Test
    void everySampleIsInTheTable() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve("good"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(GOOD.keySet());
        }
    }

    static Stream<Arguments> samples() {
        return GOOD.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSamplesNameTellsItsType(String name, String mimeType) {
        assertThat(MimeTypes.ofName(name)).contains(mimeType);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSamplesContentTellsItsType(String name, String mimeType) throws IOException {
        assertThat(MimeTypes.ofContent(head("good", name))).contains(mimeType);
        assertThat(MimeTypes.ofContent(MediaFile.of(SAMPLES.resolve("good").resolve(name))))
                .contains(mimeType);
    }

    static Stream<Arguments> claims() {
        Set<String> types = GOOD.values().stream().collect(Collectors.toSet());
        return GOOD.keySet().stream().flatMap(name -> types.stream().map(claim -> Arguments.of(name, claim)));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void aSampleAgreesWithItsOwnTypeAndWithNoOther(String name, String claimed) throws IOException {
        assertThat(MimeTypes.agrees(claimed, head("good", name)))
                .isEqualTo(GOOD.get(name).equals(claimed));
    }

    @Test
    void aPdfThatIsCalledAPictureDoesNotAgree() throws IOException {
        assertThat(MimeTypes.ofName("scan.jpg")).contains("image/jpeg");
        assertThat(MimeTypes.ofContent(head("bad", "scan.jpg"))).contains("application/pdf");
        assertThat(MimeTypes.agrees("image/jpeg", head("bad", "scan.jpg"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "A.PDF, application/pdf",
        "a.jpeg, image/jpeg",
        "a.JPG, image/jpeg",
        "a.txt, text/plain",
        "a.doc, application/msword",
        "a.xls, application/vnd.ms-excel",
        "a.ppt, application/vnd.ms-powerpoint",
        "a.pptx, application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "a.3gp, video/3gpp",
        "a.m4v, video/mp4",
        "a.mov, video/quicktime",
        "a.m4a, audio/mp4",
        "a.aac, audio/aac",
        "a.amr, audio/amr",
        "a.opus, audio/ogg",
        "a.oga, audio/ogg",
        "a.csv, text/csv",
        "two.dots.pdf, application/pdf",
        "50% off.docx, " + DOCX,
        "folder/a.pdf, application/pdf",
    })
    void aNamesEndingTellsTheTypeInWhatsAppsWords(String name, String mimeType) {
        assertThat(MimeTypes.ofName(name)).contains(mimeType);
    }

    /** The detector takes a name for an address, and what follows these signs for no part of its path. */
    @ParameterizedTest
    @CsvSource({
        "report#1.docx, " + DOCX,
        "report?.docx, " + DOCX,
        "Re:report.docx, " + DOCX,
        "#1.pdf, application/pdf",
    })
    void aNameWithASignThatAddressesUseKeepsItsEnding(String name, String mimeType) {
        assertThat(MimeTypes.ofName(name)).contains(mimeType);
    }

    /** HEIC and AVIF pictures are in the container of MP4 as well. */
    @ParameterizedTest
    @ValueSource(strings = {"heic", "heix", "mif1", "avif"})
    void aTelephonesPhotoIsNotTakenForAVideo(String brand) throws IOException {
        byte[] photo = brand(brand);
        assertThat(MimeTypes.ofContent(photo)).isNotEqualTo(Optional.of("video/mp4"));
        assertThat(MimeTypes.agrees("video/mp4", photo)).isFalse();
        assertThat(Upload.describe(MediaFile.of(photo, ""), "", null, "").problems())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "invoice", "a.", ".", "a.bin", "a.nosuchending"})
    void aNameWithoutAKnownEndingTellsNothing(String name) {
        assertThat(MimeTypes.ofName(name)).isEmpty();
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                Arguments.of("MP4", brand("isom"), "video/mp4"),
                Arguments.of("MP4, second version", brand("mp42"), "video/mp4"),
                Arguments.of("iTunes video", brand("M4V "), "video/mp4"),
                Arguments.of("iTunes audio", brand("M4A "), "audio/mp4"),
                Arguments.of("audio book", brand("M4B "), "audio/mp4"),
                Arguments.of("3GPP", brand("3gp5"), "video/3gpp"),
                Arguments.of("QuickTime", brand("qt  "), "video/quicktime"),
                Arguments.of("AAC in ADTS, MPEG-4", ascii("\u00ff\u00f1\u0050\u0080\0\0\0"), "audio/aac"),
                Arguments.of("AAC in ADTS, MPEG-2", ascii("\u00ff\u00f9\u0050\u0080\0\0\0"), "audio/aac"),
                Arguments.of("MP3 without a tag", ascii("\u00ff\u00fb\u0090\u0044\0\0\0"), "audio/mpeg"),
                Arguments.of("AMR", ascii("#!AMR\n"), "audio/amr"),
                Arguments.of("GIF", ascii("GIF89a"), "image/gif"),
                Arguments.of("text in UTF-8", "Grüße 🚀".getBytes(UTF_8), "text/plain"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void theFirstBytesTellTheType(String what, byte[] head, String mimeType) {
        assertThat(MimeTypes.ofContent(head)).contains(mimeType);
    }

    @Test
    void noBytesTellNothingAndContradictNothing() {
        assertThat(MimeTypes.ofContent(new byte[0])).isEmpty();
        assertThat(MimeTypes.agrees("application/pdf", new byte[0])).isTrue();
        assertThat(MimeTypes.agrees("text/plain", new byte[] {0, 1, 2, 3})).isTrue();
    }

    /** Old Office files are all one container; MP4, M4A and 3GPP are another one, and its brands are used loosely. */
    @ParameterizedTest
    @CsvSource({
        "application/msword, OLE, true",
        "application/vnd.ms-excel, OLE, true",
        "application/vnd.ms-powerpoint, OLE, true",
        "application/pdf, OLE, false",
        DOCX + ", OLE, false",
        "video/mp4, M4A, true",
        "audio/mp4, isom, true",
        "video/3gpp, isom, true",
        "audio/mpeg, isom, false",
        "IMAGE/PNG, PNG, true",
        "'image/png; q=1', PNG, true",
        "image/jpg, JPEG, true",
    })
    void aContainerAgreesWithAllThatItMayHold(String claimed, String content, boolean agrees) {
        assertThat(MimeTypes.agrees(claimed, head(content))).isEqualTo(agrees);
    }

    static Stream<Arguments> ogg() throws IOException {
        return Stream.of(
                Arguments.of("a voice message", head("good", "voice.ogg"), true),
                Arguments.of("Opus", ogg("OpusHead"), true),
                Arguments.of("Vorbis", ogg("\1vorbis"), false),
                Arguments.of("Speex", ogg("Speex   "), false),
                Arguments.of("FLAC in Ogg", ogg("\u007fFLAC"), false),
                Arguments.of("Opus outside Ogg", ascii("RIFF" + "\0".repeat(24) + "OpusHead"), false),
                Arguments.of("cut off", ascii("OggS"), false),
                Arguments.of("nothing", new byte[0], false));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("ogg")
    void opusIsToldFromTheOtherCodecsInOgg(String what, byte[] head, boolean opus) {
        assertThat(MimeTypes.isOpus(head)).isEqualTo(opus);
    }

    static Stream<Arguments> webp() throws IOException {
        return Stream.of(
                Arguments.of("the sample", head("good", "sticker.webp"), false),
                Arguments.of("animated", webp("VP8X", 0x02), true),
                Arguments.of("animated, with transparency and metadata", webp("VP8X", 0x1e), true),
                Arguments.of("still, with transparency", webp("VP8X", 0x10), false),
                Arguments.of("still, lossy", webp("VP8 ", 0x02), false),
                Arguments.of("still, lossless", webp("VP8L", 0x02), false),
                Arguments.of("cut off before its flags", ascii("RIFF\0\0\0\0WEBPVP8X\0\0\0\0"), false),
                Arguments.of("nothing", new byte[0], false));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("webp")
    void anAnimatedStickerIsToldFromAStillOne(String what, byte[] head, boolean animated) {
        assertThat(MimeTypes.isAnimatedWebp(head)).isEqualTo(animated);
    }

    @ParameterizedTest
    @CsvSource({
        "audio/ogg; codecs=opus, audio/ogg",
        "' Text/PLAIN ; charset=UTF-8; x=y', text/plain",
        "image/png, image/png",
        "'', ''"
    })
    void parametersAreTakenOff(String mimeType, String plain) {
        assertThat(MimeTypes.withoutParameters(mimeType)).isEqualTo(plain);
    }

    private static byte[] head(String folder, String name) throws IOException {
        return MediaFile.of(SAMPLES.resolve(folder).resolve(name)).head(MimeTypes.HEAD_BYTES);
    }

    private static byte[] head(String what) {
        return switch (what) {
            case "OLE" -> ascii("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1\0\0\0\0");
            case "PNG" -> ascii("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR");
            case "JPEG" -> ascii("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0");
            default -> brand((what + "  ").substring(0, 4));
        };
    }

    private static byte[] brand(String brand) {
        return ascii("\0\0\0\u0018ftyp" + brand + "\0\0\0\0isom");
    }

    private static byte[] ogg(String firstPacket) {
        return ascii("OggS" + "\0".repeat(24) + firstPacket + "\0".repeat(16));
    }

    private static byte[] webp(String chunk, int flags) {
        return ascii("RIFF\0\0\0\0WEBP" + chunk + "\0\0\0\0" + (char) flags + "\0\0\0");
    }

    private static byte[] ascii(String bytes) {
        return bytes.getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, IMAGE",
        "image/png, IMAGE",
        "image/gif, IMAGE",
        "image/webp, STICKER",
        "video/mp4, VIDEO",
        "video/3gpp, VIDEO",
        "video/quicktime, VIDEO",
        "audio/aac, AUDIO",
        "audio/amr, AUDIO",
        "audio/mpeg, AUDIO",
        "audio/mp4, AUDIO",
        "audio/ogg, AUDIO",
        "audio/ogg; codecs=opus, AUDIO",
        "audio/wav, AUDIO",
        "application/pdf, DOCUMENT",
        "text/plain, DOCUMENT",
        "'text/plain; charset=utf-8', DOCUMENT",
        "text/csv, DOCUMENT",
        "application/msword, DOCUMENT",
        "application/vnd.ms-excel, DOCUMENT",
        "application/vnd.ms-powerpoint, DOCUMENT",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation, DOCUMENT",
        "application/zip, DOCUMENT",
        "application/octet-stream, DOCUMENT",
        "IMAGE/JPEG, IMAGE",
        "' Image/WebP ;q=1', STICKER",
        "nonsense, DOCUMENT",
        "/, DOCUMENT",
        "'', DOCUMENT",
    })
    void aMimeTypeGoesByItsRowThenByItsFamilyThenAsADocument(String mimeType, MediaKind kind) {
        assertThat(MimeTypes.kind(mimeType)).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void aKindIsFoundByEachOfItsMimeTypes(MediaKind kind) {
        assertThat(kind.mimeTypes()).isNotEmpty().allSatisfy(mimeType -> assertThat(MimeTypes.kind(mimeType))
                .isEqualTo(kind));
    }
}
