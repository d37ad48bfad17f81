package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.model.MessageQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The business marks messages of customers as read, and shows that it types an answer. */
class ReceiptsTest {

    private static final String TYPING = ",\"typing_indicator\":{\"type\":\"text\"}";

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private Whatsapp360Emulator emulator;
    private TestClient first;
    private TestClient second;
    private Chat anna;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder()
                .clock(clock)
                .apiKey("one")
                .apiKey("two")
                .data(folder.resolve("data"))
                .start();
        first = new TestClient(emulator.baseUrl(), "one");
        second = new TestClient(emulator.baseUrl(), "two");
        anna = emulator.chat(TestClient.NUMBER);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private static Response read(TestClient client, String id, String more) {
        return client.post(
                "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"" + id + "\"" + more + "}");
    }

    private static List<String> statuses(Whatsapp360Emulator emulator) {
        return new TestClient(emulator)
                .get("/emulator/chats/" + TestClient.NUMBER + "/messages")
                .json()
                .findValuesAsText("status");
    }

    private static String id(JsonNode written) {
        return written.path("id").asText();
    }

    private JsonNode typing() {
        return first.get("/emulator/chats").json().at("/0/typing");
    }

    @Test
    void earlierMessagesAreReadToo() {
        anna.withBusiness("one").writes("1");
        anna.withBusiness("two").writes("2");
        String third = id(anna.withBusiness("one").writes("3"));
        anna.withBusiness("one").writes("4");
        assertThat(read(first, third, "").text()).isEqualTo("{\"success\":true}");
        assertThat(statuses(emulator)).containsExactly("read", "received", "read", "received");
        assertThat(emulator.find(MessageQuery.from(TestClient.NUMBER).status("read")))
                .hasSize(2);
    }

    @Test
    void theTicksSurvive() {
        anna.withBusiness("one").writes("1");
        read(first, id(anna.withBusiness("one").writes("2")), "");
        anna.withBusiness("one").writes("3");
        emulator.exportState(folder.resolve("state.json"));
        List<String> before = statuses(emulator);
        assertThat(before).containsExactly("read", "read", "received");
        emulator.close();
        try (Whatsapp360Emulator again = Whatsapp360Emulator.builder()
                .apiKey("one")
                .data(folder.resolve("data"))
                .start()) {
            assertThat(statuses(again)).isEqualTo(before);
        }
        try (Whatsapp360Emulator other = Whatsapp360Emulator.builder()
                .state(folder.resolve("state.json"))
                .start()) {
            assertThat(statuses(other)).isEqualTo(before);
        }
    }

    @Test
    void ofAGroupOnlyOneMessageIsRead() {
        String json = "{\"type\":\"text\",\"text\":{\"body\":\"Hi\"},\"group_id\":\"Y2FwaQ\"}";
        anna.writesJson(json);
        read(first, id(anna.writesJson(json)), "");
        assertThat(statuses(emulator)).containsExactly("received", "read");
    }

    @Test
    void onlyTheNumberThatGotAMessageReadsIt() {
        String id = id(anna.withBusiness("two").writes("Hi"));
        assertThat(read(first, id, TYPING).status()).isEqualTo(200);
        assertThat(statuses(emulator)).containsExactly("received");
        assertThat(anna.isBusinessTyping()).isFalse();
    }

    @Test
    void theBusinessDoesNotReadItsOwnMessages() {
        first.message("text", "{\"body\":\"Hi\"}");
        String id = anna.messages().get(0).id();
        emulator.awaitStatus(id, "delivered");
        assertThat(read(first, id, "").code()).isEqualTo(131009);
        assertThat(statuses(emulator)).containsExactly("delivered");
    }

    @Test
    void theBusinessTypesUntilItAnswers() {
        String id = id(anna.withBusiness("one").writes("Hi"));
        assertThat(typing()).isEmpty();
        read(first, id, TYPING);
        assertThat(statuses(emulator)).containsExactly("read");
        assertThat(anna.isBusinessTyping()).isTrue();
        assertThat(anna.withBusiness("two").isBusinessTyping()).isFalse();
        assertThat(emulator.chat("4930901820").isBusinessTyping()).isFalse();
        assertThat(typing().at("/0/business").asText()).isEqualTo(emulator.number("one"));
        assertThat(typing().at("/0/until").asText())
                .isEqualTo(clock.instant().plusSeconds(25).toString());
        second.message("text", "{\"body\":\"Another number\"}");
        assertThat(anna.isBusinessTyping()).isTrue();
        first.message("text", "{\"body\":\"Hello\"}");
        assertThat(anna.isBusinessTyping()).isFalse();
        assertThat(typing()).isEmpty();
    }

    @Test
    void theBusinessTypesFor25Seconds() {
        String id = id(anna.withBusiness("one").writes("Hi"));
        read(first, id, TYPING);
        clock.forward(Duration.ofMillis(24_999));
        assertThat(anna.isBusinessTyping()).isTrue();
        read(first, id, TYPING);
        emulator.advance(Duration.ofMillis(24_999));
        assertThat(anna.isBusinessTyping()).isTrue();
        emulator.advance(Duration.ofMillis(1));
        assertThat(anna.isBusinessTyping()).isFalse();
        assertThat(typing()).isEmpty();
    }

    @Test
    void aReceiptAloneShowsNoTyping() {
        read(first, id(anna.withBusiness("one").writes("Hi")), "");
        assertThat(anna.isBusinessTyping()).isFalse();
        assertThat(read(first, "wamid.unknown", TYPING).status()).isEqualTo(200);
    }
}
