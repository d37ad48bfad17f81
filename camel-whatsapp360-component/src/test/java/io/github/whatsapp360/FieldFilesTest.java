package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.files.OfficeSamples;
import io.github.whatsapp360.media.UploadedMedia;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.activation.FileDataSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in the forms that routes have in practice, as they are uploaded. docs/dev/field-cases.md lists the sources. */
class FieldFilesTest extends EmulatorTest {

    private static final String OOXML = "application/vnd.openxmlformats-officedocument.";
    private static final String DOCX = OOXML + "wordprocessingml.document";

    @TempDir
    Path folder;

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:upload-then-send").to("whatsapp360:media").to("whatsapp360:send");
            }
        };
    }

    /** apache/camel pull 17070, camel-spring-boot pull 1365: multipart forms and other temporary files. */
    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, invoice 7.pdf, invoice 7.pdf",
        "contract.docx, offer.docx, offer.docx",
        "report.xlsx, numbers, numbers.xlsx",
        "invoice.pdf, in/2026/invoice 8.pdf, invoice 8.pdf",
        "invoice.pdf, C:\\Users\\me\\invoice 9.pdf, invoice 9.pdf",
        "invoice.pdf, order-7.xml, order-7.pdf",
        "note.txt, letter.txt, letter.txt",
    })
    void theNameThatTheRouteKnowsWinsOverThatOfATemporaryFile(String sample, String known, String name)
            throws Exception {
        Path upload = Files.copy(sample("good/" + sample), folder.resolve("5b7f2a86-3f0e-upload"));
        for (Object body : new Object[] {upload.toFile(), upload, Files.readAllBytes(upload)}) {
            assertSent(send("whatsapp360:send", body, Map.of("CamelFileName", known)), name);
        }
    }

    /** Object stores, and a file whose name was taken off. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelFileNameOnly",
                "CamelAwsS3Key",
                "CamelAzureStorageBlobBlobName",
                "CamelGoogleCloudStorageObjectName",
                "CamelMinioObjectName"
            })
    void theKeyOfAnObjectStoreIsANameToo(String header) throws Exception {
        byte[] bytes = Files.readAllBytes(sample("good/contract.docx"));
        assertSent(
                send("whatsapp360:send", new ByteArrayInputStream(bytes), Map.of(header, "out/2026/offer 7.docx")),
                "offer 7.docx");
        assertSent(
                send("whatsapp360:send", bytes, Map.of(header, "out/other.docx", "CamelFileName", "offer 8.docx")),
                "offer 8.docx");
        assertSent(
                send("whatsapp360:send", sample("good/contract.docx"), Map.of(header, "out/other.docx")),
                "contract.docx");
    }

    /** Files that readers take although their marks stand elsewhere. */
    @Test
    void junkBeforeAPdfAndTextInUtf16AreSent() {
        assertSent(send("whatsapp360:send", latin1("\r\n".repeat(400) + "%PDF-1.7\n\1")), "document.pdf");
        assertSent(send("whatsapp360:send", latin1("\u00ef\u00bb\u00bf%PDF-1.7\n")), "document.pdf");
        assertSent(
                send("whatsapp360:send", "1\tMüller\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_16)),
                "document.txt");
    }

    private static byte[] latin1(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void theHeaderWinsOverTheOptionAndThatOverWhatTheRouteKnows() {
        Path file = sample("good/invoice.pdf");
        Map<String, Object> known = Map.of("CamelFileName", "known.pdf");
        Map<String, Object> both = Map.of("CamelFileName", "known.pdf", "CamelWhatsapp360Filename", "header.pdf");
        assertSent(send("whatsapp360:send?filename=option.pdf", file, both), "header.pdf");
        assertSent(send("whatsapp360:send?filename=option.pdf", file, known), "option.pdf");
        assertSent(send("whatsapp360:send", file, known), "known.pdf");
        assertSent(send("whatsapp360:send", file), "invoice.pdf");
        assertSent(
                send("direct:upload-then-send", file, Map.of("CamelWhatsapp360Filename", "cotizacion")),
                "cotizacion.pdf");
        UploadedMedia media = send("whatsapp360:media", file).getMessage().getBody(UploadedMedia.class);
        assertSent(send("whatsapp360:send?filename=option", media), "option.pdf");
    }

    /** chatwoot 4481 and mail: the key, then the type that the attachment says of itself. */
    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, invoice.pdf, application/pdf, '', invoice.pdf",
        "contract.docx, offer.docx, " + DOCX + ", '', offer.docx",
        "contract.docx, offer, application/octet-stream, '', offer.docx",
        "invoice.pdf, file, application/pdf, invoice 7.pdf, invoice 7.pdf",
        "invoice.pdf, invoice 7.pdf, application/pdf, upload_0815.tmp, invoice 7.pdf",
        "invoice.pdf, <part1.0815@example.com>, application/pdf, '', _part1.0815@example.com_.pdf",
        "report.xlsx, report.xls, application/vnd.ms-excel, '', ''",
        "note.txt, note, text/plain; charset=UTF-8, '', note.txt",
        "photo.jpg, photo, IMAGE/JPG; name=photo, '', photo.jpg",
        "invoice.pdf, =?UTF-8?Q?Rechnung_M=C3=A4rz.pdf?=, application/octet-stream, '', Rechnung März.pdf",
        "invoice.pdf, =?UTF-8?B?UmVjaG51bmcu?= =?UTF-8?B?cGRm?=, application/octet-stream, '', Rechnung.pdf",
    })
    void anAttachmentGoesByItsKeyAndItsType(String sample, String key, String type, String own, String name)
            throws Exception {
        byte[] bytes = Files.readAllBytes(sample("good/" + sample));
        Exchange exchange = template.send(
                "whatsapp360:send", ExchangePattern.InOut, message -> message.getMessage(AttachmentMessage.class)
                        .addAttachment(key, new DataHandler(new Data(bytes, own, type))));
        if (name.isEmpty()) {
            assertRefused(exchange, "mimeType", "CamelWhatsapp360");
        } else {
            assertSent(exchange, name);
        }
    }

    @Test
    void dataHandlersWithoutANameAndAsBodiesAreSent() throws Exception {
        byte[] bytes = Files.readAllBytes(sample("good/invoice.pdf"));
        assertSent(send("whatsapp360:send", new DataHandler(new Data(bytes, null, null))), "document.pdf");
        assertSent(
                send(
                        "whatsapp360:send",
                        new DataHandler(
                                new FileDataSource(sample("good/invoice.pdf").toFile()))),
                "invoice.pdf");
        assertSent(
                send(
                        "whatsapp360:send",
                        new DataHandler(new Data(bytes, "tmp1.tmp", "x")),
                        Map.of("CamelFileName", "a.pdf")),
                "a.pdf");
    }

    /** openlivery pulls 30 and 101, netflie/laravel-notification-whatsapp 21. */
    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, '', '', document.pdf",
        "invoice.pdf, cotizacion, '', cotizacion.pdf",
        "voice.ogg, voice-note.mp4, audio/ogg, voice-note.ogg",
        "song.mp3, '', '', audio.mp3",
        "photo.jpg, '', '', image.jpg",
        "clip.mp4, '', '', video.mp4",
        "sticker.webp, '', '', sticker.webp",
        "note.txt, '', '', document.txt",
        "contract.docx, '', '', document.docx",
        "report.xlsx, '', '', document.xlsx",
        "invoice.pdf, '', binary/octet-stream, document.pdf",
        "invoice.pdf, a.bin, application/octet-stream, a.pdf",
        "photo.jpg, scan, image/jpg, scan.jpg",
        "song.mp3, song, AUDIO/MP3, song.mp3",
        "voice.ogg, voice, application/ogg, voice.ogg",
        "voice.ogg, voice.opus, '', voice.ogg",
    })
    void everyNameEndsAsItsTypeDoes(String sample, String given, String type, String name) throws Exception {
        Map<String, Object> headers = Map.of("CamelWhatsapp360Filename", given, "CamelWhatsapp360MimeType", type);
        Exchange exchange = send("whatsapp360:media", Files.readAllBytes(sample("good/" + sample)), headers);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(UploadedMedia.class).filename())
                .isEqualTo(name);
        RecordedRequest upload = uploads().get(uploads().size() - 1);
        assertThat(upload.filename()).isEqualTo(name);
    }

    /** evolution-api 1117: what goes out is the service's own word. */
    @ParameterizedTest
    @CsvSource({
        "photo.jpg, image/jpg, image/jpeg",
        "photo.jpg, IMAGE/PJPEG; q=1, image/jpeg",
        "song.mp3, audio/mp3, audio/mpeg",
        "song.mp3, audio/x-mpeg, audio/mpeg",
        "voice.ogg, application/ogg, audio/ogg",
        "voice.ogg, audio/opus, audio/ogg",
        "clip.mp4, video/x-m4v, video/mp4",
        "invoice.pdf, application/x-pdf, application/pdf",
        "invoice.pdf, application/pdf; name=Número.pdf, application/pdf",
        "note.txt, Text/Plain; charset=UTF-8, text/plain",
    })
    void otherWordsForATypeAreSentInTheServicesOwn(String sample, String given, String type) throws Exception {
        assertThat(send("whatsapp360:media", sample("good/" + sample), Map.of("CamelWhatsapp360MimeType", given))
                        .getException())
                .isNull();
        assertThat(uploads().get(0).fields()).containsEntry("type", type);
        assertThat(uploads().get(0).partHeaders()).anyMatch(header -> header.startsWith("Content-Type: " + type));
    }

    /** laravel-whatsapp 4, openclaw 115725: what the message says of its body. */
    @ParameterizedTest
    @CsvSource({
        "Content-Type, application/pdf, invoice.pdf, application/pdf",
        "Content-Type, application/json, invoice.pdf, application/pdf",
        "Content-Type, multipart/form-data; boundary=x, invoice.pdf, application/pdf",
        "Content-Type, application/octet-stream, contract.docx, " + DOCX,
        "Content-Type, application/zip, report.xlsx, " + OOXML + "spreadsheetml.sheet",
        "CamelFileContentType, binary/octet-stream, report.xlsx, " + OOXML + "spreadsheetml.sheet",
        "CamelFileContentType, image/pjpeg, photo.jpg, image/jpeg",
        "Content-Type, text/plain, invoice.pdf, application/pdf",
    })
    void whatTheMessageSaysOfItsBodyCountsIfItFits(String header, String value, String sample, String type)
            throws Exception {
        Path upload = Files.copy(sample("good/" + sample), folder.resolve("upload"));
        assertThat(send("whatsapp360:media", upload.toFile(), Map.of(header, value))
                        .getException())
                .isNull();
        assertThat(uploads().get(0).fields()).containsEntry("type", type);
    }

    @Test
    void anHttpAnswersNameIsTheBodys() throws Exception {
        InputStream body = new ByteArrayInputStream(Files.readAllBytes(sample("good/invoice.pdf")));
        assertSent(
                send(
                        "whatsapp360:send",
                        body,
                        Map.of(
                                "Content-Type",
                                "application/pdf",
                                "Content-Disposition",
                                "attachment; filename=\"x.pdf\"; filename*=UTF-8''Rechnung%207.pdf")),
                "Rechnung 7.pdf");
    }

    /** chatwoot 12284. */
    @ParameterizedTest
    @CsvSource({
        "https://example.com/invoice%207.pdf?sig=x, '', '', invoice 7.pdf",
        "https://example.com/N%C3%BAmero.pdf, '', '', Número.pdf",
        "https://example.com/o/2026%2Finvoice.pdf?alt=media, '', '', invoice.pdf",
        "https://example.com/download?id=5, application/pdf, '', download.pdf",
        "https://example.com/download.php?id=5, application/pdf, '', download.pdf",
        "https://example.com/, application/pdf, '', document.pdf",
        "https://example.com/invoice.pdf, '', Rechnung, Rechnung.pdf",
        "https://example.com/invoice.pdf, '', Rechnung 7.pdf, Rechnung 7.pdf",
    })
    void aDocumentByLinkIsCalledAsItsLinkSays(String link, String type, String given, String name) throws Exception {
        Map<String, Object> headers =
                new HashMap<>(Map.of("CamelWhatsapp360MimeType", type, "CamelWhatsapp360Filename", given));
        for (Object body : new Object[] {URI.create(link), new URL(link)}) {
            send("whatsapp360:send", body, headers);
        }
        headers.put("CamelWhatsapp360Link", link);
        send("whatsapp360:send", null, headers);
        assertThat(messages()).hasSize(3).allSatisfy(request -> assertThat(
                        request.json().at("/document/filename").asText())
                .isEqualTo(name));
    }

    @Test
    void aPictureByLinkHasNoName() {
        send("whatsapp360:send", URI.create("https://example.com/photo.jpg"));
        assertThat(messages().get(0).json().path("image").has("filename")).isFalse();
    }

    /** evolution-api 2719, whatsapp-business-java-api 106, fazer-ai/chatwoot 469. */
    @ParameterizedTest
    @CsvSource({
        "voice.ogg, voice.ogg, audio/mpeg, the header CamelWhatsapp360MimeType says",
        "song.mp3, song.mp3, audio/ogg, the header CamelWhatsapp360MimeType says",
        "photo.jpg, scan.pdf, '', set the header CamelWhatsapp360MimeType to its true type",
        "note.txt, offer.csv, '', CamelWhatsapp360MimeType=text/plain",
        "note.txt, note.txt, text/csv, CamelWhatsapp360MimeType=text/plain",
        "photo.jpg, photo.jpg, image/gif, correct the header CamelWhatsapp360MimeType",
        "contract.docx, offer.xlsx, '', CamelWhatsapp360Filename",
    })
    void aRefusalNamesTheHeaderThatHelps(String sample, String name, String type, String words) throws Exception {
        Exchange exchange = send(
                "whatsapp360:media",
                Files.readAllBytes(sample("good/" + sample)),
                Map.of("CamelWhatsapp360Filename", name, "CamelWhatsapp360MimeType", type));
        assertRefused(exchange, "mimeType", words);
        assertThat(exchange.getException()).hasMessageNotContaining("rename it");
    }

    @Test
    void csvIsSentAsTextIfTheHeaderSaysSo() {
        assertSent(
                send(
                        "whatsapp360:send",
                        "a;b\n1;2\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        Map.of("CamelFileName", "offer.csv", "CamelWhatsapp360MimeType", "text/plain")),
                "offer.csv");
    }

    @Test
    void theAdviceForAFileThatTheServiceCouldNotTakeDependsOnHowItWasGiven() {
        ErrorCode code = ErrorCode.MEDIA_UPLOAD;
        assertThat(code.advice("Media upload error"))
                .contains("CamelWhatsapp360MimeType")
                .doesNotContain("link");
        assertThat(code.advice("Downloading media from weblink failed with http code 302"))
                .contains("send the file itself");
    }

    @Test
    void anOfficeFileOfAnUnknownKindIsSpokenOfInWordsThatAPersonKnows() {
        assertRefused(
                send("whatsapp360:media", OfficeSamples.ole(9, 0, "Something")),
                "mimeType",
                "CamelWhatsapp360MimeType");
        assertRefused(
                send("whatsapp360:media", OfficeSamples.zip("", "[Content_Types].xml")),
                "mimeType",
                "CamelWhatsapp360MimeType");
        assertRefused(send("whatsapp360:media", new byte[3000]), "mimeType", "CamelWhatsapp360MimeType");
    }

    /** Rows 11, 14 and 20 of the field's cases: what a download is called. */
    @ParameterizedTest
    @CsvSource({
        "'attachment; filename=\"N_mero.pdf\"; filename*=UTF-8''''N%C3%BAmero.pdf', application/pdf, Número.pdf, Número-123.pdf",
        "attachment; filename=\"NÃºmero.pdf\", application/pdf, Número.pdf, Número-123.pdf",
        "attachment; filename=invoice number 7.pdf, application/pdf, invoice number 7.pdf, invoice number 7-123.pdf",
        "attachment; filename=\"../../.camelLock\", application/pdf, camelLock.pdf, camelLock-123.pdf",
        "'', audio/ogg; codecs=opus, 123.ogg, 123.ogg",
        "'', audio/mpeg, 123.mp3, 123.mp3",
        "'', audio/mp4, 123.m4a, 123.m4a",
        "LONG, application/pdf, '', ''",
    })
    void aDownloadIsCalledAsTheServiceSays(String disposition, String type, String name, String stored)
            throws Exception {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + service.getAddress().getPort();
        answer(service, "/123", "{\"id\":\"123\",\"mime_type\":\"" + type + "\",\"url\":\"" + url + "/file\"}", "");
        answer(
                service,
                "/file",
                "the file",
                disposition.equals("LONG")
                        ? "attachment; filename=\"" + "ü\\\"".repeat(1_000) + ".pdf\""
                        : disposition);
        service.start();
        try {
            Exchange exchange = send("whatsapp360:media?operation=download&baseUrl=" + url, "123");
            assertThat(exchange.getException()).isNull();
            String shown = exchange.getMessage().getHeader("CamelWhatsapp360Filename", String.class);
            String unique = exchange.getMessage().getHeader("CamelFileName", String.class);
            if (name.isEmpty()) {
                assertThat(shown).startsWith("ü_").endsWith(".pdf").hasSizeLessThan(256);
                assertThat(unique).startsWith("ü_").endsWith("-123.pdf").hasSizeLessThan(256);
            } else {
                assertThat(shown).isEqualTo(name);
                assertThat(unique).isEqualTo(stored);
            }
        } finally {
            service.stop(0);
        }
    }

    private static void answer(HttpServer service, String path, String body, String disposition) {
        service.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            if (!disposition.isEmpty()) {
                exchange.getResponseHeaders().set("Content-Disposition", disposition);
            }
            exchange.sendResponseHeaders(200, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    private static void assertSent(Exchange exchange, String name) {
        assertThat(exchange.getException()).isNull();
        ChatMessage message = chat().messages().get(chat().messages().size() - 1);
        assertThat(message.filename()).isEqualTo(name);
        if (message.type().equals("document")) {
            assertThat(message.json().at("/document/filename").asText()).isEqualTo(name);
        }
        assertThat(uploads()).extracting(RecordedRequest::filename).contains(name);
    }

    private static void assertRefused(Exchange exchange, String field, String words) {
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith(field + ": ")
                .hasMessageContaining(words)
                .hasMessageNotContaining("tika");
        assertThat(emulator().requests()).isEmpty();
    }

    /** Bytes with a name and a type, as mailers and forms make attachments of them. */
    private record Data(byte[] bytes, String name, String type) implements DataSource {
        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public String getName() {
            return name;
        }
    }
}
