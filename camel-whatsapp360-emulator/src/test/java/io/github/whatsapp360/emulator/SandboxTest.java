package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Sandbox accepts links only, up to its limit of messages. */
class SandboxTest {

    private static final String PRODUCT = "\"messaging_product\":\"whatsapp\",";
    private static final String OTHER_NUMBER = "4915187654321";

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    @RegisterExtension
    @Order(2)
    static final Whatsapp360EmulatorExtension SERVICE =
            Whatsapp360EmulatorExtension.of(builder -> builder.hosting(EmulatedHosting.SANDBOX));

    private TestClient client;

    @BeforeEach
    void connect() {
        client = new TestClient(SERVICE.emulator());
    }

    private static Response post(TestClient client, String json) {
        return client.send(
                "POST", "/v1/messages", json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    private static String text(String product, String to) {
        return "{" + product + "\"to\":\"" + to + "\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PRODUCT})
    void bothPayloadFormsAreTakenAndAnsweredAsTheCloudApiDoes(String product) {
        Response response = post(client, text(product, TestClient.NUMBER));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().path("messaging_product").asText()).isEqualTo("whatsapp");
        assertThat(response.json().at("/contacts/0/wa_id").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(response.json().at("/messages/0/id").asText()).startsWith("wamid.");
        ChatMessage message =
                SERVICE.emulator().chat(TestClient.NUMBER).awaitMessages(1).get(0);
        assertThat(message.text()).isEqualTo("Hi");
        assertThat(message.json().has("messaging_product")).isEqualTo(!product.isEmpty());
    }

    @Test
    void anotherProductIsRefused() {
        assertThat(post(client, text("\"messaging_product\":\"sms\",", TestClient.NUMBER))
                        .message())
                .isEqualTo("(#100) The parameter messaging_product is required.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "video", "audio", "document", "sticker"})
    void filesGoAsLinksOnly(String type) {
        String json = "{\"to\":\"" + TestClient.NUMBER + "\",\"type\":\"" + type + "\",\"" + type + "\":%s}";
        assertThat(post(client, json.formatted("{\"link\":\"https://example.com/a\"}"))
                        .status())
                .isEqualTo(200);
        Response refused = post(client, json.formatted("{\"id\":\"7932345251919976\"}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message())
                .isEqualTo(
                        "(#100) Param " + type + "['id'] is not a valid whatsapp business account media attachment ID");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/media",
        "POST, /media",
        "GET, /v1/media/7932345251919976",
        "DELETE, /v1/media/7932345251919976",
        "GET, /7932345251919976",
        "DELETE, /7932345251919976"
    })
    void filesCannotBeUploadedOrLookedUp(String method, String path) {
        Response response = client.send(method, path, new byte[0]);
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.message()).isEqualTo("This URL is blocked");
        assertThat(new TestClient(SERVICE.emulator().baseUrl(), "wrong")
                        .send(method, path, new byte[0])
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"POST, /messages, 404", "POST, /v1/contacts, 404", "GET, /v1/messages, 405", "PUT, /v1/media, 405"})
    void otherPathsAndMethodsAreNotThere(String method, String path, int status) {
        assertThat(client.send(method, path, new byte[0]).code()).isEqualTo(status);
    }

    @Test
    void twoHundredMessagesCanBeSent() {
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.builder()
                .hosting(EmulatedHosting.SANDBOX)
                .apiKey("one")
                .apiKey("two")
                .unlimited()
                .start()) {
            TestClient one = new TestClient(emulator);
            String json = text("", TestClient.NUMBER);
            String receipt = "{\"status\":\"read\",\"message_id\":\"wamid.x\"}";
            assertThat(post(one, receipt).text()).isEqualTo("{\"success\":true}");
            assertThat(post(one, json.replace("Hi", "")).status())
                    .as("refused messages do not count")
                    .isEqualTo(400);
            for (int i = 0; i < 200; i++) {
                assertThat(post(one, json).status()).isEqualTo(200);
            }
            Response refused = post(one, json);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.message()).isEqualTo("You have exceeded the limit of 200 messages");
            assertThat(emulator.messages()).hasSize(200);
            assertThat(post(one, receipt).status()).isEqualTo(200);
            assertThat(post(new TestClient(emulator.baseUrl(), "two"), json).status())
                    .isEqualTo(200);
            emulator.reset();
            assertThat(post(one, json).status()).isEqualTo(200);
        }
    }

    @Test
    void onePhoneCanBeTheOnlyRecipient() {
        assertThat(post(client, text("", OTHER_NUMBER)).status())
                .as("not configured")
                .isEqualTo(200);
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.builder()
                .hosting(EmulatedHosting.SANDBOX)
                .sandboxPhone(TestClient.NUMBER)
                .start()) {
            TestClient mine = new TestClient(emulator);
            Response refused = post(mine, text("", OTHER_NUMBER));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo(131030);
            assertThat(post(mine, text("", "+" + TestClient.NUMBER)).status()).isEqualTo(200);
        }
    }
}
