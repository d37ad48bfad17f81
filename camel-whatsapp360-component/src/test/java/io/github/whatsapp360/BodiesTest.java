package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachment;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the contract's table of bodies, on the wire. */
class BodiesTest extends EmulatorTest {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:upload-then-send").to("whatsapp360:media").to("whatsapp360:send");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, document, application/pdf",
        "contract.docx, document, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "report.xlsx, document, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "note.txt, document, text/plain",
        "photo.jpg, image, image/jpeg",
        "chart.png, image, image/png",
        "clip.mp4, video, video/mp4",
        "voice.ogg, audio, audio/ogg",
        "song.mp3, audio, audio/mpeg",
        "sticker.webp, sticker, image/webp",
    })
    void everySampleFileArrivesUnchanged(String name, String type, String mimeType) throws Exception {
        Exchange exchange = send("whatsapp360:send", sample("good/" + name));

        assertThat(exchange.getException()).isNull();
        ChatMessage message = chat().messages().get(0);
        assertThat(message.type()).isEqualTo(type);
        assertThat(message.mimeType()).isEqualTo(mimeType);
        assertThat(message.filename()).isEqualTo(name);
        assertThat(message.sha256()).isEqualTo(sha256(Files.readAllBytes(sample("good/" + name))));
        SentMessage sent = exchange.getMessage().getBody(SentMessage.class);
        assertThat(sent.id()).isEqualTo(message.id());
        assertThat(sent.waId()).isEqualTo(TO);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelWhatsapp360MessageId", message.id())
                .containsEntry("CamelWhatsapp360WaId", TO)
                .containsEntry("CamelWhatsapp360MessageStatus", "accepted")
                .containsEntry("CamelWhatsapp360MediaId", message.mediaId());
    }

    static Stream<Arguments> filesInEveryForm() throws Exception {
        Path path = sample("good/invoice.pdf");
        byte[] bytes = Files.readAllBytes(path);
        GenericFile<File> generic = new GenericFile<>();
        generic.setFile(path.toFile());
        generic.setBody(path.toFile());
        ByteBuffer outside = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        return Stream.of(
                Arguments.of("File", path.toFile(), true),
                Arguments.of("Path", path, true),
                Arguments.of("GenericFile", generic, true),
                Arguments.of("byte[]", bytes, true),
                Arguments.of("ByteBuffer", ByteBuffer.wrap(bytes), true),
                Arguments.of("ByteBuffer outside of the heap", outside.flip(), true),
                Arguments.of("StreamCache", new InputStreamCache(bytes), true),
                Arguments.of("InputStream", new ByteArrayInputStream(bytes), false),
                Arguments.of("DataHandler", new DataHandler(new FileDataSource(path.toFile())), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesInEveryForm")
    void aFileInEveryFormIsUploaded(String form, Object body, boolean sizeKnown) throws Exception {
        Exchange exchange = send("whatsapp360:media", body, Map.of("CamelWhatsapp360Filename", "bill.pdf"));

        assertThat(exchange.getException()).isNull();
        UploadedMedia media = exchange.getMessage().getBody(UploadedMedia.class);
        byte[] bytes = Files.readAllBytes(sample("good/invoice.pdf"));
        assertThat(media.kind()).isEqualTo(MediaKind.DOCUMENT);
        assertThat(media.sha256()).isEqualTo(sha256(bytes));
        assertThat(media.size()).isEqualTo(bytes.length);
        assertThat(media.filename()).isEqualTo("bill.pdf");
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(media.id());
        RecordedRequest upload = uploads().get(0);
        assertThat(upload.sha256()).isEqualTo(media.sha256());
        assertThat(upload.fields())
                .containsEntry("messaging_product", "whatsapp")
                .containsEntry("type", "application/pdf");
        assertThat(upload.partHeaders()).contains("Content-Type: application/pdf");
        assertThat(upload.headers().containsKey("content-length")).isEqualTo(sizeKnown);
    }

    @Test
    void anOnlyAttachmentIsSentAndItsTextBodyIsNot() {
        Exchange exchange = template.send("whatsapp360:send", message -> {
            message.getMessage().setBody("the text of the mail");
            AttachmentMessage attachments = message.getMessage(AttachmentMessage.class);
            attachments.addAttachmentObject(
                    "invoice.pdf",
                    new DefaultAttachment(
                            new FileDataSource(sample("good/invoice.pdf").toFile())));
        });
        assertThat(exchange.getException()).isNull();
        assertThat(chat().messages()).singleElement().satisfies(message -> {
            assertThat(message.type()).isEqualTo("document");
            assertThat(message.filename()).isEqualTo("invoice.pdf");
        });
    }

    @Test
    void severalAttachmentsAreRefused() {
        Exchange exchange = template.send("whatsapp360:send", message -> {
            AttachmentMessage attachments = message.getMessage(AttachmentMessage.class);
            for (String name : new String[] {"invoice.pdf", "photo.jpg"}) {
                attachments.addAttachmentObject(
                        name,
                        new DefaultAttachment(
                                new FileDataSource(sample("good/" + name).toFile())));
            }
        });
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("2 attachments")
                .hasMessageContaining("split");
        assertThat(emulator().requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "quote'inside.pdf",
                "Müller's „Rechnung“ März 2026 🚀.pdf",
                "日本語 ファイル.pdf",
                "semi;colon=equals.pdf",
            })
    void oddFileNamesArriveUnchanged(String name) {
        Exchange exchange =
                send("whatsapp360:send", sample("good/invoice.pdf"), Map.of("CamelWhatsapp360Filename", name));
        assertThat(exchange.getException()).isNull();
        assertThat(uploads().get(0).filename()).isEqualTo(name);
        assertThat(chat().messages().get(0).filename()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "quote\"inside.pdf|quote_inside.pdf",
                "back\\slash.pdf|slash.pdf",
                "C:\\Users\\me\\invoice.pdf|invoice.pdf",
                "out/invoice.pdf|invoice.pdf",
                "what?*.pdf|what__.pdf",
            })
    void aFileNameThatADiskWouldNotTakeIsMadeOneThatItTakes(String given, String name) {
        for (String uri : new String[] {"whatsapp360:send", "whatsapp360:send?filename=option.pdf"}) {
            send(uri, sample("good/invoice.pdf"), Map.of("CamelWhatsapp360Filename", given));
        }
        assertThat(uploads()).isNotEmpty().allSatisfy(upload -> assertThat(upload.filename())
                .isEqualTo(name));
        assertThat(chat().messages()).hasSize(2).allSatisfy(message -> assertThat(message.filename())
                .isEqualTo(name));
    }

    @Test
    void aLineBreakInAFileNameCannotForgeAHeader() {
        send(
                "whatsapp360:media",
                sample("good/invoice.pdf"),
                Map.of("CamelWhatsapp360Filename", "a\r\nX-Forged: 1\r\n\r\nb.pdf"));
        assertThat(uploads()).singleElement().satisfies(upload -> {
            assertThat(upload.status()).isEqualTo(200);
            assertThat(upload.partHeaders()).noneMatch(header -> header.startsWith("X-Forged"));
        });
    }

    @Test
    void theMimeTypeComesFromTheHeaderThenTheNameThenTheContent() throws Exception {
        byte[] pdf = Files.readAllBytes(sample("good/invoice.pdf"));
        send(
                "whatsapp360:media",
                pdf,
                Map.of("CamelWhatsapp360MimeType", "application/pdf", "CamelWhatsapp360Filename", "a.dat"));
        send("whatsapp360:media", pdf, Map.of("CamelFileName", "folder/b.pdf"));
        send("whatsapp360:media", pdf);
        assertThat(uploads())
                .hasSize(3)
                .allSatisfy(upload -> assertThat(upload.fields()).containsEntry("type", "application/pdf"))
                .extracting(RecordedRequest::filename)
                .containsExactly("a.pdf", "b.pdf", "document.pdf");
    }

    @Test
    void opusIsNamedSoThatItPlays() {
        send("whatsapp360:media", sample("good/voice.ogg"));
        assertThat(uploads().get(0).partHeaders()).contains("Content-Type: audio/ogg; codecs=opus");
    }

    @Test
    void textIsSentAsText() {
        Exchange exchange = send(
                "whatsapp360:send?previewUrl=true",
                "See https://example.com",
                Map.of("CamelWhatsapp360ReplyTo", "wamid.X"));
        assertThat(exchange.getException()).isNull();
        ChatMessage message = chat().messages().get(0);
        assertThat(message.text()).isEqualTo("See https://example.com");
        assertThat(message.json().at("/text/preview_url").asBoolean()).isTrue();
        assertThat(message.json().at("/context/message_id").asText()).isEqualTo("wamid.X");
        assertThat(message.json().at("/recipient_type").asText()).isEqualTo("individual");
        assertThat(message.json().at("/biz_opaque_callback_data").asText())
                .isNotBlank()
                .isEqualTo(exchange.getMessage().getBody(SentMessage.class).callbackData());
    }

    @Test
    void aTextIsOneInWhicheverTypeItComes() throws Exception {
        String json = """
                {"type":"text","text":{"body":"hello"}}""";
        for (Object body : List.of(new StringBuilder("hello"), "hello".toCharArray(), CharBuffer.wrap("hello"))) {
            assertThat(send("whatsapp360:send", body).getException()).isNull();
        }
        for (String type : List.of("application/json", "text/json", "application/vnd.api+json; charset=UTF-8")) {
            for (Object body : List.of(
                    json,
                    new StringBuilder(json),
                    json.toCharArray(),
                    json.getBytes(StandardCharsets.UTF_8),
                    ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)))) {
                assertThat(send("whatsapp360:send", body, Map.of(Exchange.CONTENT_TYPE, type))
                                .getException())
                        .isNull();
            }
        }
        assertThat(messages()).hasSize(18).allSatisfy(request -> assertThat(
                        request.json().at("/text/body").asText())
                .isEqualTo("hello"));
    }

    @Test
    void aMediaIdIsOneInWhicheverTypeItComes() {
        String id = send("whatsapp360:media", sample("good/invoice.pdf"))
                .getMessage()
                .getHeader("CamelWhatsapp360MediaId", String.class);
        for (Object body : List.of(
                new StringBuilder(id), id.toCharArray(), id.getBytes(StandardCharsets.UTF_8), Long.valueOf(id))) {
            assertThat(send("whatsapp360:media?operation=info", body).getException())
                    .isNull();
        }
    }

    @Test
    void headersOverrideOptions() {
        send(
                "whatsapp360:send?caption=from-option&filename=option.pdf",
                sample("good/invoice.pdf"),
                Map.of(
                        "CamelWhatsapp360To",
                        "+49 (160) 999-88",
                        "CamelWhatsapp360Caption",
                        "from header",
                        "CamelWhatsapp360CallbackData",
                        "order 7"));
        ChatMessage message = emulator().chat("4916099988").messages().get(0);
        assertThat(message.caption()).isEqualTo("from header");
        assertThat(message.filename()).isEqualTo("option.pdf");
        assertThat(message.json().at("/biz_opaque_callback_data").asText()).isEqualTo("order 7");
    }

    @Test
    void uploadThenSendSendsTheUploadedFile() {
        Exchange exchange =
                send("direct:upload-then-send", sample("good/photo.jpg").toFile());
        assertThat(exchange.getException()).isNull();
        assertThat(uploads()).hasSize(1);
        assertThat(chat().messages()).singleElement().satisfies(message -> assertThat(message.type())
                .isEqualTo("image"));
    }

    @ParameterizedTest
    @CsvSource({
        "good/photo.jpg, image",
        "good/clip.mp4, video",
        "good/song.mp3, audio",
        "good/invoice.pdf, document",
        "good/sticker.webp, sticker"
    })
    void aMediaIdInTheHeaderIsSent(String name, String type) {
        String id =
                send("whatsapp360:media", sample(name)).getMessage().getHeader("CamelWhatsapp360MediaId", String.class);
        Exchange exchange =
                send("whatsapp360:send", null, Map.of("CamelWhatsapp360MediaId", id, "CamelWhatsapp360Type", type));
        assertThat(exchange.getException()).isNull();
        assertThat(chat().messages().get(0).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/a.jpg, image",
        "https://example.com/b.mp4?x=1, video",
        "https://example.com/c.mp3, audio",
        "https://example.com/d.pdf, document",
        "https://example.com/e.webp, sticker",
    })
    void aLinkIsSentAsLink(String link, String type) {
        send("whatsapp360:send", URI.create(link));
        send("whatsapp360:send", null, Map.of("CamelWhatsapp360Link", link));
        assertThat(chat().messages()).hasSize(2).allSatisfy(message -> {
            assertThat(message.link()).isEqualTo(link);
            assertThat(message.type()).isEqualTo(type);
            assertThat(message.json().at("/" + type).has("id")).isFalse();
        });
    }

    @Test
    void jsonInEveryFormGoesOutAsItCame() throws Exception {
        String json =
                "{\"type\":\"location\",\"location\":{\"latitude\":\"53.5\",\"longitude\":10,\"unknown\":null},\"future\":[1,2.50]}";
        ObjectMapper mapper = new ObjectMapper();
        send("whatsapp360:send", json, Map.of(Exchange.CONTENT_TYPE, "application/json; charset=utf-8"));
        send("whatsapp360:send", mapper.readTree(json));
        send("whatsapp360:send", mapper.readValue(json, Map.class));
        send(
                "whatsapp360:send",
                new ByteArrayInputStream(json.getBytes()),
                Map.of(Exchange.CONTENT_TYPE, "application/json"));
        send("whatsapp360:send", json.getBytes(), Map.of(Exchange.CONTENT_TYPE, "application/json"));
        assertThat(messages()).hasSize(5).allSatisfy(request -> {
            var sent = (com.fasterxml.jackson.databind.node.ObjectNode) mapper.readTree(request.body());
            assertThat(sent.remove("biz_opaque_callback_data").asText()).isNotBlank();
            assertThat(sent.remove("to").asText()).isEqualTo(TO);
            assertThat(sent.remove("messaging_product").asText()).isEqualTo("whatsapp");
            assertThat(sent.remove("recipient_type").asText()).isEqualTo("individual");
            assertThat(sent).isEqualTo(mapper.readTree(json));
        });
    }

    @Test
    void aRecipientWithoutANumberIsNotGivenOne() throws Exception {
        send(
                "whatsapp360:send",
                "{\"recipient\":\"US.1349\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}",
                Map.of(Exchange.CONTENT_TYPE, "application/json"));
        send(
                "whatsapp360:send",
                Map.of("recipient_type", "group", "to", "Y2FwaV9ncm91cA", "type", "text", "text", Map.of("body", "x")));
        assertThat(messages())
                .extracting(RecordedRequest::body)
                .satisfiesExactly(
                        user -> assertThat(user).contains("US.1349").doesNotContain("\"to\""),
                        group -> assertThat(group)
                                .contains("\"to\":\"Y2FwaV9ncm91cA\"")
                                .contains("\"group\""));
    }

    /**
     * As camel-jackson does it: the only ObjectMapper in the registry wins, here with a user's own way to write dates.
     */
    @Test
    void theRegistrysObjectMapperWritesAUsersOwnValues() throws Exception {
        SimpleModule dates = new SimpleModule();
        dates.addSerializer(LocalDate.class, ToStringSerializer.instance);
        context.getRegistry().bind("mapper", new ObjectMapper().registerModule(dates));
        context.getComponent("whatsapp360").stop();
        context.getComponent("whatsapp360").start();
        Exchange exchange = send(
                "whatsapp360:send?replyTo=w",
                Map.of("type", "text", "text", Map.of("body", LocalDate.of(2026, 11, 23))));
        assertThat(exchange.getException()).isNull();
        assertThat(chat().messages().get(0).text()).isEqualTo("2026-11-23");
    }

    @Test
    void aMessageRecordIsSentAsItIs() {
        OutgoingMessage message =
                OutgoingMessage.text("hello").withTo("4917011122").withCallbackData("ref-1");
        Exchange exchange = send("whatsapp360:send", message);
        assertThat(exchange.getException()).isNull();
        assertThat(emulator().chat("4917011122").messages().get(0).text()).isEqualTo("hello");
    }

    static Stream<Arguments> nothingToSend() {
        return Stream.of(
                Arguments.of(null, Map.of(), "empty body"),
                Arguments.of("  ", Map.of(), "the text is blank"),
                Arguments.of(42, Map.of(), "java.lang.Integer"),
                Arguments.of(new File[0], Map.of(), "java.io.File[]"),
                Arguments.of(new StringBuilder(" "), Map.of(), "the text is blank"),
                Arguments.of(
                        Map.of("type", "text", "text", Map.of("body", Optional.of("x"))),
                        Map.of(),
                        "cannot be written as JSON"),
                Arguments.of("[1]", Map.of(Exchange.CONTENT_TYPE, "application/json"), "must be an object"),
                Arguments.of("{oops", Map.of(Exchange.CONTENT_TYPE, "application/json"), "line 1"),
                Arguments.of(Map.of("text", Map.of("body", "x")), Map.of(), "\"type\""),
                Arguments.of(null, Map.of("CamelWhatsapp360MediaId", "1"), "CamelWhatsapp360Type"),
                Arguments.of(null, Map.of("CamelWhatsapp360Link", "https://example.com/x"), "CamelWhatsapp360Type"),
                Arguments.of("text", Map.of("CamelWhatsapp360Link", "https://example.com/x.pdf"), "remove the header"),
                Arguments.of(null, Map.of("CamelWhatsapp360Link", "ftp://example.com/x.pdf"), "http://"),
                Arguments.of("text", Map.of("CamelWhatsapp360To", "nobody"), "phone number"),
                Arguments.of("x".repeat(4097), Map.of(), "4097"),
                Arguments.of(
                        URI.create("https://example.com/a.mp3"), Map.of("CamelWhatsapp360Caption", "no"), "caption"),
                Arguments.of(
                        null,
                        Map.of("CamelWhatsapp360Type", "hologram", "CamelWhatsapp360MediaId", "1"),
                        "image, video"));
    }

    @ParameterizedTest
    @MethodSource
    void nothingToSend(Object body, Map<String, Object> headers, String words) {
        Exchange exchange = send("whatsapp360:send", body, headers);
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining(words);
        assertThat(emulator().requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "picture.bmp, mimeType, image/bmp",
        "huge.png, body, 6.4 MB",
        "empty.pdf, body, empty",
        "scan.jpg, mimeType, application/pdf",
    })
    void badFilesAreRefusedBeforeTheNetwork(String name, String field, String words) {
        for (String uri : new String[] {"whatsapp360:send", "whatsapp360:media"}) {
            Exchange exchange = send(uri, sample("bad/" + name));
            assertThat(exchange.getException()).isInstanceOfSatisfying(InvalidMessageException.class, refusal -> {
                assertThat(refusal.getFields()).containsExactly(field);
                assertThat(refusal).hasMessageContaining(words);
            });
        }
        assertThat(emulator().requests()).isEmpty();
    }

    @Test
    void withoutValidationTheServiceDecides() {
        Exchange exchange = send("whatsapp360:media?validate=false", sample("bad/picture.bmp"));
        assertThat(exchange.getException())
                .isInstanceOf(io.github.whatsapp360.api.ApiException.class)
                .hasMessageContaining("100")
                .hasMessageContaining("image/bmp");
    }

    @Test
    void aMissingFileWasNotSent() {
        for (String uri : new String[] {"whatsapp360:send", "whatsapp360:media", "whatsapp360:send?validate=false"}) {
            Exchange exchange = send(uri, Path.of("does-not-exist.pdf"));
            assertThat(exchange.getException()).isInstanceOfSatisfying(NotSentException.class, unsent -> {
                assertThat(unsent.getReason()).isEqualTo(NotSentException.Reason.LOCAL_FILE);
                assertThat(unsent).hasMessageContaining("cannot be read").hasCauseInstanceOf(NoSuchFileException.class);
            });
        }
        assertThat(emulator().requests()).isEmpty();
    }

    @Test
    void aMessageInAStreamThatBreaksOffWasNotSent() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        Exchange exchange = send("whatsapp360:send", broken, Map.of(Exchange.CONTENT_TYPE, "application/json"));
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                        .isEqualTo(NotSentException.Reason.LOCAL_FILE));
    }

    @ParameterizedTest
    @CsvSource({"'', empty", "'  ', blank", "' \n\t', blank"})
    void aTextWithNothingInItIsCalledThat(String text, String word) {
        Exchange exchange = send("whatsapp360:send", text);

        assertThat(exchange.getException()).isInstanceOfSatisfying(InvalidMessageException.class, e -> {
            assertThat(e.getFields()).containsExactly("body");
            assertThat(e).hasMessageContaining("the text is " + word);
        });
        assertThat(messages()).isEmpty();
    }
}
