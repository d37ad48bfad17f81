package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.model.ChatMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of customers reach the webhook. */
class InboxTest {

    private final MovableClock clock = new MovableClock();
    private final Hook hook = new Hook();
    private Whatsapp360Emulator emulator;
    private TestClient client;
    private Chat anna;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder()
                .clock(clock)
                .apiKey("one")
                .apiKey("two")
                .start();
        emulator.webhook(hook.url(), Map.of());
        client = new TestClient(emulator);
        anna = emulator.chat(TestClient.NUMBER).named("Anna");
    }

    @AfterEach
    void stop() {
        emulator.close();
        hook.close();
    }

    private JsonNode received() {
        emulator.webhooks()
                .awaitDelivered(
                        hook.posts().size() == 0 ? 1 : emulator.webhooks().delivered());
        return hook.posts().get(hook.posts().size() - 1).message();
    }

    @Test
    void aTextComesAsMetaSaysIt() throws Exception {
        JsonNode written = anna.writes("Hello 🚀");
        emulator.webhooks().awaitDelivered(1);
        assertThat(hook.posts().get(0).json())
                .isEqualTo(new ObjectMapper()
                        .readTree(
                                """
                {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{
                  "messaging_product":"whatsapp",
                  "metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
                  "contacts":[{"profile":{"name":"Anna"},"wa_id":"4915112345678"}],
                  "messages":[{"from":"4915112345678","id":"%s","timestamp":"%d","type":"text","text":{"body":"Hello 🚀"}}]},
                  "field":"messages"}]}]}"""
                                        .formatted(
                                                written.path("id").asText(),
                                                clock.instant().getEpochSecond())));
        assertThat(emulator.messages()).as("accepted messages only").isEmpty();
        assertThat(anna.messages()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.emulator.Sample#good")
    void filesCanBeLookedUpAndDownloadedForSevenDays(Sample sample) {
        anna.sends(sample.path(), sample.mimeType(), "Look");
        JsonNode file = received().path(sample.kind());
        String id = file.path("id").asText();
        assertThat(file.path("mime_type").asText()).isEqualTo(sample.mimeType());
        assertThat(HexFormat.of()
                        .formatHex(
                                Base64.getDecoder().decode(file.path("sha256").asText())))
                .isEqualTo(sample.sha256());
        assertThat(file.path("caption").asText())
                .isEqualTo(sample.kind().equals("audio") || sample.kind().equals("sticker") ? "" : "Look");
        assertThat(file.path("filename").asText()).isEqualTo(sample.kind().equals("document") ? sample.name() : "");
        JsonNode info = client.get("/" + id).json();
        assertThat(info.path("sha256").asText()).isEqualTo(sample.sha256());
        String url = info.path("url").asText();
        assertThat(client.get(url.replace("https://lookaside.fbsbx.com", "")).bytes())
                .isEqualTo(sample.bytes());
        clock.forward(Duration.ofDays(7).minusSeconds(1));
        assertThat(client.get("/" + id).status()).isEqualTo(200);
        clock.forward(Duration.ofSeconds(1));
        assertThat(client.get("/" + id).code()).isEqualTo(100);
    }

    @Test
    void answersNameTheMessageThatTheyQuote() {
        String id = client.message("text", "{\"body\":\"Hi\"}")
                .json()
                .at("/messages/0/id")
                .asText();
        emulator.webhooks().awaitDelivered(2);
        anna.answers(id, "Yes");
        emulator.webhooks().awaitDelivered(3);
        assertThat(hook.posts().get(2).message().path("context").toString())
                .isEqualTo("{\"from\":\"15550783881\",\"id\":\"" + id + "\"}");
    }

    @Test
    void buttonsAndRowsAreTappedByTheirTitles() {
        client.message(
                "interactive",
                """
                {"type":"button","body":{"text":"Sure?"},"action":{"buttons":[
                  {"type":"reply","reply":{"id":"y","title":"Yes"}},{"type":"reply","reply":{"id":"n","title":"No"}}]}}""");
        client.message(
                "interactive",
                """
                {"type":"list","body":{"text":"Which?"},"action":{"button":"Choose","sections":[{"title":"All","rows":[
                  {"id":"1","title":"One","description":"The first"},{"id":"2","title":"Two"}]}]}}""");
        emulator.webhooks().awaitDelivered(4);
        ChatMessage buttons = anna.messages().get(0);
        anna.taps(buttons, "No");
        anna.taps(anna.messages().get(1), "One");
        emulator.webhooks().awaitDelivered(6);
        assertThat(hook.posts().get(4).message().path("interactive").toString())
                .isEqualTo("{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"n\",\"title\":\"No\"}}");
        assertThat(hook.posts().get(4).message().at("/context/id").asText()).isEqualTo(buttons.id());
        assertThat(hook.posts().get(5).message().path("interactive").toString())
                .isEqualTo("{\"type\":\"list_reply\",\"list_reply\":"
                        + "{\"id\":\"1\",\"title\":\"One\",\"description\":\"The first\"}}");
        assertThatIllegalArgumentException().isThrownBy(() -> anna.taps(buttons, "Maybe"));
    }

    @Test
    void reactionsAndLocationsComeToo() {
        anna.reacts("wamid.x", "👍");
        anna.reacts("wamid.x", "");
        anna.shares(52.5, 13.25);
        emulator.webhooks().awaitDelivered(3);
        assertThat(hook.posts())
                .extracting(post -> post.message()
                        .path(post.message().path("type").asText())
                        .toString())
                .containsExactly(
                        "{\"message_id\":\"wamid.x\",\"emoji\":\"👍\"}",
                        "{\"message_id\":\"wamid.x\"}",
                        "{\"latitude\":52.5,\"longitude\":13.25}");
    }

    @Test
    void anythingElseIsWrittenAsJson() {
        anna.writesJson("{\"type\":\"button\",\"button\":{\"payload\":\"stop\",\"text\":\"Stop\"}}");
        assertThat(received().at("/button/payload").asText()).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "{\"type\":\"text\"}", "{\"type\":\"text\",\"text\":\"Hi\"}"})
    void whatIsNoMessageIsRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> anna.writesJson(json));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.chat("49-151").writes("Hi"))
                .withMessageNotContaining("49-151");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "49.15112345678      | character 3 is '.', which is no digit",
                "4915x               | character 5 is 'x', which is no digit",
                "4915\u202a1         | character 5 is U+202A (LEFT-TO-RIGHT EMBEDDING), which is no digit",
                "4915\u00a012345678  | character 5 is U+00A0 (NO-BREAK SPACE), which is no digit",
                "\u0664\u0669\u0661\u0665\u0661 | character 1 is U+0664 (ARABIC-INDIC DIGIT FOUR), which is no digit",
                "+4915112345678      | character 1 is '+', which is no digit",
                "49 151 12345678     | character 3 is U+0020 (SPACE), which is no digit",
                "491                 | it has 3 digits, not 5 to 15",
                "491511234567849151123 | it has 21 digits, not 5 to 15",
            })
    void aBadNumberSaysWhatIsWrong(String number, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.chat(number).writes("Hi"))
                .withMessage("This is not a customer's number: " + problem);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.chat(number).sends(new byte[] {1}, "a.txt", "text/plain", ""))
                .withMessage("This is not a customer's number: " + problem);
        String path = "/emulator/chats/"
                + java.net.URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20") + "/messages";
        Response refused = client.send(
                "POST", path, "{\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asText()).endsWith(problem);
    }

    @Test
    void whatIsWrittenInAChatComesInOrder() {
        for (int i = 0; i < 50; i++) {
            anna.writes("" + i);
        }
        emulator.webhooks().awaitDelivered(50);
        for (int i = 0; i < 50; i++) {
            assertThat(hook.posts().get(i).message().at("/text/body").asText()).isEqualTo("" + i);
        }
    }

    @Test
    void theAnswerGoesToTheNumberThatWroteLast() {
        new TestClient(emulator.baseUrl(), "two").message("text", "{\"body\":\"Hi\"}");
        emulator.webhooks().awaitDelivered(2);
        anna.writes("Hello");
        emulator.webhooks().awaitDelivered(3);
        assertThat(hook.posts()
                        .get(2)
                        .json()
                        .at("/entry/0/changes/0/value/metadata/phone_number_id")
                        .asText())
                .isEqualTo("106540352242923");
    }

    @Test
    void aCustomerMayBeKnownByAUserIdOnly() {
        emulator.chat("US.13491208655302741918").named("Zoë").writes("Hello");
        emulator.webhooks().awaitDelivered(1);
        assertThat(hook.posts().get(0).message().has("from")).isFalse();
        assertThat(hook.posts().get(0).message().path("from_user_id").asText()).isEqualTo("US.13491208655302741918");
        assertThat(hook.posts()
                        .get(0)
                        .json()
                        .at("/entry/0/changes/0/value/contacts/0")
                        .toString())
                .isEqualTo("{\"profile\":{\"name\":\"Zoë\"},\"user_id\":\"US.13491208655302741918\"}");
    }

    @Test
    void theBusinessReadsIt() {
        String id = anna.writes("Hello").path("id").asText();
        client.post("{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"" + id + "\"}");
        emulator.awaitStatus(id, "read");
        assertThat(new String(
                        client.get("/emulator/chats/" + TestClient.NUMBER + "/messages")
                                .bytes(),
                        StandardCharsets.UTF_8))
                .contains("\"direction\":\"in\"", "\"status\":\"read\"");
    }
}
