package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.message.Text;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.TypeConverter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversions of the endpoints' answers: into text, bytes and JSON: with an exchange and without, and on its way out of
 * a route.
 */
class AnswersTest extends EmulatorTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String EVENT =
            """
            {"object":"whatsapp_business_account","entry":[{"id":"7","changes":[{"field":"messages","value":{\
            "metadata":{"phone_number_id":"9"},"messages":[\
            {"id":"wamid.1","from":"4915112345678","type":"text","text":{"body":"hé"}}]}}]}]}""";

    @TempDir
    static Path folder;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:file").to("whatsapp360:send").to("file:" + folder + "?fileName=answer.json");
                from("direct:charset").to("whatsapp360:send").to("file:" + folder + "?fileName=utf16&charset=UTF-16");
                from("direct:marshal").toD("${header.to}").marshal().json();
                from("direct:simple").to("whatsapp360:send").setBody(simple("<${body}>"));
                from("direct:cached").streamCache("true").to("whatsapp360:send").to("log:answer?showBody=true");
            }
        };
    }

    @ParameterizedTest
    @EnumSource(ExchangePattern.class)
    void anExchangeKeepsItsPatternAndGetsTheAnswer(ExchangePattern pattern) {
        Map<String, Class<?>> answers = Map.of(
                "whatsapp360:send", SentMessage.class,
                "whatsapp360:media", UploadedMedia.class,
                "whatsapp360:events", ResultList.class);
        answers.forEach((uri, type) -> {
            Object body = uri.endsWith("events") ? EVENT : sample("good/photo.jpg");
            Exchange exchange =
                    template.send(uri, pattern, sent -> sent.getMessage().setBody(body));
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getPattern()).isEqualTo(pattern);
            assertThat(exchange.getMessage().getBody()).isInstanceOf(type);
        });
    }

    static Stream<Arguments> answers() throws Exception {
        MediaInfo info = MediaInfo.of("123", "application/pdf").withSize(7).withSha256("ab");
        WebhookEvent event =
                WebhookJson.read(EVENT.getBytes(StandardCharsets.UTF_8)).get(0);
        return Stream.of(
                Arguments.of(
                        SentMessage.of("wamid.1", "49151").withWaId("49151").withCallbackData("é"),
                        """
                        {"id":"wamid.1","to":"49151","waId":"49151","status":"accepted","callbackData":"é"}"""),
                Arguments.of(
                        UploadedMedia.of("123", MediaKind.DOCUMENT, "application/pdf", Instant.EPOCH)
                                .withFilename("é.pdf")
                                .withSize(7)
                                .withSha256("ab"),
                        """
                        {"id":"123","kind":"document","mimeType":"application/pdf","filename":"é.pdf","size":7,\
                        "sha256":"ab","expiresAt":"1970-01-01T00:00:00Z"}"""),
                Arguments.of(
                        info,
                        """
                        {"id":"123","mimeType":"application/pdf","size":7,"sha256":"ab"}"""),
                Arguments.of(event, EVENT),
                Arguments.of(
                        OutgoingMessage.of(Text.of("é")).withTo("49151"),
                        """
                        {"to":"49151","type":"text","text":{"body":"é"}}"""));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsTextBytesAndJson(Object answer, String json) throws Exception {
        TypeConverter converter = context.getTypeConverter();
        String text = answer instanceof UploadedMedia media ? media.id() : json;
        for (Exchange exchange : new Exchange[] {null, new DefaultExchange(context)}) {
            assertThat(converter.convertTo(JsonNode.class, exchange, answer)).hasToString(json);
            assertThat(converter.convertTo(ObjectNode.class, exchange, answer)).hasToString(json);
            Map<?, ?> map = converter.convertTo(Map.class, exchange, answer);
            assertThat(MAPPER.writeValueAsString(map)).isEqualTo(json);
            assertThat((Object) converter.convertTo(HashMap.class, exchange, answer))
                    .isEqualTo(map);
            assertThat((Object) converter.convertTo(LinkedHashMap.class, exchange, answer))
                    .isEqualTo(map);
            assertThat((Object) converter.convertTo(CharSequence.class, exchange, answer))
                    .isEqualTo(text);
            assertThat(converter.convertTo(char[].class, exchange, answer)).isEqualTo(text.toCharArray());
            assertThat(converter.convertTo(String.class, exchange, answer)).isEqualTo(text);
            assertThat(converter.convertTo(byte[].class, exchange, answer)).isEqualTo(utf8(text));
            assertThat(converter.convertTo(InputStream.class, exchange, answer)).hasBinaryContent(utf8(text));
            assertThat(converter.convertTo(ByteBuffer.class, exchange, answer)).isEqualTo(ByteBuffer.wrap(utf8(text)));
            try (Reader reader = converter.convertTo(Reader.class, exchange, answer)) {
                StringWriter read = new StringWriter();
                reader.transferTo(read);
                assertThat(read).hasToString(text);
            }
        }
        assertThat(MAPPER.writeValueAsString(answer)).isEqualTo(json);
        assertThat(converter.tryConvertTo(Integer.class, answer)).isNull();
        assertThat(converter.convertTo(File.class, answer)).isNull();
    }

    @Test
    void messagesComeOutOfWhateverHoldsJson() {
        String json = """
                {"to":"49151","type":"text","text":{"body":"é"}}""";
        OutgoingMessage message = OutgoingMessage.of(Text.of("é")).withTo("49151");
        TypeConverter converter = context.getTypeConverter();
        for (Exchange exchange : new Exchange[] {null, new DefaultExchange(context)}) {
            for (Object from : List.of(
                    json,
                    utf8(json),
                    new ByteArrayInputStream(utf8(json)),
                    Map.of("to", "49151", "type", "text", "text", Map.of("body", "é")))) {
                assertThat(converter.convertTo(OutgoingMessage.class, exchange, from))
                        .isEqualTo(message);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:file", "direct:charset"})
    void anAnswerIsStoredAsItsJson(String uri) throws Exception {
        Exchange exchange = send(uri, "hello");

        assertThat(exchange.getException()).isNull();
        boolean plain = uri.equals("direct:file");
        String stored = Files.readString(
                folder.resolve(plain ? "answer.json" : "utf16"),
                plain ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16);
        assertThat(MAPPER.readTree(stored).path("id").asText())
                .isEqualTo(exchange.getMessage().getHeader(Whatsapp360Constants.MESSAGE_ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "media", "media?operation=info", "events"})
    void anAnswerIsMarshalledAsItsJson(String action) throws Exception {
        String id = send("whatsapp360:media", sample("good/invoice.pdf"))
                .getMessage()
                .getHeader(Whatsapp360Constants.MEDIA_ID, String.class);
        Object body = action.equals("events") ? EVENT : action.endsWith("info") ? id : sample("good/invoice.pdf");

        Exchange exchange = send("direct:marshal", body, Map.of("to", "whatsapp360:" + action));

        assertThat(exchange.getException()).isNull();
        JsonNode json = MAPPER.readTree(exchange.getMessage().getBody(byte[].class));
        if (action.equals("events")) {
            assertThat(json).containsExactly(MAPPER.readTree(EVENT));
        } else {
            String header = action.equals("send") ? Whatsapp360Constants.MESSAGE_ID : Whatsapp360Constants.MEDIA_ID;
            assertThat(json.path("id").asText())
                    .isNotEmpty()
                    .isEqualTo(exchange.getMessage().getHeader(header));
        }
    }

    @Test
    void anAnswerIsItsJsonInAnExpressionAndAlog() {
        Exchange simple = send("direct:simple", "hello");
        Exchange cached = send("direct:cached", "hello");

        assertThat(simple.getMessage().getBody(String.class))
                .startsWith("<{\"id\":\"wamid.")
                .endsWith("}>");
        assertThat(cached.getException()).isNull();
        assertThat(cached.getMessage().getBody()).isInstanceOf(SentMessage.class);
    }

    /** An event that went through a queue goes into {@code whatsapp360:events} again. */
    @Test
    void anEventSurvivesAQueueOfTexts() {
        WebhookEvent event =
                WebhookJson.read(EVENT.getBytes(StandardCharsets.UTF_8)).get(0);
        String text = context.getTypeConverter().convertTo(String.class, event);

        Exchange exchange = send("whatsapp360:events", text);

        assertThat((Object) exchange.getMessage().getBody(List.class)).isEqualTo(List.of(event));
        assertThat(((InboundMessage) event).text()).isEqualTo("hé");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
