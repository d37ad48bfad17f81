package io.github.whatsapp360.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.tika.mime.MediaTypeRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types by their other names and by content. docs/dev/field-cases.md lists the sources. */
class ContentTypesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("samples.dir"), "good");
    private static final String OOXML = "application/vnd.openxmlformats-officedocument.";
    private static final String DOCX_MAIN = OOXML + "wordprocessingml.document.main+xml";
    private static final String XLSX_MAIN = OOXML + "spreadsheetml.sheet.main+xml";
    private static final String PPTX_MAIN = OOXML + "presentationml.presentation.main+xml";

    @ParameterizedTest
    @CsvSource({
        "image/jpg, image/jpeg",
        "IMAGE/JPG, image/jpeg",
        "image/pjpeg, image/jpeg",
        "image/x-png, image/png",
        "audio/mp3, audio/mpeg",
        "Audio/MP3, audio/mpeg",
        "audio/x-mpeg-3, audio/mpeg",
        "audio/m4a, audio/mp4",
        "audio/x-m4a, audio/mp4",
        "audio/mp4a-latm, audio/mp4",
        "audio/x-mp4a, audio/mp4",
        "audio/MPA, audio/mpeg",
        "audio/x-aac, audio/aac",
        "audio/aacp, audio/aac",
        "audio/x-hx-aac-adts, audio/aac",
        "audio/amr-nb, audio/amr",
        "video/3gp, video/3gpp",
        "video/x-m4v, video/mp4",
        "application/mp4, video/mp4",
        "application/ogg, audio/ogg",
        "audio/opus, audio/ogg",
        "audio/x-ogg; codecs=opus, audio/ogg",
        "application/x-pdf, application/pdf",
        "application/pdf; name=\"x.pdf\", application/pdf",
        " Application/PDF , application/pdf",
        "text/pdf, application/pdf",
        "application/vnd.ms-word, application/msword",
        "application/x-msexcel, application/vnd.ms-excel",
        "application/mspowerpoint, application/vnd.ms-powerpoint",
        "application/xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "TEXT/PLAIN; charset=UTF-8, text/plain",
        "image/gif, image/gif",
        "text/csv, text/csv",
    })
    void otherWordsForATypeAreUnderstood(String given, String word) {
        assertThat(MimeTypes.words(given)).isEqualTo(word);
        assertThat(MimeTypes.isGeneric(given)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/octet-stream",
                "binary/octet-stream",
                "Application/Octet-Stream; charset=binary",
                "*/*",
                "application/x-download",
                "application/force-download",
                "application/zip",
                "application/*",
                "unknown/unknown",
                "image/*",
                "",
                " ",
                "pdf",
                "application",
                "/",
                "a b/c",
                "application/",
                "multipart"
            })
    void aTypeThatSaysNothingCountsAsNone(String given) throws IOException {
        assertThat(MimeTypes.isGeneric(given)).isTrue();
        Upload upload = Upload.describe(MediaFile.of(SAMPLES.resolve("invoice.pdf")), given, null, "");
        assertThat(upload.mimeType()).isEqualTo("application/pdf");
        assertThat(upload.filename()).isEqualTo("document.pdf");
        assertThat(upload.problems()).isEmpty();
    }

    @Test
    void typesThatStrangersMakeUpAreNotRemembered() {
        MediaTypeRegistry registry =
                org.apache.tika.mime.MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();
        int known = registry.getTypes().size();
        for (int i = 0; i < 100; i++) {
            assertThat(FileNames.stored("a.b", "1", "application/x-made-up-" + i))
                    .isEqualTo("a-1.b");
            assertThat(MimeTypes.extension("application/x-made-up-too-" + i)).isEmpty();
        }
        assertThat(registry.getTypes()).hasSize(known);
    }

    static Stream<Arguments> office() {
        return Stream.of(
                Arguments.of(
                        "Word",
                        OfficeSamples.zip(DOCX_MAIN, "[Content_Types].xml", "_rels/.rels", "word/document.xml"),
                        "docx"),
                Arguments.of("Excel", OfficeSamples.zip(XLSX_MAIN, "[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
                Arguments.of(
                        "PowerPoint",
                        OfficeSamples.zip(PPTX_MAIN, "[Content_Types].xml", "ppt/presentation.xml"),
                        "pptx"),
                // xberg-io/xberg 350, appstrate/appstrate 658: LibreOffice, python-docx and openpyxl
                Arguments.of(
                        "types last",
                        OfficeSamples.zip(XLSX_MAIN, "docProps/app.xml", "xl/theme/theme1.xml", "[Content_Types].xml"),
                        "xlsx"),
                Arguments.of(
                        "no types in reach", OfficeSamples.zip("", "docProps/app.xml", "word/document.xml"), "docx"),
                Arguments.of(
                        "a chart in it",
                        OfficeSamples.zip(
                                PPTX_MAIN, "ppt/slides/slide1.xml", "ppt/embeddings/a.xlsx", "[Content_Types].xml"),
                        "pptx"),
                Arguments.of(
                        "old Word", OfficeSamples.ole(9, 3, "1Table", "WordDocument", "\5SummaryInformation"), "doc"),
                Arguments.of(
                        "old Word with a workbook in it", OfficeSamples.ole(9, 0, "ObjectPool", "WordDocument"), "doc"),
                Arguments.of("old Excel", OfficeSamples.ole(9, 2000, "Workbook", "\5SummaryInformation"), "xls"),
                Arguments.of("older Excel", OfficeSamples.ole(9, 1, "Book"), "xls"),
                Arguments.of(
                        "old PowerPoint",
                        OfficeSamples.ole(12, 7, "Current User", "Pictures", "PowerPoint Document"),
                        "ppt"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("office")
    void officeFilesAreToldByTheirContent(String what, byte[] bytes, String ending) throws IOException {
        for (String given : new String[] {"", "application/octet-stream", "application/zip"}) {
            Upload upload = Upload.describe(MediaFile.of(bytes, ""), given, null, "");
            assertThat(upload.filename()).isEqualTo("document." + ending);
            assertThat(MimeTypes.extension(upload.mimeType())).isEqualTo("." + ending);
            assertThat(upload.problems()).isEmpty();
        }
        assertThat(Upload.describe(MediaFile.of(bytes, ""), "", null, "offer." + ending)
                        .problems())
                .isEmpty();
        for (String other : List.of("doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf")) {
            if (!other.equals(ending)) {
                assertThat(Upload.describe(MediaFile.of(bytes, ""), "", null, "offer." + other)
                                .problems())
                        .as(other)
                        .singleElement()
                        .asString()
                        .contains("CamelWhatsapp360MimeType")
                        .doesNotContain("tika");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("office")
    void aStreamTellsItToo(String what, byte[] bytes, String ending) throws IOException {
        MediaFile stream = MediaFile.oneShot(new ByteArrayInputStream(bytes), "");
        Upload upload = Upload.describe(stream, "", null, "");
        if (what.equals("old Excel")) { // its directory lies behind a megabyte
            assertThat(upload.problems())
                    .singleElement()
                    .asString()
                    .contains("Office", "CamelWhatsapp360MimeType")
                    .doesNotContain("tika");
            assertThat(Upload.describe(stream, "", null, "offer.xls").problems())
                    .isEmpty();
        } else {
            assertThat(upload.problems()).isEmpty();
        }
        assertThat(stream.open().readAllBytes()).isEqualTo(bytes);
    }

    static Stream<Arguments> noOffice() throws IOException {
        return Stream.of(
                Arguments.of("an archive", OfficeSamples.zip("", "a.txt", "b/c.xml")),
                Arguments.of("an empty one", OfficeSamples.zip("")),
                Arguments.of(
                        "a workbook with macros",
                        OfficeSamples.zip(
                                "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                                "[Content_Types].xml",
                                "xl/workbook.xml")),
                Arguments.of(
                        "a template",
                        OfficeSamples.zip(OOXML + "wordprocessingml.template.main+xml", "[Content_Types].xml")),
                Arguments.of("a mail of Outlook's", OfficeSamples.ole(9, 0, "__properties_version1.0")),
                Arguments.of("a protected one", OfficeSamples.ole(9, 0, "EncryptionInfo", "EncryptedPackage")),
                Arguments.of("an installer", OfficeSamples.ole(9, 0, "\u4840\u3b3f")),
                Arguments.of("a cut-off one", Arrays.copyOf(OfficeSamples.ole(9, 3, "WordDocument"), 40)),
                Arguments.of("a bomb", bomb()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noOffice")
    void whatIsNoOfficeFileOfTheseIsRefusedInWordsThatAPersonKnows(String what, byte[] bytes) throws IOException {
        assertThat(Upload.describe(MediaFile.of(bytes, ""), "", null, "").problems())
                .singleElement()
                .asString()
                .contains("CamelWhatsapp360MimeType")
                .doesNotContain("tika");
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.bin"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Of every format with a mark: zeros, noise, text, HTML of a login page, and nothing but the mark of another one.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pdf", "jpg", "png", "webp", "mp4", "3gp", "mp3", "m4a", "aac", "amr", "ogg", "doc", "xls", "ppt",
                "docx", "xlsx", "pptx"
            })
    void contentWithoutTheMarkOfItsFormatIsRefused(String ending) throws IOException {
        Random random = new Random(360);
        byte[] noise = new byte[3000];
        for (int i = 0; i < 50; i++) {
            random.nextBytes(noise);
            assertRefused(noise.clone(), ending);
        }
        assertRefused(new byte[3000], ending);
        byte[] ones = new byte[3000];
        Arrays.fill(ones, (byte) 0xff);
        assertRefused(ones, ending);
        assertRefused("<!DOCTYPE html><html><body>Please log in</body></html>".getBytes(ISO_8859_1), ending);
        assertRefused("{\"error\":\"not found\"}".repeat(100).getBytes(ISO_8859_1), ending);
        assertRefused(new byte[] {0, 1, 2}, ending);
    }

    private static void assertRefused(byte[] bytes, String ending) throws IOException {
        assertThat(Upload.describe(MediaFile.of(bytes, ""), "", null, "a." + ending)
                        .problems())
                .as(ending)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("mimeType");
                    assertThat(problem.toString())
                            .contains("its content is of type")
                            .contains("CamelWhatsapp360");
                    assertThat(problem.toString()).doesNotContain("tika").doesNotContain("octet-stream");
                });
    }

    /** Advice that helps: a header cannot make a type of a file that WhatsApp takes no file of. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.mp4 | ....ftypqt  ....qt  .... | ''",
                "a.mp3 | RIFF....WAVEfmt ........ | save it as AAC, AMR, MP3",
                "a.jpg | ....ftypheic....heic | save it as JPEG or PNG",
                "a.doc | {\\rtf1 hello} | save it as PDF",
                "a.pdf | <!DOCTYPE html><html> | CamelWhatsapp360MimeType=text/plain",
                "a.rtf | {\\rtf1 hello} | save it as PDF",
                "a.svg | <svg xmlns=\"http://www.w3.org/2000/svg\"/> | save it as JPEG or PNG",
                "a.eml | From: a@example.com | save it as PDF",
                "a.vcf | BEGIN:VCARD | CamelWhatsapp360MimeType=text/plain",
                "'' | ....ftyp3g2a....3g2a | save it as MP4 or 3GPP",
            })
    void theAdviceIsWhatHelpsWithThisContent(String name, String content, String words) throws IOException {
        byte[] bytes = content.replace('.', name.endsWith("eml") ? '.' : '\0').getBytes(ISO_8859_1);
        var problems = Upload.describe(MediaFile.of(bytes, ""), "", null, name).problems();
        if (words.isEmpty()) {
            assertThat(problems).isEmpty(); // films of one container are called by each other's names
        } else {
            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.field()).isEqualTo("mimeType");
                assertThat(problem.toString()).contains(words).doesNotContain("true type");
                if (!words.contains("text/plain")) {
                    assertThat(problem.toString()).doesNotContain("text/plain");
                }
            });
        }
    }

    @Test
    void aPasswordIsNamedWhateverTheFileIsCalled() throws IOException {
        for (String name : List.of("", "a.docx", "a.xls", "a.pdf")) {
            assertThat(Upload.describe(
                                    MediaFile.of(OfficeSamples.ole(9, 0, "EncryptionInfo", "EncryptedPackage"), ""),
                                    "",
                                    null,
                                    name)
                            .problems())
                    .singleElement()
                    .asString()
                    .contains(name.equals("a.pdf") ? "password" : "save it without a password");
        }
    }

    @Test
    void anOfficeFileMayHaveBeenPackedWithBackslashes() throws IOException {
        byte[] bytes = OfficeSamples.zip("", "docProps\\app.xml", "word\\document.xml");
        assertThat(Upload.describe(MediaFile.of(bytes, ""), "", null, "").filename())
                .isEqualTo("document.docx");
    }

    static Stream<Arguments> marked() {
        byte[] frame = frame(0xfb, 0x90, 417);
        return Stream.of(
                Arguments.of("pdf", "\ufeff%PDF-1.4".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Arguments.of("pdf", ("\r\n".repeat(200) + "%PDF-1.7").getBytes(ISO_8859_1)),
                Arguments.of("pdf", "\u001b%-12345X@PJL\r\n%PDF-1.4".getBytes(ISO_8859_1)),
                Arguments.of("3gp", "\0\0\0\u0018ftyp3gr6\0\0\0\0isom".getBytes(ISO_8859_1)),
                Arguments.of("mp3", frame),
                Arguments.of("mp3", concat(new byte[500], frame)),
                Arguments.of("mp3", concat(frame(0xf3, 0x80, 208), frame(0xf3, 0x80, 208))),
                Arguments.of("mp3", concat("ID3\4\0\0\0\0\0\12".getBytes(ISO_8859_1), new byte[10], frame)),
                Arguments.of("mp3", "ID3\4\0\0\0\1\0\0".getBytes(ISO_8859_1)),
                Arguments.of("aac", adts()),
                Arguments.of("aac", concat("ID3\4\0\0\0\0\0\12".getBytes(ISO_8859_1), new byte[10], adts())),
                Arguments.of("amr", "#!AMR\n\4".getBytes(ISO_8859_1)),
                Arguments.of("3gp", "\0\0\0\u0018ftyp3gp5\0\0\0\0isom".getBytes(ISO_8859_1)),
                Arguments.of("m4a", "\0\0\0\u0018ftypM4A \0\0\0\0isom".getBytes(ISO_8859_1)),
                Arguments.of("mp4", "\0\0\0\u0018ftypisom\0\0\0\0isom".getBytes(ISO_8859_1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("marked")
    void contentWithTheMarkIsTaken(String ending, byte[] bytes) throws IOException {
        if (ending.equals("pdf") || ending.equals("3gp")) {
            assertThat(Upload.describe(MediaFile.of(bytes, ""), "", null, "").filename())
                    .endsWith("." + ending);
        }
        assertThat(Upload.describe(MediaFile.of(bytes, ""), "", null, "a." + ending)
                        .problems())
                .isEmpty();
    }

    @Test
    void mp3AndAacAreToldApart() throws IOException {
        assertThat(MimeTypes.agrees("audio/aac", frame(0xfb, 0x90, 417))).isFalse();
        assertThat(MimeTypes.agrees("audio/mpeg", adts())).isFalse();
        try (CachedHead song = new CachedHead(MediaFile.of(SAMPLES.resolve("song.mp3")))) {
            assertThat(MimeTypes.agrees("audio/aac", song)).isFalse();
        }
        assertThat(MimeTypes.agrees(
                        "audio/mpeg", concat("ID3\4\0\0\0\0\0\12".getBytes(ISO_8859_1), new byte[10], adts())))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "offer.csv, text/csv",
        "meeting.ics, text/calendar",
        "data.json, application/json",
        "notes.md, text/x-web-markdown",
        "page.html, text/html",
        "data.xml, application/xml",
    })
    void textOfAKindThatIsNotListedIsRefusedWithTheHeaderThatSendsIt(String name, String type) throws IOException {
        byte[] text = "a;b\n1;2\n".getBytes(ISO_8859_1);
        Upload refused = Upload.describe(MediaFile.of(text, ""), "", null, name);
        assertThat(refused.problems())
                .singleElement()
                .asString()
                .contains(type)
                .contains(name.endsWith("xml") ? "CamelWhatsapp360MimeType" : "CamelWhatsapp360MimeType=text/plain")
                .doesNotContain("save it as TXT");
        Upload sent = Upload.describe(MediaFile.of(text, ""), "text/plain", null, name);
        assertThat(sent.problems()).isEmpty();
        assertThat(sent.mimeType()).isEqualTo("text/plain");
    }

    /** The route made a PDF of what it was given, and the header with the name is still that of the original. */
    @ParameterizedTest
    @CsvSource({
        "order-7.xml, order-7.pdf",
        "order-7.csv, order-7.pdf",
        "order-7.html, order-7.pdf",
        "order-7.bmp, order-7.pdf",
        "order-7.docx, ''"
    })
    void aNameOfWhatTheFileWasMadeOfIsNoClaim(String name, String filename) throws IOException {
        Upload upload =
                Upload.describe(MediaFile.of(Files.readAllBytes(SAMPLES.resolve("invoice.pdf")), ""), "", null, name);
        assertThat(upload.problems().isEmpty())
                .isEqualTo(!filename.isEmpty()); // what could be sent as it claims is checked
        Upload own = Upload.describe(MediaFile.of(SAMPLES.resolve("invoice.pdf")), "", null, name);
        assertThat(own.problems()).isEmpty();
        assertThat(own.filename()).isEqualTo("order-7.pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "application/pdf, invoice.pdf, application/pdf",
        "application/json, invoice.pdf, application/pdf",
        "multipart/form-data; boundary=x, invoice.pdf, application/pdf",
        "text/plain, invoice.pdf, application/pdf",
        "image/png, invoice.pdf, application/pdf",
        "garbage, invoice.pdf, application/pdf",
        "application/x-pdf; charset=UTF-8, invoice.pdf, application/pdf",
        "image/jpg, photo.jpg, image/jpeg",
        "text/plain; charset=UTF-8, note.txt, text/plain; charset=UTF-8",
        "audio/opus, voice.ogg, audio/ogg; codecs=opus",
    })
    void aHintCountsIfTheContentDoesNotContradict(String hint, String sample, String type) throws IOException {
        MediaFile file = MediaFile.of(Files.readAllBytes(SAMPLES.resolve(sample)), "");
        Upload upload = Upload.describe(file, "", List.of(new TypeHint(hint, "the header Content-Type")), null, "");
        assertThat(upload.mimeType()).isEqualTo(type);
        assertThat(upload.problems()).isEmpty();
    }

    private static byte[] frame(int second, int third, int length) {
        byte[] frame = new byte[length];
        frame[0] = (byte) 0xff;
        frame[1] = (byte) second;
        frame[2] = (byte) third;
        return frame;
    }

    private static byte[] adts() {
        byte[] frame = new byte[100];
        frame[0] = (byte) 0xff;
        frame[1] = (byte) 0xf1;
        frame[2] = 0x50;
        frame[3] = (byte) 0x80;
        frame[4] = 100 >> 3;
        frame[5] = (byte) ((100 & 7) << 5);
        return concat(frame, frame);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
