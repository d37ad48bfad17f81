package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the On-Premise API. */
class OnPremiseTest {

    private static final String META = "{\"api_status\":\"stable\",\"version\":\"2.35.4\"}";
    private static final String UNKNOWN = "f043afd0-f0ae-4b9c-ab3d-696fb4c8cd68";
    private static final int MB = 1024 * 1024;

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    @RegisterExtension
    @Order(2)
    static final Whatsapp360EmulatorExtension SERVICE =
            Whatsapp360EmulatorExtension.of(builder -> builder.hosting(EmulatedHosting.ON_PREMISE));

    private TestClient client;

    @BeforeEach
    void connect() {
        client = new TestClient(SERVICE.emulator());
    }

    private Response upload(byte[] bytes, String mimeType) {
        return client.send("POST", "/v1/media", bytes, "Content-Type: " + mimeType);
    }

    private String upload(Sample sample) {
        Response response = upload(sample.bytes(), sample.mimeType());
        assertThat(response.status()).describedAs(response.text()).isEqualTo(200);
        return response.json().at("/media/0/id").asText();
    }

    private Response call(String method, String path, String json) {
        return client.send(method, path, json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    private Response message(String type, String content) {
        return call(
                "POST",
                "/v1/messages",
                """
                {"recipient_type":"individual","to":"%s","type":"%s","%s":%s}"""
                        .formatted(TestClient.NUMBER, type, type, content));
    }

    private static void assertRefused(Response response, int status, int code, String title) {
        assertThat(response.status()).describedAs(response.text()).isEqualTo(status);
        JsonNode error = response.json().at("/errors/0");
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("title").asText()).isEqualTo(title);
        assertThat(error.path("details").asText()).isNotBlank();
        assertThat(response.json().path("meta")).hasToString(META);
    }

    private static void assertInvalid(Response response, String words) {
        assertRefused(response, 400, 1009, "Parameter value is not valid");
        assertThat(response.text()).contains(words);
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.emulator.Sample#good")
    void everySampleIsUploadedSentDownloadedAndDeleted(Sample sample) {
        Response uploaded = upload(sample.bytes(), sample.mimeType());
        assertThat(uploaded.status()).isEqualTo(200);
        assertThat(uploaded.json().path("meta")).hasToString(META);
        String id = uploaded.json().at("/media/0/id").asText();
        assertThat(id).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        RecordedRequest request = SERVICE.emulator().requests().get(0);
        assertThat(request.sha256()).isEqualTo(sample.sha256());
        assertThat(request.size()).isEqualTo(sample.bytes().length);

        Response sent = message(sample.kind(), "{\"id\":\"" + id + "\"}");
        assertThat(sent.status()).describedAs(sent.text()).isEqualTo(201);
        ChatMessage message =
                SERVICE.emulator().chat(TestClient.NUMBER).awaitMessages(1).get(0);
        assertThat(message.sha256()).isEqualTo(sample.sha256());
        assertThat(message.id()).isEqualTo(sent.json().at("/messages/0/id").asText());

        Response downloaded = client.get("/v1/media/" + id);
        assertThat(downloaded.bytes()).isEqualTo(sample.bytes());
        assertThat(downloaded.headers()).containsEntry("content-type", MediaTypes.plain(sample.mimeType()));

        assertThat(client.delete("/v1/media/" + id).status()).isEqualTo(200);
        assertThat(client.get("/v1/media/" + id).status()).isEqualTo(404);
        assertRefused(message(sample.kind(), "{\"id\":\"" + id + "\"}"), 404, 1006, "Resource not found");
    }

    @Test
    void unknownFilesAreNotFound() {
        Response response = client.get("/v1/media/" + UNKNOWN);
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.bytes()).isEmpty();
        assertRefused(client.delete("/v1/media/" + UNKNOWN), 404, 1006, "Resource not found");
    }

    @Test
    void filesBelongToTheirKey() {
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.builder()
                .hosting(EmulatedHosting.ON_PREMISE)
                .apiKey("one")
                .apiKey("two")
                .start()) {
            String path = "/v1/media/"
                    + new TestClient(emulator)
                            .send("POST", "/v1/media", "x".getBytes(StandardCharsets.UTF_8), "Content-Type: text/plain")
                            .json()
                            .at("/media/0/id")
                            .asText();
            TestClient two = new TestClient(emulator.baseUrl(), "two");
            assertThat(two.get(path).status()).isEqualTo(404);
            assertThat(two.delete(path).status()).isEqualTo(404);
            assertThat(new TestClient(emulator).get(path).status()).isEqualTo(200);
        }
    }

