package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.StatusReports;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of all chats are found and deleted by the criteria that a wait has, too. */
class SearchTest {

    private static final String BOB = "4915199999999";

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = Whatsapp360EmulatorExtension.of(
            builder -> builder.unlimited().template("order_ready", "en", "Hello {{1}}, it is ready"));

    private TestClient client;
    private Whatsapp360Emulator emulator;

    @BeforeEach
    void fill() {
        emulator = SERVICE.emulator();
        client = new TestClient(emulator);
        text(TestClient.NUMBER, "Your order 4711 has left");
        String photo = client.upload(Sample.good("photo.jpg"));
        client.message("image", "{\"id\":\"" + photo + "\",\"caption\":\"Packed\"}");
        client.message(
                "template",
                "{\"name\":\"order_ready\",\"language\":{\"code\":\"en\"},\"components\":[{\"type\":\"body\","
                        + "\"parameters\":[{\"type\":\"text\",\"text\":\"Zoë\"}]}]}");
        emulator.chat(TestClient.NUMBER).named("Anna").writes("Thank you for the ORDER");
        emulator.chat(TestClient.NUMBER).reads();
        text(BOB, "Hello Bob");
        emulator.statuses(StatusReports.inOrder().failing(131026, 1));
        text(BOB, "This one fails");
    }

    private void text(String to, String text) {
        client.post("{\"messaging_product\":\"whatsapp\",\"to\":\"" + to + "\",\"type\":\"text\",\"text\":{\"body\":\""
                + text + "\"}}");
    }

    private JsonNode find(String query) {
        return client.get("/emulator/messages?" + query).json();
    }

    private List<String> seqs(String query) {
        return find(query).path("messages").findValuesAsText("seq");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "words=order            | 4 3 1",
                "words=ORDER%204711     | 1",
                "words=photo.jpg        | 2",
                "words=zo%C3%AB         | 3",
                "words=order_ready      | 3",
                "words=%2B49%20151%2099999-999 | 6 5",
                "words=nothing          | ''",
                "''                     | 6 5 4 3 2 1",
                "direction=in           | 4",
                "direction=out&words=order | 3 1",
                "from=4915112345678     | 4",
                "to=4915112345678       | 3 2 1",
                "to=4915112345678&direction=any | 4 3 2 1",
                "status=failed          | 6",
                "unread=true            | 5",
                "unread=false&direction=out | 6 3 2 1",
                "file=true              | 2",
                "type=template          | 3",
                "template=order_ready   | 3",
                "category=utility       | 3",
                "category=service       | 5 2 1",
                "after=2&before=5       | 4 3",
                "limit=2                | 6 5",
            })
    void messagesAreFound(String query, String expected) {
        assertThat(seqs(query)).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
    }

    @Test
    void theTotalIsThereToo() {
        JsonNode found = find("limit=1&words=order");
        assertThat(found.path("total").asInt()).isEqualTo(3);
        assertThat(found.path("messages")).hasSize(1);
        assertThat(find("limit=0").path("total").asInt()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unread=yes",
                "direction=up",
                "status=lost",
                "what=x",
                "before=x",
                "limit=9999",
                "to=Anna",
                "file=",
                "words=",
                "words=%20",
                "text=",
                "template="
            })
    void wrongOnesAreRefused(String query) {
        assertThat(client.get("/emulator/messages?" + query).status()).isEqualTo(400);
        assertThat(delete(query).status()).isEqualTo(400);
    }

    private Response delete(String query) {
        return client.send("DELETE", "/emulator/messages?" + query, new byte[0]);
    }

    @Test
    void whatMatchesIsDeleted() {
        assertThat(client.send("DELETE", "/emulator/messages", new byte[0]).status())
                .isEqualTo(400);
        assertThat(delete("words=order").json().path("deleted").asInt()).isEqualTo(3);
        assertThat(delete("words=order").json().path("deleted").asInt()).isZero();
        assertThat(find("").path("total").asInt()).isEqualTo(3);
        JsonNode chats = client.get("/emulator/chats").json();
        assertThat(chats.findValuesAsText("total")).containsExactly("2", "1");
        assertThat(delete("to=" + BOB).json().path("deleted").asInt()).isEqualTo(2);
        assertThat(client.get("/emulator/chats").json().findValuesAsText("number"))
                .containsExactly(TestClient.NUMBER);
        text(BOB, "Again");
        assertThat(find("words=again").path("total").asInt()).isEqualTo(1);
    }

    @Test
    void chatsAreFoundByNumberAndName() {
        assertThat(client.get("/emulator/chats?words=ann").json().findValuesAsText("number"))
                .containsExactly(TestClient.NUMBER);
        assertThat(client.get("/emulator/chats?words=%2B49%20151%2099999-999")
                        .json()
                        .findValuesAsText("number"))
                .containsExactly(BOB);
        assertThat(client.get("/emulator/chats?words=nobody").json()).isEmpty();
    }

    @Test
    void aChatIsReadOnFromAMessage() {
        List<String> all = seqs("to=" + TestClient.NUMBER + "&direction=any");
        String path = "/emulator/chats/" + TestClient.NUMBER + "/messages?limit=2&after=" + all.get(3);
        assertThat(client.get(path).json().findValuesAsText("seq")).containsExactly(all.get(2), all.get(1));
    }

    @Test
    void deletedMessagesStayAwayAfterARestart(@TempDir Path folder) {
        try (Whatsapp360Emulator first =
                Whatsapp360Emulator.builder().data(folder).start()) {
            TestClient other = new TestClient(first);
            other.message("text", "{\"body\":\"stays\"}");
            other.message("text", "{\"body\":\"goes\"}");
            other.send("DELETE", "/emulator/messages?text=goes", new byte[0]);
        }
        try (Whatsapp360Emulator second =
                Whatsapp360Emulator.builder().data(folder).start()) {
            assertThat(second.messages()).singleElement().returns("stays", ChatMessage::text);
        }
    }
}
