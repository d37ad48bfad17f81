package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.util.MonitorWait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are accepted or refused, and their place in the chats. */
class MessagesTest {

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    @RegisterExtension
    @Order(2)
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private TestClient client;
    private Chat chat;

    @BeforeEach
    void connect() {
        client = new TestClient(SERVICE.emulator());
        chat = SERVICE.emulator().chat(TestClient.NUMBER);
    }

    @Test
    void aTextArrives() {
        Response response = client.message("text", "{\"body\":\"Hello, <b>you</b>!\\nGrüße 🚀\"}");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().at("/messaging_product").asText()).isEqualTo("whatsapp");
        assertThat(response.json().at("/contacts/0/input").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(response.json().at("/contacts/0/wa_id").asText()).isEqualTo(TestClient.NUMBER);
        String id = response.json().at("/messages/0/id").asText();
        assertThat(id).matches("wamid\\.HBg[A-Za-z0-9+/=]+");
        assertThat(chat.messages()).singleElement().satisfies(message -> {
            assertThat(message.id()).isEqualTo(id);
            assertThat(message.text()).isEqualTo("Hello, <b>you</b>!\nGrüße 🚀");
            assertThat(message.type()).isEqualTo("text");
            assertThat(message.mediaId() + message.link() + message.caption() + message.filename())
                    .isEmpty();
        });
        assertThat(SERVICE.emulator().messages()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.emulator.Sample#good")
    void everySampleArrives(Sample sample) {
        String id = client.upload(sample);
        Response response = client.message(sample.kind(), "{\"id\":\"" + id + "\"}");
        assertThat(response.status()).describedAs(response.text()).isEqualTo(200);
        assertThat(chat.awaitMessages(1)).singleElement().satisfies(message -> {
            assertThat(message.type()).isEqualTo(sample.kind());
            assertThat(message.mediaId()).isEqualTo(id);
            assertThat(message.filename()).isEqualTo(sample.name());
            assertThat(message.mimeType()).isEqualTo(MediaTypes.plain(sample.mimeType()));
            assertThat(message.size()).isEqualTo(sample.bytes().length);
            assertThat(message.sha256()).isEqualTo(sample.sha256());
        });
    }

    @Test
    void aDocumentMayNameItselfAndAnyFileMayBeOne() {
        String pdf = client.upload(Sample.good("invoice.pdf"));
        String jpg = client.upload(Sample.good("photo.jpg"));
        client.message("document", "{\"id\":\"" + pdf + "\",\"filename\":\"March.pdf\",\"caption\":\"Yours\"}");
        client.message("document", "{\"id\":\"" + jpg + "\"}");
        assertThat(chat.awaitDocument("March.pdf").caption()).isEqualTo("Yours");
        assertThat(chat.awaitDocument("photo.jpg").mimeType()).isEqualTo("image/jpeg");
    }

    @Test
    void aLinkArrivesAsALink() {
        assertThat(client.message("image", "{\"link\":\"https://example.com/a.jpg\"}")
                        .status())
                .isEqualTo(200);
        assertThat(chat.messages().get(0).link()).isEqualTo("https://example.com/a.jpg");
        assertThat(client.message("image", "{\"link\":\"file:///etc/passwd\"}").message())
                .isEqualTo("(#100) Param image['link'] is not a valid URI.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "audio", "video", "document", "sticker"})
    void aFileNeedsExactlyOneOfIdAndLink(String type) {
        Response both = client.message(type, "{\"id\":\"1\",\"link\":\"https://example.com/a\"}");
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.code()).isEqualTo(131009);
        assertThat(both.message()).isEqualTo("(#131009) Parameter value is not valid");
        assertThat(client.message(type, "{}").code()).isEqualTo(131009);
        Response unknown = client.message(type, "{\"id\":\"1\"}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.code()).isEqualTo(100);
        assertThat(unknown.message())
                .isEqualTo(
                        "(#100) Param " + type + "['id'] is not a valid whatsapp business account media attachment ID");
        assertThat(chat.messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"image, invoice.pdf", "image, sticker.webp", "sticker, photo.jpg", "video, voice.ogg", "audio, clip.mp4"
    })
    void aFileMustFitTheType(String type, String name) {
        Response response = client.message(type, "{\"id\":\"" + client.upload(Sample.good(name)) + "\"}");
        assertThat(response.code()).isEqualTo(131053);
        assertThat(response.details()).startsWith("Unsupported ").contains(" mime type ", "Please use one of ");
    }

    @Test
    void deletedFilesCannotBeSentAgain() {
        String id = client.upload(Sample.good("photo.jpg"));
        client.message("image", "{\"id\":\"" + id + "\"}");
        client.delete("/" + id);
        assertThat(client.message("image", "{\"id\":\"" + id + "\"}").code()).isEqualTo(100);
        assertThat(client.get("/emulator/media/" + id).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "text, body, 4096, text['body']",
        "image, caption, 1024, image['caption']",
        "video, caption, 1024, video['caption']",
        "document, caption, 1024, document['caption']"
    })
    void textsAreLimitedInCharacters(String type, String field, int limit, String path) {
        String link = type.equals("text") ? "" : "\"link\":\"https://example.com/a\",";
        String fits = "{" + link + "\"" + field + "\":\"" + "🚀".repeat(limit) + "\"}";
        assertThat(client.message(type, fits).status()).isEqualTo(200);
        String tooLong = "{" + link + "\"" + field + "\":\"" + "x".repeat(limit + 1) + "\"}";
        assertThat(client.message(type, tooLong).message())
                .isEqualTo("(#100) Param " + path + " must be at most " + limit + " characters long.");
    }

    @ParameterizedTest
    @CsvSource({"audio, caption", "sticker, caption", "image, filename", "audio, filename"})
    void whatATypeDoesNotHaveIsUnexpected(String type, String key) {
        Response response = client.message(type, "{\"link\":\"https://example.com/a\",\"" + key + "\":\"x\"}");
        assertThat(response.message()).isEqualTo("(#100) Unexpected key \"" + key + "\" on param \"" + type + "\".");
    }

    @Test
    void otherTypesAreAcceptedIfTheirObjectIsThere() {
        assertThat(client.message("location", "{\"latitude\":52.5,\"longitude\":13.4}")
                        .status())
                .isEqualTo(200);
        assertThat(client.message("contacts", "[{\"name\":{\"formatted_name\":\"A\"}}]")
                        .status())
                .isEqualTo(200);
        Response missing =
                client.post("{\"messaging_product\":\"whatsapp\",\"to\":\"4915112345678\",\"type\":\"location\"}");
        assertThat(missing.code()).isEqualTo(131008);
        assertThat(chat.messages().get(0).json().at("/location/latitude").decimalValue())
                .isEqualByComparingTo("52.5");
    }

    @Test
    void unknownTypesAreRefused() {
        assertThat(client.message("TEXT", "{\"body\":\"x\"}").message()).contains("- got \"TEXT\"");
        assertThat(client.message("hologram", "{}").message())
                .isEqualTo("(#100) Param type must be one of {AUDIO, CONTACTS, DOCUMENT, GIF, IMAGE, INTERACTIVE, "
                        + "LINK_PREVIEW, LOCATION, PIN, REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got \"hologram\".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "location | {\"latitude\":52.5}",
                "location | {\"latitude\":\"\",\"longitude\":\"13.4\"}",
                "reaction | {\"emoji\":\"x\"}",
                "contacts | []",
                "contacts | [{\"name\":{\"formatted_name\":\"A\"}},{\"name\":{\"first_name\":\"B\"}}]"
            })
    void whatATypeRequiresIsMissed(String type, String content) {
        assertThat(client.message(type, content).code()).isEqualTo(131008);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|(#100) The parameter messaging_product is required.",
                "{\"messaging_product\":\"sms\"}|(#100) The parameter messaging_product is required.",
                "{\"messaging_product\":\"whatsapp\"}|(#131008) Required parameter is missing",
                "{\"messaging_product\":\"whatsapp\",\"to\":\"49151\"}|(#131008) Required parameter is missing",
                "{\"messaging_product\":\"whatsapp\",\"to\":\"someone\"}|(#131009) Parameter value is not valid",
                "{\"messaging_product\":\"whatsapp\",\"to\":49151}|(#131008) Required parameter is missing",
                "[]|(#100) The body must be a JSON object",
                "{\"a\":1,\"a\":2}|(#100) The body is not valid JSON",
                "{} {}|(#100) The body is not valid JSON",
                "{\"a\"|(#100) The body is not valid JSON",
                "''|(#100) The body must be a JSON object"
            })
    void malformedRequestsAreRefused(String json, String message) {
        Response response = client.post(json);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.message()).isEqualTo(message);
    }

    @Test
    void numbersMayBePunctuated() {
        Response response = client.post("{\"messaging_product\":\"whatsapp\",\"to\":\"+49 (151) 1234-5678\","
                + "\"type\":\"text\",\"text\":{\"body\":\"x\"}}");
        assertThat(response.json().at("/contacts/0/input").asText()).isEqualTo("+49 (151) 1234-5678");
        assertThat(response.json().at("/contacts/0/wa_id").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(chat.messages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "49.151.12345678",
                "49/151/12345678",
                "4915112345678\\n",
                "\\u202a4915112345678",
                "49\\u00a015112345678",
                "4915112345678.0",
                "4.915112345678E12",
                "4915",
                "4915112345678901",
                "\\u0664\\u0669\\u0661\\u0665\\u0661\\u0661"
            })
    void otherSignsMakeNoNumber(String number) {
        Response response = client.post("{\"messaging_product\":\"whatsapp\",\"to\":\"" + number + "\","
                + "\"type\":\"text\",\"text\":{\"body\":\"x\"}}");
        assertThat(response.code()).isEqualTo(131009);
    }

    @Test
    void howANumberIsWrittenDoesNotMatterToStatusesAndFaults() {
        Whatsapp360Emulator emulator = SERVICE.emulator();
        emulator.statuses(StatusReports.inOrder().failing(131026, "+49 151 12345678"));
        String text = "{\"messaging_product\":\"whatsapp\",\"to\":\"%s\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}";
        String id = client.post(text.formatted("49-151-12345678"))
                .json()
                .at("/messages/0/id")
                .asText();
        emulator.awaitStatus(id, "failed");
        emulator.faults(
                FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.bare(503)).to("+49 (151) 12345678"));
        assertThat(client.post(text.formatted("4915112345678")).status()).isEqualTo(503);
        assertThat(client.post(text.formatted("4930901820")).status()).isEqualTo(200);
    }

    @Test
    void groupsAndUserIdsAreRecipientsToo() {
        String text = "\"type\":\"text\",\"text\":{\"body\":\"x\"}}";
        client.post("{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"group\",\"to\":\"Y2FwaQ\"," + text);
        client.post("{\"messaging_product\":\"whatsapp\",\"recipient\":\"US.1349\"," + text);
        assertThat(SERVICE.emulator().chat("Y2FwaQ").messages()).hasSize(1);
        assertThat(SERVICE.emulator().chat("US.1349").messages()).hasSize(1);
    }

    @Test
    void readReceiptsAreNoMessages() {
        Response response =
                client.post("{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.x\"}");
        assertThat(response.text()).isEqualTo("{\"success\":true}");
        assertThat(SERVICE.emulator().messages()).isEmpty();
    }

    @Test
    void receiptsAndTypingIndicatorsAreSeenInTheRequests() throws IOException {
        String json = "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.x\","
                + "\"typing_indicator\":{\"type\":\"%s\"}}";
        assertThat(client.post(json.formatted("text")).text()).isEqualTo("{\"success\":true}");
        assertThat(client.post(json.formatted("audio")).code()).isEqualTo(131009);
        JsonNode seen =
                new ObjectMapper().readTree(SERVICE.emulator().requests().get(0).body());
        assertThat(seen.path("message_id").asText()).isEqualTo("wamid.x");
        assertThat(seen.at("/typing_indicator/type").asText()).isEqualTo("text");
    }

    @Test
    void callbackDataIsLimited() {
        String json = "{\"messaging_product\":\"whatsapp\",\"to\":\"4915112345678\",\"type\":\"text\","
                + "\"text\":{\"body\":\"x\"},\"biz_opaque_callback_data\":\"%s\"}";
        assertThat(client.post(json.formatted("x".repeat(512))).status()).isEqualTo(200);
        assertThat(client.post(json.formatted("x".repeat(513))).status()).isEqualTo(400);
    }

    @Test
    void bodiesAreJsonAndOfAMegabyteAtMost() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(client.send("POST", "/messages", body, "Content-Type: text/plain")
                        .status())
                .isEqualTo(400);
        assertThat(client.send("POST", "/messages", body).message())
                .isEqualTo("(#100) The Content-Type must be application/json");
        Response large = client.message("text", "{\"body\":\"" + "x".repeat(3_000_000) + "\"}");
        assertThat(large.status()).isEqualTo(413);
        assertThat(SERVICE.emulator().requests().get(2).bodyLength()).isGreaterThan(3_000_000);
        assertThat(SERVICE.emulator().requests().get(2).body()).hasSize(1024 * 1024);
    }

    @Test
    void requestsAreRecordedWithTheirAnswers() {
        client.message("text", "{\"body\":\"one\"}");
        client.post("{}");
        assertThat(SERVICE.emulator().awaitRequests(2))
                .extracting(RecordedRequest::status)
                .containsExactly(200, 400);
        RecordedRequest first = SERVICE.emulator().requests().get(0);
        assertThat(first.method() + " " + first.path()).isEqualTo("POST /messages");
        assertThat(first.body()).contains("\"one\"");
        assertThat(first.headers()).containsEntry("content-type", "application/json");
    }

    @Test
    void aResetForgetsEverything() {
        String id = client.upload(Sample.good("photo.jpg"));
        client.message("image", "{\"id\":\"" + id + "\"}");
        SERVICE.emulator().reset();
        assertThat(chat.messages()).isEmpty();
        assertThat(SERVICE.emulator().requests()).isEmpty();
        assertThat(client.get("/" + id).code()).isEqualTo(100);
    }

    @Test
    void waitingInVainSaysWhatIsThere() {
        client.message("text", "{\"body\":\"one\"}");
        assertThatThrownBy(() -> MonitorWait.await(
                        new Object(),
                        chat::messages,
                        messages -> messages.size() > 1,
                        "2 messages",
                        java.time.Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 messages")
                .hasMessageContaining("one");
    }
}
