package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.DeliveryQuery;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks are sent as a person has written them, and earlier ones are sent again. */
class TriggerTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private final Hook hook = new Hook();
    private Whatsapp360Emulator emulator;
    private TestClient client;

    @BeforeEach
    void start() {
        emulator = SERVICE.emulator();
        emulator.webhook(hook.url(), Map.of("X-Secret", "s"));
        client = new TestClient(emulator);
    }

    @AfterEach
    void stop() {
        hook.close();
    }

    private Response post(String path, String json) {
        return client.send("POST", "/emulator/webhooks" + path, json.getBytes(StandardCharsets.UTF_8));
    }

    private List<JsonNode> payloads() {
        return hook.posts().stream().map(Hook.Post::json).toList();
    }

    @Test
    void aPayloadIsSentAsItIs() {
        assertThat(post("", "{\"payload\":{\"object\":\"anything\",\"n\":150},\"copies\":2}")
                        .status())
                .isEqualTo(202);
        emulator.webhooks().trigger("{\"object\":\"second\"}", 1, Duration.ZERO);
        emulator.webhooks().awaitDelivered(3);
        assertThat(payloads())
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"object\":\"anything\",\"n\":150}",
                        "{\"object\":\"anything\",\"n\":150}",
                        "{\"object\":\"second\"}");
        assertThat(hook.posts().get(0).headers()).containsEntry("X-secret", List.of("s"));
        assertThat(emulator.webhooks().await(DeliveryQuery.of("trigger")).attempt())
                .isEqualTo(1);
    }

    @Test
    void aLateOneDoesNotHoldUpOthers() {
        post("", "{\"payload\":{\"n\":1},\"delay\":\"PT1H\"}");
        post("", "{\"payload\":{\"n\":2}}");
        emulator.webhooks().awaitDelivered(1);
        emulator.advance(Duration.ofHours(2));
        emulator.webhooks().awaitDelivered(2);
        assertThat(payloads()).extracting(json -> json.path("n").asInt()).containsExactly(2, 1);
    }

    @Test
    void anEarlierOneIsSentAgain() {
        client.message("text", "{\"body\":\"Hi\"}");
        emulator.webhooks().awaitDelivered(2);
        Response again = post("/1", "{\"copies\":2}");
        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(again.json().path("what").asText()).isEqualTo("status sent");
        emulator.webhooks().awaitDelivered(4);
        assertThat(payloads().get(2))
                .isEqualTo(payloads().get(0))
                .isEqualTo(payloads().get(3));
        assertThat(emulator.webhooks().redeliver(DeliveryQuery.of("status delivered")))
                .isEqualTo(1);
        emulator.webhooks().awaitDelivered(5);
        assertThat(payloads().get(4)).isEqualTo(payloads().get(1));
        assertThat(emulator.webhooks().redeliver(DeliveryQuery.of("message"))).isZero();
        assertThat(emulator.webhooks().attempts())
                .extracting(WebhookDelivery::what)
                .containsExactly("status sent", "status delivered", "status sent", "status sent", "status delivered");
    }

    @Test
    void readyMadeOnesAreListedAndSent() {
        JsonNode list = client.get("/emulator/fixtures").json();
        assertThat(list.findValuesAsText("name"))
                .isEqualTo(emulator.webhooks().fixtures())
                .contains("text", "status-failed", "template-paused", "on-premise-text");
        assertThat(list.at("/0").toString()).isEqualTo("{\"name\":\"text\",\"group\":\"Messages\",\"title\":\"Text\"}");
        emulator.statuses(StatusReports.none());
        client.message("text", "{\"body\":\"Hi\"}");
        String sent = emulator.chat(TestClient.NUMBER).messages().get(0).id();
        emulator.advance(Duration.ofDays(400));
        emulator.webhooks().trigger(emulator.webhooks().fixture("status-failed"), 1, Duration.ZERO);
        JsonNode other = client.get("/emulator/fixtures/account-review").json().path("payload");
        assertThat(post("", "{\"payload\":" + other + "}").status()).isEqualTo(202);
        emulator.webhooks().awaitDelivered(2);
        JsonNode status = payloads().get(0).at("/entry/0/changes/0/value/statuses/0");
        assertThat(status.path("id").asText()).isEqualTo(sent);
        assertThat(status.path("recipient_id").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(status.path("timestamp").asLong())
                .isGreaterThan(Instant.now().plus(Duration.ofDays(399)).getEpochSecond());
        assertThat(payloads().get(1)).isEqualTo(other);
        assertThat(client.get("/emulator/fixtures/nothing").status()).isEqualTo(400);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.webhooks().fixture("nothing"))
                .withMessageContaining("no fixture");
    }

    @Test
    void oneThatWasNotTakenIsTriedAgainLater() {
        hook.answers(500);
        emulator.webhooks().trigger("{}", 1, Duration.ZERO);
        await().until(() -> emulator.webhooks().failed() == 1);
        emulator.advance(Duration.ofMinutes(1));
        emulator.webhooks().awaitDelivered(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | {\"payload\":[]}                       | 400",
                "'' | {\"payload\":\"x\"}                    | 400",
                "'' | {\"payload\":{},\"copies\":0}          | 400",
                "'' | {\"payload\":{},\"copies\":\"x\"}      | 400",
                "'' | {\"payload\":{},\"copies\":101}        | 400",
                "'' | {\"payload\":{},\"delay\":\"P8D\"}     | 400",
                "'' | {\"payload\":{},\"delay\":\"soon\"}    | 400",
                "'' | {\"payload\":{},\"delay\":-1}          | 400",
                "/9 | {}                                     | 404",
                "/x | {}                                     | 400"
            })
    void wrongOnesAreRefused(String path, String json, int status) {
        assertThat(post(path, json.strip()).status()).isEqualTo(status);
        assertThat(hook.posts()).isEmpty();
    }

    @Test
    void withoutAWebhookThereIsNone() {
        try (Whatsapp360Emulator other = Whatsapp360Emulator.start()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.webhooks().trigger("{}", 1, Duration.ZERO))
                    .withMessageContaining("no webhook");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.webhooks().trigger("{", 1, Duration.ZERO));
            other.webhook(URI.create("https://hooks.invalid/x"), Map.of());
            other.webhooks().trigger("{}", 1, Duration.ZERO);
            await().until(() -> other.webhooks().attempts().size() == 1);
            assertThat(other.webhooks().attempts().get(0).outcome()).isEqualTo(WebhookDelivery.Outcome.NOT_ALLOWED);
        }
    }
}
