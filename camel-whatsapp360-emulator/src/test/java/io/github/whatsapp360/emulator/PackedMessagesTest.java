package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.MessageQuery;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The emulator packs all messages but the newest 1,000. A packed message is the same for everyone who reads it. */
class PackedMessagesTest {

    private static final int NEWER = 1_000;
    private static final int DEEP = 900;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Whatsapp360Emulator emulator =
            Whatsapp360Emulator.builder().unlimited().start();
    private final TestClient client = new TestClient(emulator);
    private final List<ChatMessage> before = new ArrayList<>();
    private JsonNode shown;

    @BeforeEach
    void messagesOfAllKinds() {
        String file = client.upload(Sample.good("invoice.pdf"));
        client.message("document", "{\"id\":\"" + file + "\",\"caption\":\"Für März \\ud83d\\ude00\"}");
        client.message(
                "text", "{\"body\":\"Привет \\\"quoted\\\" \\n line\",\"n\":1.50,\"big\":123456789012345678901}");
        client.message("location", "{\"latitude\":52.52,\"longitude\":13.4,\"name\":\"Berlin\"}");
        client.message("text", "{\"body\":\"half \\ud83d\"}");
        client.message("text", "{\"body\":\"deep\",\"deep\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}");
        emulator.chat(TestClient.NUMBER).writes("an answer");
        before.addAll(emulator.messages());
        shown = client.get("/emulator/chats/" + TestClient.NUMBER + "/messages").json();
        assertThat(before).hasSize(5);
        for (int i = 0; i < NEWER; i++) {
            emulator.chat("4917000000" + i % 10).writes("newer " + i);
        }
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void theApiAndThePageReturnTheSame() {
        assertThat(emulator.messages()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            ChatMessage message = emulator.messages().get(i);
            assertThat(message.json().toString())
                    .isEqualTo(before.get(i).json().toString().replace("\ud83d\"", "?\""));
            if (i != 3) {
                assertThat(message)
                        .usingRecursiveComparison()
                        .ignoringFields("json")
                        .isEqualTo(before.get(i));
            }
        }
        assertThat(emulator.messages().get(3).text()).isEqualTo("half ?");
        assertThat(client.get("/emulator/chats/" + TestClient.NUMBER + "/messages")
                        .json())
                .isEqualTo(shown);
    }

    @Test
    void searchesFindThem() {
        assertThat(emulator.find(MessageQuery.any().filename("invoice.pdf"))).hasSize(1);
        assertThat(emulator.find(MessageQuery.any().text("Привет \"quoted\""))).hasSize(1);
        assertThat(emulator.find(MessageQuery.any().id(before.get(2).id()))).hasSize(1);
        assertThat(found("words=m%C3%A4rz")).isEqualTo(1);
        assertThat(found("words=berlin")).isEqualTo(1);
        assertThat(found("file=true")).isEqualTo(1);
        assertThat(found("direction=in&words=answer")).isEqualTo(1);
        assertThat(found("direction=any")).isEqualTo(5 + 1 + NEWER);
    }

    private int found(String criteria) {
        return client.get("/emulator/messages?" + criteria).json().path("total").asInt();
    }

    @Test
    void theirStatusesGoOnAndTheyCanBeDeleted() {
        String id = before.get(1).id();
        client.send("POST", "/emulator/chats/" + TestClient.NUMBER + "/read", new byte[0]);
        emulator.awaitStatus(id, "read");
        client.delete("/emulator/messages?id=" + id);
        assertThat(found("id=" + id)).isZero();
        assertThat(emulator.messages()).hasSize(4);
        client.delete("/emulator/messages?direction=any");
        assertThat(found("direction=any")).isZero();
        client.message("text", "{\"body\":\"anew\"}");
        assertThat(emulator.messages()).extracting(ChatMessage::text).containsExactly("anew");
    }

    @Test
    void requestsAreAsTheyCame() throws Exception {
        RecordedRequest upload = emulator.requests().get(0);
        assertThat(upload.filename()).isEqualTo("invoice.pdf");
        assertThat(upload.sha256()).isEqualTo(Sample.good("invoice.pdf").sha256());
        assertThat(upload.headers()).containsEntry("d360-api-key", "***");
        RecordedRequest text = emulator.requests().get(2);
        assertThat(text.path()).isEqualTo("/messages");
        assertThat(text.json()).isEqualTo(JSON.readTree(text.body()));
        assertThat(text.json().at("/text/body").asText()).isEqualTo("Привет \"quoted\" \n line");
        assertThat(emulator.awaitRequests(6)).hasSize(6);
    }
}
