package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.event.OtherEvent;
import io.github.whatsapp360.event.WebhookJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each JSON block to what reads it: messages and what the emulator's own API takes to the emulator, webhooks to
 * the event model. Anything else, mostly an answer, must be JSON.
 */
final class JsonBlocks {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CUSTOMER = "4915112345678";
    private static final Map<String, List<String>> FILES = Map.of(
            "document", List.of("invoice.pdf", "application/pdf"),
            "image", List.of("photo.jpg", "image/jpeg"),
            "audio", List.of("voice.ogg", "audio/ogg"),
            "video", List.of("clip.mp4", "video/mp4"),
            "sticker", List.of("sticker.webp", "image/webp"));

    private final HttpClient client = HttpClient.newHttpClient();
    private final Whatsapp360Emulator emulator;

    JsonBlocks(Whatsapp360Emulator emulator) {
        this.emulator = emulator;
    }

    /** Checks a block, which may have several values. */
    void check(Block block) throws Exception {
        List<JsonNode> values;
        try (MappingIterator<JsonNode> all = JSON.readerFor(JsonNode.class).readValues(block.text())) {
            values = all.readAll();
        }
        assertThat(values).isNotEmpty();
        for (JsonNode value : values) {
            check(block, value);
        }
    }

    private void check(Block block, JsonNode value) throws Exception {
        String type = value.path("type").asText();
        if (value.has("entry")) {
            assertThat(WebhookJson.read(value)).isNotEmpty().noneMatch(OtherEvent.class::isInstance);
        } else if (value.has("seq")) {
            emulator.chat(CUSTOMER).writes("Hello");
            JsonNode shown = get("/emulator/chats/" + CUSTOMER + "/messages").get(0);
            assertThat(shown.fieldNames()).toIterable().containsAll(() -> value.fieldNames());
        } else if (value.has("kind") && value.has("on")) {
            ObjectNode rules = JSON.createObjectNode();
            rules.putArray("rules").add(value);
            assertAnswer(200, "PUT", "/emulator/faults", rules);
            assertAnswer(204, "DELETE", "/emulator/faults", null);
        } else if (value.has("steps")) {
            assertAnswer(202, "POST", "/emulator/scenarios", value);
            call("DELETE", "/emulator/scenarios", "");
        } else if (value.has("statuses") && value.has("hosting")) {
            assertThat(get("/emulator/settings").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(() -> value.fieldNames());
            assertAnswer(200, "PUT", "/emulator/settings", value);
            emulator.reset();
        } else if (value.has(type) && isOfCustomer(value)) {
            assertAnswer(201, "POST", "/emulator/chats/" + CUSTOMER + "/messages", answering(value));
        } else if (value.has(type)) {
            assertAnswer(200, "POST", "/messages", sendable(value));
        }
    }

    private static boolean isOfCustomer(JsonNode value) {
        return value.at("/interactive/type").asText().endsWith("_reply")
                || List.of("button", "unsupported").contains(value.path("type").asText())
                || value.path("context").has("id")
                || value.path("context").has("forwarded")
                || value.toString().contains("wamid.…");
    }

    /** A message of the page, with what the API wants besides, and with files that the emulator has. */
    private JsonNode sendable(JsonNode message) throws Exception {
        ObjectNode whole = message.deepCopy();
        whole.put("messaging_product", "whatsapp");
        if (!whole.has("to")) {
            whole.put("to", CUSTOMER);
        }
        String text = whole.toString();
        Map<String, String> uploaded = new HashMap<>();
        for (Map.Entry<String, List<String>> kind : FILES.entrySet()) {
            for (JsonNode media : whole.findValues(kind.getKey())) {
                String id = media.path("id").asText();
                if (!id.isEmpty() && !uploaded.containsKey(id)) {
                    uploaded.put(
                            id, upload(kind.getValue().get(0), kind.getValue().get(1)));
                }
            }
        }
        for (Map.Entry<String, String> file : uploaded.entrySet()) {
            text = text.replace('"' + file.getKey() + '"', '"' + file.getValue() + '"');
        }
        return JSON.readTree(text);
    }

    /** Returns the message of a customer on the page, about a message that the emulator has. */
    private JsonNode answering(JsonNode message) throws Exception {
        String question = "{\"messaging_product\":\"whatsapp\",\"to\":\"" + CUSTOMER
                + "\",\"type\":\"text\",\"text\":{\"body\":\"Hello\"}}";
        String id = JSON.readTree(call("POST", "/messages", question).body())
                .at("/messages/0/id")
                .asText();
        return JSON.readTree(message.toString().replace("wamid.…", id));
    }

    private String upload(String name, String type) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(System.getProperty("samples.dir"), "good", name));
        HttpRequest request = request("/media")
                .header("Content-Type", "multipart/form-data; boundary=page")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString("--page\r\nContent-Disposition: form-data; name=\"messaging_product\""
                                + "\r\n\r\nwhatsapp\r\n--page\r\nContent-Disposition: form-data; name=\"file\";"
                                + " filename=\"" + name + "\"\r\nContent-Type: " + type + "\r\n\r\n"),
                        BodyPublishers.ofByteArray(bytes),
                        BodyPublishers.ofString("\r\n--page--\r\n")))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("id").asText();
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(call("GET", path, "").body());
    }

    private void assertAnswer(int status, String method, String path, JsonNode body) throws Exception {
        HttpResponse<String> answer = call(method, path, body == null ? "" : body.toString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", path, body, answer.body())
                .isEqualTo(status);
    }

    private HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(emulator.baseUrl() + path)).header("D360-API-KEY", emulator.apiKey());
    }
}
