package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Voice notes, and forwarded and unsupported messages of customers. */
class InboxKindsTest {

    private static final String MESSAGES = "/emulator/chats/" + TestClient.NUMBER + "/messages";

    @TempDir
    private Path folder;

    private final Hook hook = new Hook();
    private Whatsapp360Emulator emulator;
    private TestClient client;
    private Chat anna;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder().data(folder).start();
        emulator.webhook(hook.url(), Map.of());
        client = new TestClient(emulator);
        anna = emulator.chat(TestClient.NUMBER).named("Anna");
    }

    @AfterEach
    void stop() {
        emulator.close();
        hook.close();
    }

    private JsonNode received(int count) {
        emulator.webhooks().awaitDelivered(count);
        return hook.posts().get(count - 1).message();
    }

    private Response write(String json) {
        return client.send("POST", MESSAGES, json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    private Response writeFile(Sample sample, Map<String, String> fields) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + sample.name()
                        + "\"\r\nContent-Type: " + sample.mimeType() + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(sample.bytes());
        fields.forEach((name, value) ->
                form.writeBytes(("\r\n--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value)
                        .getBytes(StandardCharsets.UTF_8)));
        form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return client.send("POST", MESSAGES, form.toByteArray(), "Content-Type: multipart/form-data; boundary=b");
    }

    @Test
    void aVoiceNoteIsRecordedFromAFile() {
        Sample voice = Sample.good("voice.ogg");
        anna.records(voice.path());
        JsonNode audio = received(1).path("audio");
        assertThat(audio.path("voice").asBoolean()).isTrue();
        assertThat(audio.path("mime_type").asText()).isEqualTo("audio/ogg; codecs=opus");
        assertThat(client.get("/" + audio.path("id").asText())
                        .json()
                        .path("sha256")
                        .asText())
                .isEqualTo(voice.sha256());
        assertThat(writeFile(voice, Map.of("voice", "true", "caption", "none"))
                        .json()
                        .at("/content/voice")
                        .asBoolean())
                .isTrue();
        assertThat(received(2).path("audio").has("caption")).isFalse();
        assertThat(writeFile(voice, Map.of("voice", "false"))
                        .json()
                        .at("/content/voice")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void anotherFileIsNoVoiceNote() {
        Sample song = Sample.good("song.mp3");
        Response refused = writeFile(song, Map.of("voice", "true"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("A voice note is an Ogg file with the codec Opus");
        assertThatIllegalArgumentException().isThrownBy(() -> anna.records(song.path()));
        assertThat(client.get("/emulator/chats").text()).isEqualTo("[]");
        assertThat(folder.resolve("media")).isEmptyDirectory();
    }

    @Test
    void aForwardedMessageSaysSo() {
        anna.forwarded().writes("Have you seen this?");
        assertThat(received(1).path("context")).hasToString("{\"forwarded\":true}");
        anna.frequentlyForwarded().sends(Sample.good("photo.jpg").path(), "image/jpeg", "All of you");
        assertThat(received(2).path("context")).hasToString("{\"frequently_forwarded\":true}");
        assertThat(received(2).at("/image/caption").asText()).isEqualTo("All of you");
        Response written =
                write("{\"type\":\"text\",\"text\":{\"body\":\"Look\"},\"context\":{\"frequently_forwarded\":true}}");
        assertThat(written.json().path("context")).hasToString("{\"frequently_forwarded\":true}");
        assertThat(received(3).path("context")).hasToString("{\"frequently_forwarded\":true}");
        assertThat(writeFile(Sample.good("photo.jpg"), Map.of("forwarded", "true"))
                        .json()
                        .path("context"))
                .hasToString("{\"forwarded\":true}");
        anna.writes("My own words");
        assertThat(received(5).has("context")).isFalse();
        JsonNode before = client.get("/emulator/chats").json();
        emulator.close();
        emulator = Whatsapp360Emulator.builder().data(folder).start();
        client = new TestClient(emulator);
        assertThat(client.get("/emulator/chats").json()).isEqualTo(before);
    }

    @Test
    void aForwardedMessageAnswersNoOtherOne() {
        anna.writes("Hello");
        String id = received(1).path("id").asText();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> anna.forwarded().answers(id, "Yes"))
                .withMessage("A forwarded message answers no other one");
        assertThat(writeFile(Sample.good("photo.jpg"), Map.of("forwarded", "true", "context", id))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anUnsupportedMessageComesAsAnError() {
        anna.sendsUnsupported("poll_creation");
        JsonNode message = received(1);
        assertThat(message.path("type").asText()).isEqualTo("unsupported");
        assertThat(message.path("unsupported")).hasToString("{\"type\":\"poll_creation\"}");
        assertThat(message.path("errors"))
                .hasToString(
                        "[{\"code\":131051,\"title\":\"Message type unknown\",\"message\":\"Message type unknown\","
                                + "\"error_data\":{\"details\":\"Message type is currently not supported.\"}}]");
        write("{\"type\":\"unsupported\",\"unsupported\":{\"type\":\"pin\"},\"errors\":[{\"code\":131060}]}");
        assertThat(received(2).path("errors")).hasToString("[{\"code\":131060}]");
    }

    @Test
    void onPremiseAnUnsupportedMessageIsUnknown() {
        try (Whatsapp360Emulator old = Whatsapp360Emulator.builder()
                .hosting(EmulatedHosting.ON_PREMISE)
                .start()) {
            old.webhook(hook.url(), Map.of());
            old.chat(TestClient.NUMBER).sendsUnsupported("poll_creation");
            old.webhooks().awaitDelivered(1);
            JsonNode message = hook.posts().get(0).json().at("/messages/0");
            assertThat(message.path("type").asText()).isEqualTo("unknown");
            assertThat(message.at("/errors/0/code").asInt()).isEqualTo(501);
            assertThat(message.has("unsupported")).isFalse();
        }
    }
}