    @Test
    void documentsAreLimitedToSixtyFourMegabytes() {
        byte[] pdf = Arrays.copyOf("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), 64 * MB);
        assertThat(upload(pdf, "application/pdf").status()).isEqualTo(200);
        assertInvalid(upload(Arrays.copyOf(pdf, 64 * MB + 1), "application/pdf"), "over the limit of 67108864");
        assertInvalid(upload(new byte[64 * MB + 1], "application/zip"), "over the limit of 67108864");
    }

    @Test
    void otherKindsKeepTheirOwnLimits() {
        byte[] jpeg = Arrays.copyOf(HexFormat.of().parseHex("FFD8FF"), 5 * MB + 1);
        assertInvalid(upload(jpeg, "image/jpeg"), "over the limit of 5242880");
        assertThat(upload(Arrays.copyOf(jpeg, 5 * MB), "image/jpeg").status()).isEqualTo(200);
    }

    @Test
    void animatedStickersAreRefused() {
        String head = "524946460000000057454250565038580A000000";
        assertInvalid(upload(HexFormat.of().parseHex(head + "02"), "image/webp"), "Animated stickers");
        assertThat(upload(HexFormat.of().parseHex(head + "00"), "image/webp").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/pdf", "text/plain", "application/zip", "image/webp", "video/mp4"})
    void emptyFilesAreRefused(String mimeType) {
        assertInvalid(upload(new byte[0], mimeType), "empty");
    }

    @Test
    void theTypeIsNeeded() {
        byte[] bytes = {1};
        assertRefused(client.send("POST", "/v1/media", bytes), 400, 1008, "Required parameter is missing");
        assertInvalid(upload(bytes, "image/bmp"), "image/bmp is not supported");
        assertInvalid(upload(bytes, "multipart/form-data; boundary=x"), "multipart/form-data is not supported");
        assertThat(upload(bytes, "application/zip").status()).isEqualTo(200);
    }

    @Test
    void bytesMustAgreeWithTheType() {
        byte[] pdf = Sample.good("invoice.pdf").bytes();
        assertRefused(upload(pdf, "image/png"), 400, 1014, "Internal error");
        assertInvalid(upload(pdf, "video/mp4"), "not of type video/mp4");
    }

    @Test
    void byteStreamsAreRefused() throws IOException {
        try (Socket socket = client.connect()) {
            socket.getOutputStream()
                    .write(("POST /v1/media HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nD360-API-KEY: "
                                    + SERVICE.emulator().apiKey()
                                    + "\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + "5\r\nhello\r\n0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertInvalid(TestClient.read(socket.getInputStream()), "byte streams");
        }
        assertThat(upload("hello".getBytes(StandardCharsets.UTF_8), "text/plain")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aFileThatIsCutOffIsNotKept() throws IOException {
        try (Socket socket = client.connect()) {
            socket.getOutputStream()
                    .write(("POST /v1/media HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nD360-API-KEY: "
                                    + SERVICE.emulator().apiKey()
                                    + "\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nhello")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(TestClient.read(socket.getInputStream()).status()).isEqualTo(400);
        }
        assertThat(SERVICE.emulator().requests().get(0).file()).isEmpty();
    }

    @Test
    void aTextArrives() {
        Response response = message("text", "{\"body\":\"Hi\"}");
        assertThat(response.status()).isEqualTo(201);
        String id = response.json().at("/messages/0/id").asText();
        assertThat(id).matches("gBEG[A-Za-z0-9_-]{23}");
        assertThat(response.text()).isEqualTo("{\"messages\":[{\"id\":\"" + id + "\"}],\"meta\":" + META + "}");
        assertThat(SERVICE.emulator()
                        .chat(TestClient.NUMBER)
                        .awaitMessages(1)
                        .get(0)
                        .text())
                .isEqualTo("Hi");
    }

    @Test
    void aLinkMayHaveAProvider() {
        String link = "\"link\":\"https://example.com/a.jpg\"";
        assertThat(message("image", "{" + link + "}").status()).isEqualTo(201);
        assertThat(message("image", "{" + link + ",\"provider\":{\"name\":\"mine\"}}")
                        .status())
                .isEqualTo(201);
        assertRefused(message("image", "{" + link + ",\"provider\":{}}"), 400, 1008, "Required parameter is missing");
        assertRefused(
                message("image", "{\"id\":\"x\",\"provider\":{\"name\":\"mine\"}}"),
                400,
                1010,
                "Parameter is not required");
        assertInvalid(message("image", "{\"link\":\"file:///etc/passwd\"}"), "not a URI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "audio", "video", "document", "sticker"})
    void aFileNeedsExactlyOneOfIdAndLink(String type) {
        assertInvalid(message(type, "{}"), "Exactly one of id and link");
        assertInvalid(message(type, "{\"id\":\"x\",\"link\":\"https://example.com/a\"}"), "Exactly one of id and link");
        assertRefused(message(type, "{\"id\":\"" + UNKNOWN + "\"}"), 404, 1006, "Resource not found");
    }

    @ParameterizedTest
    @CsvSource({"audio, caption", "sticker, caption", "image, filename"})
    void whatATypeDoesNotHaveIsRefused(String type, String key) {
        assertRefused(
                message(type, "{\"link\":\"https://example.com/a\",\"" + key + "\":\"x\"}"),
                400,
                1010,
                "Parameter is not required");
    }

    @Test
    void aFileMustFitTheType() {
        assertInvalid(message("image", "{\"id\":\"" + upload(Sample.good("voice.ogg")) + "\"}"), "as image");
        assertThat(message("document", "{\"id\":\"" + upload(Sample.good("photo.jpg")) + "\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void textsAreLimitedInCharacters() {
        assertThat(message("text", "{\"body\":\"" + "🚀".repeat(4096) + "\"}").status())
                .isEqualTo(201);
        assertRefused(message("text", "{\"body\":\"" + "x".repeat(4097) + "\"}"), 400, 1001, "Message too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"messaging_product\":\"whatsapp\",\"to\":\"49151\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}|1010",
                "{\"type\":\"text\",\"text\":{\"body\":\"x\"}}|1008",
                "{\"to\":\"49151\",\"text\":{\"body\":\"x\"}}|1008",
                "{\"to\":\"49151\",\"type\":\"text\"}|1008",
                "{\"to\":\"49151\",\"type\":\"text\",\"text\":{}}|1008",
                "{\"to\":\"someone\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}|1013",
                "{\"recipient_type\":\"crowd\",\"to\":\"49151\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}|1002",
                "{\"to\"|1009",
                "[]|1009"
            })
    void malformedMessagesAreRefused(String json, int code) {
        Response response = call("POST", "/v1/messages", json);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().at("/errors/0/code").asInt()).isEqualTo(code);
        assertThat(SERVICE.emulator().messages()).isEmpty();
    }

    @Test
    void groupsAreRecipientsToo() {
        assertThat(call(
                                "POST",
                                "/v1/messages",
                                "{\"recipient_type\":\"group\",\"to\":\"4915112-1520\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}")
                        .status())
                .isEqualTo(201);
        assertThat(SERVICE.emulator().chat("4915112-1520").messages()).hasSize(1);
    }

    @Test
    void receivedMessagesAreMarkedAsRead() {
        Response response = call("PUT", "/v1/messages/ABEGkYiEB1VXAgo-sFu7_2ZqdU1g", "{\"status\":\"read\"}");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("{}");
        assertThat(SERVICE.emulator().requests().get(0).body()).isEqualTo("{\"status\":\"read\"}");
        assertInvalid(call("PUT", "/v1/messages/ABEGk", "{\"status\":\"sent\"}"), "must be read");
    }

    @Test
    void contactsAreChecked() {
        Response response =
                call("POST", "/v1/contacts", "{\"blocking\":\"wait\",\"contacts\":[\"+49 151 12345\",\"someone\"]}");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text())
                .isEqualTo("{\"contacts\":[{\"input\":\"+49 151 12345\",\"status\":\"valid\",\"wa_id\":\"4915112345\"},"
                        + "{\"input\":\"someone\",\"status\":\"invalid\"}],\"meta\":" + META + "}");
        assertRefused(call("POST", "/v1/contacts", "{\"contacts\":[]}"), 400, 1008, "Required parameter is missing");
        assertInvalid(
                call("POST", "/v1/contacts", "{\"blocking\":\"perhaps\",\"contacts\":[\"+49151\"]}"), "'blocking'");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/media",
        "GET, /v1/media/x",
        "DELETE, /v1/media/x",
        "POST, /v1/messages",
        "PUT, /v1/messages/x",
        "POST, /v1/contacts"
    })
    void withoutTheKeyTheGatewayRefuses(String method, String path) {
        Response response = new TestClient(SERVICE.emulator().baseUrl(), "wrong").send(method, path, new byte[0]);
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.message()).isEqualTo("Invalid api key");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /messages, 404",
        "POST, /media, 404",
        "GET, /123, 404",
        "GET, /v1/media/../x, 404",
        "GET, /v1/media, 405",
        "POST, /v1/media/x, 405",
        "GET, /v1/messages, 405",
        "POST, /v1/messages/x, 405",
        "GET, /v1/contacts, 405"
    })
    void otherPathsAndMethodsAreNotThere(String method, String path, int status) {
        assertThat(client.send(method, path, new byte[0]).code()).isEqualTo(status);
    }

    @Test
    void aBodyThatIsTooLargeIsTheGatewaysToRefuse() {
        assertThat(message("text", "{\"body\":\"" + "x".repeat(2 * MB) + "\"}").code())
                .isEqualTo(413);
    }

    @Test
    void statusesAreFlat() {
        try (Hook hook = new Hook();
                Whatsapp360Emulator emulator = withWebhook(hook)) {
            String text = "{\"to\":\"4915112345678\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}";
            new TestClient(emulator)
                    .send(
                            "POST",
                            "/v1/messages",
                            text.getBytes(StandardCharsets.UTF_8),
                            "Content-Type: application/json");
            emulator.webhooks().awaitDelivered(2);
            JsonNode status = hook.posts().get(0).json();
            assertThat(status.has("entry")).isFalse();
            assertThat(status.at("/statuses/0/status").asText()).isEqualTo("sent");
            assertThat(status.at("/statuses/0/recipient_id").asText()).isEqualTo("4915112345678");
        }
    }

    @Test
    void customersMessagesAreFlatAndAVoiceHasItsOwnType() {
        try (Hook hook = new Hook();
                Whatsapp360Emulator emulator = withWebhook(hook)) {
            Chat anna = emulator.chat(TestClient.NUMBER).named("Anna");
            anna.writes("Hello");
            anna.writesJson("{\"type\":\"audio\",\"audio\":{\"id\":\"x\",\"voice\":true,\"mime_type\":\"audio/ogg\"}}");
            emulator.webhooks().awaitDelivered(2);
            JsonNode text = hook.posts().get(0).json();
            assertThat(text.at("/contacts/0"))
                    .hasToString("{\"profile\":{\"name\":\"Anna\"},\"wa_id\":\"4915112345678\"}");
            assertThat(text.at("/messages/0/text/body").asText()).isEqualTo("Hello");
            assertThat(hook.posts().get(1).json().at("/messages/0/voice"))
                    .hasToString("{\"id\":\"x\",\"mime_type\":\"audio/ogg\"}");
        }
    }

    private static Whatsapp360Emulator withWebhook(Hook hook) {
        Whatsapp360Emulator emulator = Whatsapp360Emulator.builder()
                .hosting(EmulatedHosting.ON_PREMISE)
                .start();
        emulator.webhook(hook.url(), Map.of());
        return emulator;
    }

    @Test
    void customersFilesCanBeDownloaded() {
        byte[] pdf = Sample.good("invoice.pdf").bytes();
        JsonNode message = SERVICE.emulator().chat(TestClient.NUMBER).sends(pdf, "a.pdf", "application/pdf", "");
        assertThat(client.get("/v1/media/" + message.at("/document/id").asText())
                        .bytes())
                .isEqualTo(pdf);
    }

    @Test
    void filesAreKeptForFourteenDays() {
        MovableClock clock = new MovableClock();
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.builder()
                .hosting(EmulatedHosting.ON_PREMISE)
                .clock(clock)
                .start()) {
            client = new TestClient(emulator);
            byte[] text = "Hello".getBytes(StandardCharsets.UTF_8);
            String path = "/v1/media/"
                    + upload(text, "text/plain").json().at("/media/0/id").asText();
            clock.forward(Duration.ofDays(14).minusSeconds(1));
            assertThat(client.get(path).bytes()).isEqualTo(text);
            clock.forward(Duration.ofSeconds(1));
            assertThat(client.get(path).status()).isEqualTo(404);
            assertThat(client.delete(path).status()).isEqualTo(404);
        }
    }
}
