package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.model.StatusReports;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages outside of the 24-hour window, or with a user ID in the wrong field, are accepted and do not arrive. */
class ServiceWindowTest {

    private final MovableClock clock = new MovableClock();
    private final Hook hook = new Hook();
    private Whatsapp360Emulator emulator;
    private TestClient client;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder().clock(clock).serviceWindow().start();
        emulator.webhook(hook.url(), Map.of());
        client = new TestClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
        hook.close();
    }

    private String send(String type, String content) {
        TestClient.Response response = client.message(type, content);
        assertThat(response.status()).isEqualTo(200);
        return response.json().at("/messages/0/id").asText();
    }

    @Test
    void outsideOf24HoursOnlyTemplatesArrive() {
        String early = send("text", "{\"body\":\"Hi\"}");
        emulator.awaitStatus(early, "failed");
        emulator.webhooks().awaitDelivered(1);
        assertThat(hook.posts().get(0).status().at("/errors/0/code").asInt()).isEqualTo(131047);
        assertThat(hook.posts()
                        .get(0)
                        .status()
                        .at("/errors/0/error_data/details")
                        .asText())
                .isEqualTo(
                        "Message failed to send because more than 24 hours have passed since the customer last replied"
                                + " to this number.");
        emulator.awaitStatus(send("template", "{\"name\":\"x\",\"language\":{\"code\":\"en\"}}"), "delivered");
        emulator.chat(TestClient.NUMBER).writes("Hello");
        emulator.awaitStatus(send("text", "{\"body\":\"Hi\"}"), "delivered");
        clock.forward(Duration.ofHours(24).minusMillis(1));
        emulator.awaitStatus(send("text", "{\"body\":\"Hi\"}"), "delivered");
        clock.forward(Duration.ofMillis(1));
        emulator.awaitStatus(send("text", "{\"body\":\"Hi\"}"), "failed");
    }

    @Test
    void aUserIdInToIsAcceptedAndDropped() {
        TestClient.Response response =
                client.post("{\"messaging_product\":\"whatsapp\",\"to\":\"US.13491208655302741918\","
                        + "\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().at("/messages/0/id").asText()).startsWith("wamid.");
        assertThat(emulator.messages()).isEmpty();
        emulator.chat(TestClient.NUMBER).writes("Hello");
        emulator.awaitStatus(send("text", "{\"body\":\"Hi\"}"), "delivered");
        Awaitility.await().until(() -> hook.statuses().size() == 2);
        assertThat(hook.posts()).hasSize(3);
    }

    @Test
    void aUserIdWhereItBelongsArrives() {
        emulator.statuses(StatusReports.inOrder());
        TestClient.Response response = client.post("{\"messaging_product\":\"whatsapp\",\"recipient\":\"US.1349\","
                + "\"type\":\"template\",\"template\":{\"name\":\"x\",\"language\":{\"code\":\"en\"}}}");
        emulator.awaitStatus(response.json().at("/messages/0/id").asText(), "delivered");
        emulator.webhooks().awaitDelivered(2);
        assertThat(hook.posts().get(0).status().path("recipient_user_id").asText())
                .isEqualTo("US.1349");
        assertThat(hook.posts().get(0).status().has("recipient_id")).isFalse();
    }
}
