package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.model.MessageQuery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages to a group, and of its participants. */
class GroupTest {

    private static final String GROUP = "Y2FwaV9ncm91cDoxMjM0NTY3ODkwZD";
    private static final String BERND = "4916099988";

    @TempDir
    private Path folder;

    private final Hook hook = new Hook();
    private Whatsapp360Emulator emulator;
    private TestClient client;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder().data(folder).start();
        emulator.webhook(hook.url(), Map.of());
        client = new TestClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
        hook.close();
    }

    private String toGroup(String text) {
        return client.post("{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"group\",\"to\":\"" + GROUP
                        + "\",\"type\":\"text\",\"text\":{\"body\":\"" + text + "\"}}")
                .json()
                .at("/messages/0/id")
                .asText();
    }

    private JsonNode value(int count) {
        emulator.webhooks().awaitDelivered(count);
        return hook.posts().get(count - 1).json().at("/entry/0/changes/0/value");
    }

    private Response write(String json) {
        return client.send(
                "POST",
                "/emulator/chats/" + GROUP + "/messages",
                json.getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json");
    }

    private JsonNode chats() {
        return client.get("/emulator/chats").json();
    }

    @Test
    void aStatusSaysThatItIsOfAGroup() {
        String id = toGroup("Hello, all");
        JsonNode sent = value(1).at("/statuses/0");
        assertThat(sent.path("id").asText()).isEqualTo(id);
        assertThat(sent.path("recipient_id").asText()).isEqualTo(GROUP);
        assertThat(sent.path("recipient_type").asText()).isEqualTo("group");
        assertThat(chats().at("/0/name").asText()).isEqualTo("Group " + GROUP.substring(GROUP.length() - 6));
        client.message("text", "{\"body\":\"Hi\"}");
        value(4);
        assertThat(hook.posts())
                .filteredOn(post -> post.status().has("recipient_type"))
                .as("only those of the group")
                .hasSize(2)
                .allMatch(post -> post.status().path("recipient_id").asText().equals(GROUP));
    }

    @Test
    void participantsWriteInTheGroup() {
        String question = toGroup("Shall we meet?");
        value(2);
        Chat anna = emulator.chat(TestClient.NUMBER).named("Anna").inGroup(GROUP);
        anna.answers(question, "Yes");
        JsonNode first = value(3);
        assertThat(first.at("/messages/0/from").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(first.at("/messages/0/group_id").asText()).isEqualTo(GROUP);
        assertThat(first.at("/messages/0/context/id").asText()).isEqualTo(question);
        assertThat(first.at("/contacts/0"))
                .hasToString("{\"profile\":{\"name\":\"Anna\"},\"wa_id\":\"" + TestClient.NUMBER + "\"}");
        Response written = write(
                "{\"type\":\"text\",\"text\":{\"body\":\"Me too\"},\"from\":\"" + BERND + "\",\"name\":\"Bernd\"}");
        assertThat(written.json().path("from").asText()).isEqualTo(BERND);
        assertThat(written.json().path("chat").asText()).isEqualTo(GROUP);
        JsonNode second = value(4);
        assertThat(second.at("/messages/0/from").asText()).isEqualTo(BERND);
        assertThat(second.at("/messages/0").has("name")).isFalse();
        assertThat(second.at("/contacts/0/profile/name").asText()).isEqualTo("Bernd");
        anna.sends(Sample.good("photo.jpg").path(), "image/jpeg", "Here");
        assertThat(value(5).at("/messages/0/from").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(anna.messages()).hasSize(1);
        assertThat(emulator.await(MessageQuery.from(BERND)).text()).isEqualTo("Me too");

        JsonNode before = chats();
        assertThat(before).as("a participant has no chat").hasSize(1);
        emulator.close();
        emulator = Whatsapp360Emulator.builder().data(folder).start();
        client = new TestClient(emulator);
        assertThat(chats()).isEqualTo(before);
    }

    @Test
    void aParticipantIsACustomer() {
        assertThat(write("{\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}").text())
                .contains("In a group, from is the number of the participant who writes");
        assertThat(write("{\"type\":\"text\",\"text\":{\"body\":\"Hi\"},\"from\":\"x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(write("{\"type\":\"text\",\"text\":{\"body\":\"Hi\"},\"from\":\"" + GROUP + "\"}")
                        .status())
                .isEqualTo(400);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.chat(TestClient.NUMBER).inGroup("Plants"))
                .withMessageContaining("not the ID of a group");
        assertThat(chats()).isEmpty();
    }
}
