package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Complete error bodies and Meta's examples of messages, both from the documentation. */
class ErrorFormsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of("..", "camel-whatsapp360-component", "src", "test", "resources")
            .resolve(Path.of("payloads", "meta-messages"));

    private Whatsapp360Emulator emulator;
    private TestClient client;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder()
                .clock(new MovableClock())
                .messagesPerSecond(60)
                .start();
        client = new TestClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private static void assertBody(Response response, int status, String expected) throws Exception {
        String text = response.text()
                .replaceAll("\"(fbtrace_id|360dialog_trace_id)\":\"[A-Za-z0-9_-]{10,}\"", "\"$1\":\"*\"");
        assertThat(JSON.readTree(text)).isEqualTo(JSON.readTree(expected));
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().get("content-type")).startsWith("application/json");
    }

    private static String meta(int code, String message, String details) {
        return "{\"error\":{\"message\":\"(#" + code + ") " + message + "\",\"type\":\"OAuthException\",\"code\":"
                + code
                + ",\"error_data\":{\"messaging_product\":\"whatsapp\",\"details\":\"" + details
                + "\"},\"fbtrace_id\":\"*\"}}";
    }

    private static String gateway(int status, String message) {
        return "{\"meta\":{\"success\":false,\"http_code\":" + status + ",\"developer_message\":\"" + message
                + "\",\"360dialog_trace_id\":\"*\"}}";
    }

    private static String text(long to) {
        return "{\"messaging_product\":\"whatsapp\",\"to\":\"" + to
                + "\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}";
    }

    @Test
    void theGateways() throws Exception {
        assertBody(new TestClient(emulator.baseUrl(), "wrong").post(text(49151)), 401, gateway(401, "Invalid api key"));
        assertBody(client.get("/v2/messages"), 404, gateway(404, "Path not found"));
        assertBody(client.get("/messages"), 405, gateway(405, "Method not allowed"));
    }

    @Test
    void theLimits() throws Exception {
        for (int i = 0; i < 45; i++) {
            assertThat(client.post(text(4915112345678L)).status()).isEqualTo(200);
        }
        assertBody(
                client.post(text(4915112345678L)),
                400,
                meta(
                        131056,
                        "(Business Account, Consumer Account) pair rate limit hit",
                        "Message failed to send because there were too many messages sent from this phone number to the same"
                                + " phone number in a short period of time."));
        for (int i = 0; i < 15; i++) {
            assertThat(client.post(text(49151000 + i)).status()).isEqualTo(200);
        }
        assertBody(
                client.post(text(49151999)),
                400,
                meta(130429, "Rate limit hit", "Cloud API message throughput has been reached."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"text\",\"text\":{\"body\":\"x\"}}                  | 131008 | Required parameter is missing  | Parameter 'to' is required",
                "{\"to\":\"49151\"}                                             | 131008 | Required parameter is missing  | Parameter 'type' is required",
                "{\"to\":\"x\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}     | 131009 | Parameter value is not valid   | Parameter 'to' is not a phone number",
                "{\"to\":\"49151\",\"type\":\"text\",\"text\":{\"body\":\"\"}}  | 100    | The parameter text['body'] is required. | The parameter text['body'] is required.",
                "{\"to\":\"49151\",\"type\":\"image\",\"image\":{}}             | 131009 | Parameter value is not valid   | Exactly one of id and link is needed in 'image'",
                "{\"to\":\"49151\",\"type\":\"image\",\"image\":{\"id\":\"1\"}} | 100    | Param image['id'] is not a valid whatsapp business account media attachment ID | Param image['id'] is not a valid whatsapp business account media attachment ID",
            })
    void theMessages(String json, int code, String message, String details) throws Exception {
        assertBody(
                client.post(json.replaceFirst("\\{", "{\"messaging_product\":\"whatsapp\",")),
                400,
                meta(code, message, details));
    }

    @Test
    void theFiles() throws Exception {
        Sample pdf = Sample.good("invoice.pdf");
        assertBody(
                client.upload(pdf.bytes(), "a.jpg", "image/jpeg"),
                400,
                meta(131053, "Media upload error", "The file's content is not of type image/jpeg"));
        String id = client.upload(pdf);
        assertBody(
                client.message("video", "{\"id\":\"" + id + "\"}"),
                400,
                meta(
                        131053,
                        "Media upload error",
                        "Unsupported Video mime type application/pdf. Please use one of video/mp4, video/3gpp."));
        assertBody(
                client.get("/123"),
                400,
                "{\"error\":{\"message\":\"Unsupported get request. Object with ID '123' does not exist, cannot be loaded due to"
                        + " missing permissions, or does not support this operation. Please read the Graph API documentation at"
                        + " https://developers.facebook.com/docs/graph-api\",\"type\":\"GraphMethodException\",\"code\":100,"
                        + "\"error_subcode\":33,\"fbtrace_id\":\"*\"}}");
    }

    @Test
    void theTemplates() throws Exception {
        byte[] template =
                "{\"name\":\"hello\",\"language\":\"en\",\"components\":[{\"type\":\"BODY\",\"text\":\"{{1}}\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
        client.send("POST", "/v1/configs/templates", template, "Content-Type: application/json");
        assertBody(
                client.message("template", "{\"name\":\"hello\",\"language\":{\"code\":\"de\"}}"),
                404,
                meta(
                        132001,
                        "Template name does not exist in the translation",
                        "template name (hello) does not exist in de"));
        assertBody(
                client.message("template", "{\"name\":\"hello\",\"language\":{\"code\":\"en\"}}"),
                400,
                meta(
                        132000,
                        "Number of parameters does not match the expected number of params",
                        "body: number of localizable_params (0) does not match the expected number of params (1)"));
    }

    static Stream<Path> examples() throws Exception {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    /** Replaces Meta's media IDs by those of uploaded files, and Meta's links by a real one. */
    @ParameterizedTest
    @MethodSource("examples")
    void metasExamplesAreAccepted(Path example) throws Exception {
        ObjectNode json = (ObjectNode) JSON.readTree(Files.readString(example));
        String type = json.path("type").asText();
        if (Set.of("image", "audio", "video", "document", "sticker").contains(type)) {
            ObjectNode file = (ObjectNode) json.path(type);
            if (file.has("id")) {
                file.set("id", new TextNode(client.upload(Sample.good(file(type)))));
            }
            if (file.has("link")) {
                file.set("link", new TextNode("https://example.com/file"));
            }
        }
        json.put("to", TestClient.NUMBER);
        Response response = client.post(json.toString());
        if (type.isEmpty() && !json.has("status")) {
            // Two examples have no type, but 360dialog's API reference requires it.
            assertThat(response.code()).isEqualTo(131008);
        } else {
            assertThat(response.status()).as(json + "\n" + response.text()).isEqualTo(200);
            assertThat(emulator.messages())
                    .extracting(message -> JSON.readTree(message.json().toString()))
                    .isEqualTo(json.has("status") ? List.of() : List.of(json));
        }
    }

    private static String file(String type) {
        return switch (type) {
            case "image" -> "photo.jpg";
            case "audio" -> "song.mp3";
            case "video" -> "clip.mp4";
            case "sticker" -> "sticker.webp";
            default -> "invoice.pdf";
        };
    }
}
