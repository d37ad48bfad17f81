package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.MessageQuery;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several numbers of the business, each with its key, its webhook and its messages. */
class BusinessNumbersTest {

    private static final String FIRST = "15550783881";
    private static final String SECOND = "15550783882";
    private static final String CHAT = "/emulator/chats/" + TestClient.NUMBER;

    @TempDir
    private Path folder;

    private final Hook firstHook = new Hook();
    private final Hook secondHook = new Hook();
    private Whatsapp360Emulator emulator;
    private TestClient first;
    private TestClient second;
    private Chat anna;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder().apiKey("one").apiKey("two").start();
        first = new TestClient(emulator.baseUrl(), "one");
        second = new TestClient(emulator.baseUrl(), "two");
        hook(first, firstHook);
        hook(second, secondHook);
        anna = emulator.chat(TestClient.NUMBER).named("Anna");
    }

    @AfterEach
    void stop() {
        emulator.close();
        firstHook.close();
        secondHook.close();
    }

    private static void hook(TestClient client, Hook hook) {
        post(client, "/v1/configs/webhook", "{\"url\":\"" + hook.url() + "\"}");
    }

    private static Response post(TestClient client, String path, String json) {
        return client.send("POST", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    private static void text(TestClient client, String body) {
        client.message("text", "{\"body\":\"" + body + "\"}");
    }

    private static JsonNode metadata(Hook hook, int post) {
        return hook.posts().get(post).json().at("/entry/0/changes/0/value/metadata");
    }

    @Test
    void aCustomerWritesToTheChosenNumber() {
        anna.withBusiness("two").writes("to the second");
        anna.withBusiness(FIRST).writes("to the first");
        emulator.webhooks().awaitDelivered(2);
        assertThat(secondHook.posts()).hasSize(1);
        assertThat(secondHook.posts().get(0).message().at("/text/body").asText())
                .isEqualTo("to the second");
        assertThat(secondHook.posts().get(0).message().has("business")).isFalse();
        assertThat(metadata(secondHook, 0).path("display_phone_number").asText())
                .isEqualTo(SECOND)
                .isEqualTo(emulator.number("two"));
        assertThat(metadata(secondHook, 0).path("phone_number_id").asText()).isEqualTo("106540352242923");
        assertThat(metadata(firstHook, 0).path("display_phone_number").asText()).isEqualTo(FIRST);
    }

    @Test
    void anAnswerGoesToTheNumberThatSentTheMessage() {
        text(first, "from the first");
        text(second, "from the second");
        ChatMessage asked = anna.withBusiness("one").messages().get(0);
        emulator.webhooks().awaitDelivered(4);
        anna.answers(asked.id(), "Yes");
        anna.reacts(asked.id(), "👍");
        anna.writes("Something else");
        emulator.webhooks().awaitDelivered(7);
        assertThat(firstHook.posts()).hasSize(4);
        assertThat(secondHook.posts()).hasSize(3);
    }

    @Test
    void aChatWithANumberHasOnlyItsMessages() {
        text(first, "from the first");
        text(second, "from the second");
        assertThat(anna.messages()).hasSize(2);
        Chat withSecond = anna.withBusiness(SECOND);
        assertThat(withSecond.awaitMessages(1)).extracting(ChatMessage::text).containsExactly("from the second");
        assertThat(withSecond.find(MessageQuery.any().text("from"))).hasSize(1);
        assertThat(emulator.find(MessageQuery.any().business("+1 555 078-3881")))
                .extracting(ChatMessage::text)
                .containsExactly("from the first");
        withSecond.reads();
        emulator.awaitStatus(withSecond.messages().get(0).id(), "read");
        assertThat(emulator.find(
                        MessageQuery.any().business(FIRST).status("read").within(Duration.ZERO)))
                .isEmpty();
    }

    @Test
    void theApiTakesTheNumber() {
        text(first, "from the first");
        text(second, "from the second");
        for (String business : new String[] {SECOND, "two", "106540352242923", "%2B1%20555%200783882"}) {
            JsonNode chats = first.get("/emulator/chats?business=" + business).json();
            assertThat(chats.at("/0/total").asInt()).isEqualTo(1);
            assertThat(chats.at("/0/messages/0/text").asText()).isEqualTo("from the second");
            assertThat(chats.at("/0/messages/0/business").asText()).isEqualTo(SECOND);
            for (String from : new String[] {"", "&after=0"}) {
                JsonNode messages = first.get(CHAT + "/messages?business=" + business + from)
                        .json();
                assertThat(messages.findValuesAsText("text")).containsExactly("from the second");
            }
        }
        assertThat(first.get("/emulator/messages?business=" + FIRST)
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        Response written =
                post(first, CHAT + "/messages", "{\"type\":\"text\",\"text\":{\"body\":\"Hi\"},\"business\":\"two\"}");
        assertThat(written.json().path("business").asText()).isEqualTo(SECOND);
        assertThat(written.json().path("to").asText()).isEqualTo(SECOND);
        emulator.awaitStatus(anna.messages().get(1).id(), "delivered");
        assertThat(post(first, CHAT + "/read", "{\"business\":\"two\"}").json().path("read"))
                .hasSize(1);
        assertThat(first.get("/emulator/settings").json().path("numbers").toString())
                .isEqualTo("[{\"number\":\"15550783881\",\"phoneNumberId\":\"106540352242922\"},"
                        + "{\"number\":\"15550783882\",\"phoneNumberId\":\"106540352242923\"}]");
    }

    @Test
    void aFileGoesToTheChosenNumber() {
        anna.withBusiness("two").sends(new byte[] {1}, "note.txt", "text/plain", "");
        emulator.webhooks().awaitDelivered(1);
        String id = secondHook.posts().get(0).message().at("/document/id").asText();
        assertThat(second.get("/" + id).status()).isEqualTo(200);
        assertThat(first.get("/" + id).code()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"three", "4915112345678", "1555"})
    void anUnknownNumberIsRefused(String business) {
        for (Response refused : new Response[] {
            first.get("/emulator/chats?business=" + business),
            first.get(CHAT + "/messages?business=" + business),
            post(first, CHAT + "/read", "{\"business\":\"" + business + "\"}"),
            post(
                    first,
                    CHAT + "/messages",
                    "{\"type\":\"text\",\"text\":{\"body\":\"Hi\"},\"business\":\"" + business + "\"}")
        }) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("error").asText()).isEqualTo("business: this is no number of the emulator");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> anna.withBusiness(business));
        assertThatIllegalArgumentException().isThrownBy(() -> emulator.number(business));
    }

    @Test
    void theNumbersOfMessagesSurvive() {
        Path data = folder.resolve("data");
        Path state = folder.resolve("state.json");
        Whatsapp360Emulator.Builder builder =
                Whatsapp360Emulator.builder().apiKey("one").apiKey("two");
        JsonNode before;
        try (Whatsapp360Emulator earlier = builder.data(data).start()) {
            earlier.chat(TestClient.NUMBER).withBusiness("two").writes("to the second");
            text(new TestClient(earlier.baseUrl(), "two"), "from the second");
            earlier.awaitStatus(earlier.messages().get(0).id(), "delivered");
            before = secondChats(earlier);
            earlier.exportState(state);
        }
        assertThat(before.at("/0/total").asInt()).isEqualTo(2);
        try (Whatsapp360Emulator again = builder.start()) {
            assertThat(secondChats(again)).isEqualTo(before);
        }
        try (Whatsapp360Emulator other =
                Whatsapp360Emulator.builder().state(state).start()) {
            assertThat(secondChats(other)).isEqualTo(before);
        }
    }

    private static JsonNode secondChats(Whatsapp360Emulator emulator) {
        return new TestClient(emulator)
                .get("/emulator/chats?business=" + SECOND)
                .json();
    }

    @Test
    void theCommandLineSaysWhichKeyIsForWhichNumber() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] line = {"--port", "0", "--api-key", "one", "--api-key", "two"};
        Main.start(line, new PrintStream(out, true, StandardCharsets.UTF_8)).close();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("API key:   one of the number 15550783881")
                .contains("API key:   two of the number 15550783882");
    }
}
