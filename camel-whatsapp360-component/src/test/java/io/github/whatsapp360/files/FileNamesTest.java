package io.github.whatsapp360.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for file names. docs/dev/field-cases.md lists the sources. */
class FileNamesTest {

    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "cotizacion, application/pdf, cotizacion.pdf",
        "invoice.pdf, application/pdf, invoice.pdf",
        "invoice.PDF, application/pdf, invoice.PDF",
        "Invoice No. 7, application/pdf, Invoice No. 7.pdf",
        "Offer v1.2, application/pdf, Offer v1.2.pdf",
        "example.com, application/pdf, example.com.pdf",
        "cotizacion., application/pdf, cotizacion.pdf",
        "'invoice.pdf ', application/pdf, invoice.pdf",
        "invoice.exe, application/pdf, invoice.exe.pdf",
        "order.xml, application/pdf, order.pdf",
        "page.html, application/pdf, page.pdf",
        "upload_0815.tmp, application/pdf, upload_0815.pdf",
        "a.dat, application/pdf, a.pdf",
        "offer.doc, " + DOCX + ", offer.docx",
        "voice-note.mp4, audio/ogg, voice-note.ogg",
        "voice-note.mp4, audio/ogg; codecs=opus, voice-note.ogg",
        "PTT-20260101-WA0001.opus, audio/ogg, PTT-20260101-WA0001.ogg",
        "voice.oga, audio/ogg, voice.ogg",
        "recording.webm, audio/ogg, recording.ogg",
        "song.mpga, audio/mpeg, song.mp3",
        "song.mp4, audio/x-m4a, song.m4a",
        "photo.jpeg, image/jpeg, photo.jpeg",
        "photo.JPG, image/jpg, photo.JPG",
        "photo.jfif, image/jpeg, photo.jpg",
        "photo.heic, image/jpeg, photo.jpg",
        "clip.m4v, video/mp4, clip.mp4",
        "clip.3gpp, video/3gpp, clip.3gp",
        "orders.csv, text/plain, orders.csv",
        "server.log, text/plain, server.log",
        "notes, text/plain, notes.txt",
        "meeting.ics, text/plain, meeting.ics.txt",
        "archive.zip, application/zip, archive.zip",
        "contact.vcf, text/vcard, contact.vcf",
        "data.xml, text/xml, data.xml",
        "app.jar, application/zip, app.jar",
        "plan.foo, application/octet-stream, plan.foo",
        "plan, application/octet-stream, plan",
        "plan.foo, '', plan.foo",
    })
    void aNameEndsAsItsTypeDoes(String given, String mimeType, String name) {
        assertThat(FileNames.of(given, mimeType, "document")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "application/pdf, document.pdf",
        "text/plain, document.txt",
        DOCX + ", document.docx",
        "audio/ogg; codecs=opus, document.ogg",
        "'', document",
    })
    void aNameIsMadeUpWhereNothingIsLeftOfTheGivenOne(String mimeType, String name) {
        for (String given :
                new String[] {"", " ", ".", "..", "/", "\\", "../..", "\u0000", "\u202e", "\u200b", "\ud83d"}) {
            assertThat(FileNames.of(given, mimeType, "document")).as(given).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".pdf", "..pdf", "folder/.pdf", " .pdf", ".PDF", ".docx"})
    void anEndingAloneIsNoName(String given) {
        assertThat(FileNames.of(given, "application/pdf", "document")).isEqualToIgnoringCase("document.pdf");
    }

    static Stream<Arguments> paths() {
        return Stream.of(
                Arguments.of("C:\\Users\\me\\invoice.pdf", "invoice.pdf"),
                Arguments.of("out/invoice.pdf", "invoice.pdf"),
                Arguments.of("../../invoice.pdf", "invoice.pdf"),
                Arguments.of("\\\\server\\share\\invoice.pdf", "invoice.pdf"),
                Arguments.of("a/b\\c/invoice.pdf", "invoice.pdf"),
                Arguments.of("out/invoice.pdf/", "invoice.pdf"),
                Arguments.of("file:///tmp/invoice.pdf", "invoice.pdf"),
                Arguments.of("in\nvoi\rce\t7\u0000.pdf", "invoice7.pdf"),
                Arguments.of("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
                Arguments.of("\ufeffinvoice.pdf", "invoice.pdf"),
                Arguments.of("in\u200bvoice\u00ad.p\u2060df", "invoice.pdf"),
                Arguments.of("\u2067invoice\u2069.pdf", "invoice.pdf"),
                Arguments.of("in\u2028voice\u2029.pdf", "invoice.pdf"),
                Arguments.of("in\ud83dvoice.pdf", "invoice.pdf"),
                Arguments.of("invoice\udca5.pdf", "invoice.pdf"),
                Arguments.of("invoice\u3164.pdf", "invoice.pdf"),
                Arguments.of("invoice\uffff.pdf", "invoice.pdf"),
                Arguments.of("invoice: \"March\" <new>?*|.pdf", "invoice_ _March_ _new____.pdf"),
                Arguments.of("Müller's „Rechnung“ März 2026 🚀.pdf", "Müller's „Rechnung“ März 2026 🚀.pdf"),
                Arguments.of("❤️ 日本語 ファイル.pdf", "❤️ 日本語 ファイル.pdf"),
                Arguments.of("فاتورة.pdf", "فاتورة.pdf"),
                Arguments.of("50% off & more; a=b, [c] {d} $5.pdf", "50% off & more; a=b, [c] {d} $5.pdf"),
                Arguments.of("CON", "_CON.pdf"),
                Arguments.of("nul.pdf", "_nul.pdf"),
                Arguments.of("com1 .tar.pdf", "_com1 .tar.pdf"),
                Arguments.of("LPT\u00b9.pdf", "_LPT\u00b9.pdf"),
                Arguments.of("console.pdf", "console.pdf"),
                Arguments.of(
                        "invoice ${camelContext.stop} {{env:KEY}}.pdf", "invoice $_camelContext.stop} __env_KEY}}.pdf"),
                Arguments.of("=?UTF-8?Q?Rechnung_M=C3=A4rz.pdf?=", "Rechnung März.pdf"),
                Arguments.of("=?UTF-8?B?Li4vLi4vZXZpbC5wZGY=?=", "evil.pdf"),
                Arguments.of("\"invoice.pdf\"", "invoice.pdf"),
                Arguments.of("'invoice.pdf'", "invoice.pdf"),
                Arguments.of("invoice.pdf\"", "invoice.pdf"),
                Arguments.of("\\\"invoice.pdf\\\"", "invoice.pdf"),
                Arguments.of("\"=?UTF-8?Q?N=C3=BAmero.pdf?=\"", "Número.pdf"),
                Arguments.of("'tis the season.pdf", "'tis the season.pdf"),
                Arguments.of("rock'n'roll.pdf", "rock'n'roll.pdf"),
                Arguments.of("UTF-8''N%C3%BAmero.pdf", "Número.pdf"),
                Arguments.of("iso-8859-1'de'M%FCller.pdf", "Müller.pdf"),
                Arguments.of("UTF-8''..%2F..%2Fevil.pdf", "evil.pdf"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("paths")
    void aNameIsTheLastPartOfAPathInSignsThatEveryDiskTakes(String given, String name) {
        assertThat(FileNames.of(given, "application/pdf", "document")).isEqualTo(name);
    }

    static Stream<String> longNames() {
        return Stream.of(
                "ä".repeat(130) + ".pdf",
                "日".repeat(90),
                "日".repeat(90) + ".pdf",
                "a".repeat(250) + "🚀🚀🚀.pdf",
                "a".repeat(249) + "🚀.pdf",
                "a".repeat(248) + "e\u0301e\u0301e\u0301.pdf",
                "e" + "\u0301".repeat(400) + ".pdf",
                "🚀".repeat(100_000),
                ".".repeat(100_000) + "pdf",
                "a.".repeat(100_000) + "pdf",
                "a" + " ".repeat(100_000) + "b.pdf",
                "=?UTF-8?Q?" + "=C3=A4".repeat(200) + ".pdf?=");
    }

    @ParameterizedTest
    @MethodSource("longNames")
    void aLongNameIsCutBetweenCharactersAndKeepsItsEnding(String given) throws Exception {
        for (String name : new String[] {
            FileNames.of(given, "application/pdf", "document"),
            FileNames.stored(given, "985569392615996", "application/pdf")
        }) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            assertThat(bytes.length).isLessThanOrEqualTo(FileNames.MAX_BYTES);
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(name);
            assertThat(name).endsWith(".pdf").doesNotContain("\ufffd");
            assertThat(Files.createFile(folder.resolve(name))).exists();
        }
    }

    @Test
    void aCutTakesNoHalvesAndNoMarksOff() {
        assertThat(FileNames.of("a".repeat(249) + "🚀.pdf", "application/pdf", "d"))
                .isEqualTo("a".repeat(249) + ".pdf");
        assertThat(FileNames.of("a".repeat(247) + "🚀.pdf", "application/pdf", "d"))
                .isEqualTo("a".repeat(247) + "🚀.pdf");
        assertThat(FileNames.of("a".repeat(250) + "e\u0301.pdf", "application/pdf", "d"))
                .isEqualTo("a".repeat(250) + ".pdf");
        assertThat(FileNames.of("ä".repeat(130) + ".pdf", "application/pdf", "d"))
                .isEqualTo("ä".repeat(125) + ".pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, application/pdf, invoice-985.pdf",
        "../../invoice.pdf, application/pdf, invoice-985.pdf",
        "invoice, application/pdf, invoice-985.pdf",
        "'', application/pdf, 985.pdf",
        "'', audio/ogg; codecs=opus, 985.ogg",
        "'', audio/mpeg, 985.mp3",
        "'', audio/mp4, 985.m4a",
        "'', audio/amr, 985.amr",
        "'', audio/aac, 985.aac",
        "'', image/jpeg, 985.jpg",
        "'', video/3gpp, 985.3gp",
        "'', text/plain, 985.txt",
        "'', application/octet-stream, 985",
        "'', '', 985",
        ".htaccess, text/plain, htaccess-985.txt",
        "~$offer.docx, " + DOCX + ", offer-985.docx",
        "-rf, application/pdf, rf-985.pdf",
        "invoice.pdf.camelLock, application/pdf, invoice.pdf.camelLock-985.pdf",
        "invoice.camelLock, application/octet-stream, invoice-985_camelLock",
        "x.inprogress, '', x-985_inprogress",
        "x.DONE, '', x-985_DONE",
        "nul, '', nul-985",
        "nul.pdf, application/pdf, nul-985.pdf",
    })
    void aFileThatCameInHasItsMediaIdInItsName(String given, String mimeType, String name) {
        assertThat(FileNames.stored(given, "985", mimeType)).isEqualTo(name);
    }

    @Test
    void aStoredNameLeavesRoomForWhatOthersPutBehindIt() {
        String name = FileNames.stored("日".repeat(90), "985569392615996", "application/pdf");
        assertThat(name).endsWith("-985569392615996.pdf");
        assertThat((name + ".camelLock").getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(255);
    }

    @Test
    void anIdThatIsAPathIsNone() {
        assertThat(FileNames.stored("", "../../1", "application/pdf")).isEqualTo("1.pdf");
        assertThat(FileNames.stored("a.pdf", "..", "application/pdf")).isEqualTo("a.pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/invoice%207.pdf?sig=x, invoice 7.pdf",
        "https://example.com/a/b/invoice.pdf#page=2, invoice.pdf",
        "https://example.com/N%C3%BAmero.pdf, Número.pdf",
        "https://example.com/o/folder%2Finvoice.pdf?alt=media, folder/invoice.pdf",
        "https://example.com/100%.pdf, 100%.pdf",
        "https://example.com/%ff.pdf, %ff.pdf",
        "https://example.com/a+b.pdf, a+b.pdf",
        "https://example.com/invoice.pdf;jsessionid=1F?x=y, invoice.pdf",
        "https://example.com/Müller.pdf, Müller.pdf",
        "https://example.com, ''",
        "https://example.com/, ''",
        "https://example.com?file=a/b.pdf, ''",
    })
    void aLinksNameIsTheDecodedLastPartOfItsPath(String link, String name) {
        assertThat(FileNames.inLink(link)).isEqualTo(name);
    }

    /** Linear: with a time that grows with the square, a megabyte of the worst signs would not end within the limit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?",
                "=?UTF-8?Q?",
                "=?a?B?=",
                ". ",
                "/",
                "\\",
                "${",
                "{{",
                "e\u0301",
                "%",
                "\ud83d",
                "=?UTF-8?Q?=C3?= "
            })
    void aHugeNameTakesNoTime(String sign) {
        String huge = sign.repeat(1_000_000 / sign.length());
        String name = FileNames.of(huge, "application/pdf", "document");
        assertThat(name).endsWith(".pdf");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(FileNames.MAX_BYTES);
    }
}
