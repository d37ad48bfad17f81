package io.github.whatsapp360.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Templates in Meta's form, their review, and the upload of their samples. */
class TemplateReviewTest {

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    private static final String JSON = "Content-Type: application/json";
    private static final String ORDER =
            """
            {"name":"order","language":"en","category":"UTILITY","components":[
             {"type":"BODY","text":"Order {{1}}","example":{"body_text":[["7"]]}}]}""";

    @RegisterExtension
    @Order(2)
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    @BeforeEach
    void noTemplatesAndNoWebhook() {
        client().send("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"\"}}".getBytes(UTF_8), JSON);
        list("").path("data").forEach(template -> client().delete(
                        "/message_templates?name=" + template.path("name").asText()));
    }

    private Whatsapp360Emulator emulator() {
        return SERVICE.emulator();
    }

    private TestClient client() {
        return new TestClient(emulator());
    }

    private Response create(String json) {
        return client().send("POST", "/message_templates", json.getBytes(UTF_8), JSON);
    }

    private JsonNode list(String query) {
        return client().get("/message_templates" + query).json();
    }

    private int sent(String name) {
        return client().message(
                        "template",
                        "{\"name\":\"" + name + "\",\"language\":{\"code\":\"en\"},\"components\":[{\"type\":\"body\","
                                + "\"parameters\":[{\"type\":\"text\",\"text\":\"7\"}]}]}")
                .code();
    }

    @Test
    void templatesAreCreatedListedAndDeleted() {
        JsonNode created = create(ORDER).json();
        assertThat(created.path("status").asText()).isEqualTo("APPROVED");
        assertThat(created.path("category").asText()).isEqualTo("UTILITY");
        String id = created.path("id").asText();

        JsonNode one = client().get("/message_templates/" + id).json();
        assertThat(one.path("name").asText()).isEqualTo("order");
        assertThat(one.path("parameter_format").asText()).isEqualTo("POSITIONAL");
        assertThat(one.has("quality_score")).isFalse();
        JsonNode some = client().get("/message_templates/" + id + "?fields=name,quality_score")
                .json();
        assertThat(some.properties()).hasSize(3);
        assertThat(client().get("/v1/configs/templates")
                        .json()
                        .at("/waba_templates/0/status")
                        .asText())
                .isEqualTo("approved");

        create(ORDER.replace("\"en\"", "\"de\""));
        assertThat(list("").path("data")).hasSize(2);
        assertThat(client().send("DELETE", "/message_templates?hsm_id=" + id + "&name=order", new byte[0])
                        .status())
                .isEqualTo(200);
        assertThat(list("").at("/data/0/language").asText()).isEqualTo("de");
        assertThat(client().send("DELETE", "/message_templates?name=order", new byte[0])
                        .json()
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(list("").path("data")).isEmpty();
    }

    @Test
    void aListHasPages() {
        for (int i = 0; i < 3; i++) {
            create(ORDER.replace("\"order\"", "\"order_" + i + "\""));
        }
        JsonNode first = list("?limit=2");
        assertThat(first.path("data")).hasSize(2);
        assertThat(first.path("paging").has("next")).isTrue();
        JsonNode second =
                list("?limit=2&after=" + first.at("/paging/cursors/after").asText());
        assertThat(second.at("/data/0/name").asText()).isEqualTo("order_2");
        assertThat(second.path("paging").has("next")).isFalse();
        assertThat(list("?limit=2&after=nonsense").path("data")).hasSize(2);
    }

    @Test
    void wrongTemplatesAreRefused() {
        create(ORDER);
        for (Map.Entry<String, Integer> wrong : Map.of(
                        ORDER,
                        2388024,
                        ORDER.replace("\"order\"", "\"Order\""),
                        0,
                        ORDER.replace("UTILITY", "SPAM").replace("\"order\"", "\"a\""),
                        0,
                        ORDER.replace("example", "sample"),
                        2388043,
                        ORDER.replace("\"BODY\",\"text\":\"Order {{1}}\"", "\"HEADER\",\"format\":\"IMAGE\""),
                        2388043)
                .entrySet()) {
            Response refused = create(wrong.getKey());
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo(100);
            assertThat(refused.json().at("/error/error_subcode").asInt()).isEqualTo(wrong.getValue());
        }
        for (String query : List.of("", "?name=other", "?hsm_id=1&name=order")) {
            assertThat(client().send("DELETE", "/message_templates" + query, new byte[0])
                            .code())
                    .isEqualTo(100);
        }
        assertThat(client().get("/message_templates/1").code()).isEqualTo(100);
    }

    @Test
    void aReviewDecidesAndIsReported() {
        try (Hook hook = new Hook()) {
            emulator().webhook(hook.url(), Map.of());
            emulator().templateReview(true);
            String id = create(ORDER).json().path("id").asText();
            assertThat(client().get("/message_templates/" + id)
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("PENDING");
            assertThat(sent("order")).isEqualTo(132001);

            review(id, "{\"status\":\"REJECTED\",\"reason\":\"TAG_CONTENT_MISMATCH\"}");
            assertThat(list("?fields=rejected_reason")
                            .at("/data/0/rejected_reason")
                            .asText())
                    .isEqualTo("TAG_CONTENT_MISMATCH");
            assertThat(sent("order")).isEqualTo(132001);
            emulator().review("order", "en", "APPROVED", "");
            assertThat(sent("order")).isZero();
            review(id, "{\"status\":\"PAUSED\"}");
            assertThat(sent("order")).isEqualTo(132015);
            review(id, "{\"status\":\"DISABLED\"}");
            assertThat(sent("order")).isEqualTo(132016);
            emulator().webhooks().awaitDelivered(4 + 2); // with the two statuses of the message
            assertThat(values(hook))
                    .extracting(value -> value.path("event").asText())
                    .contains("REJECTED", "APPROVED", "PAUSED", "DISABLED");
        }
        assertThatThrownBy(() -> emulator().review("other", "en", "APPROVED", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> emulator().review("order", "en", "GOOD", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<JsonNode> values(Hook hook) {
        return hook.posts().stream()
                .map(post -> post.json().at("/entry/0/changes/0/value"))
                .toList();
    }

    private void review(String id, String change) {
        assertThat(client().send("POST", "/emulator/templates/" + id, change.getBytes(UTF_8), JSON)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void qualityAndCategoryAreReported() {
        String id = create(ORDER).json().path("id").asText();
        try (Hook hook = new Hook()) {
            emulator().webhook(hook.url(), Map.of());
            review(id, "{\"quality\":\"RED\",\"category\":\"MARKETING\"}");
            emulator().webhooks().awaitDelivered(2);
            assertThat(values(hook))
                    .anyMatch(value -> value.path("new_quality_score").asText().equals("RED"))
                    .anyMatch(value -> value.path("new_category").asText().equals("MARKETING"));
        }
        JsonNode shown = client().get("/emulator/templates").json().get(0);
        assertThat(shown.path("category").asText()).isEqualTo("MARKETING");
        assertThat(shown.at("/quality_score/score").asText()).isEqualTo("RED");
        for (String wrong : List.of("{\"quality\":\"BLUE\"}", "{\"category\":\"X\"}", "{\"status\":\"X\"}")) {
            assertThat(client().send("POST", "/emulator/templates/" + id, wrong.getBytes(UTF_8), JSON)
                            .status())
                    .isEqualTo(400);
        }
        assertThat(client().send("POST", "/emulator/templates/1", "{}".getBytes(UTF_8), JSON)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void samplesAreUploaded() {
        String session = client().send(
                        "POST", "/uploads?file_name=a.pdf&file_length=10&file_type=application/pdf", new byte[0])
                .json()
                .path("id")
                .asText();
        assertThat(session).startsWith("upload:");
        JsonNode half = client().send("POST", "/" + session, new byte[5], "file_offset: 0")
                .json();
        assertThat(half.path("file_offset").asInt()).isEqualTo(5);
        assertThat(client().get("/" + session).json().path("file_offset").asInt())
                .isEqualTo(5);
        assertThat(client().send("POST", "/" + session, new byte[5], "file_offset: 0")
                        .code())
                .isEqualTo(100);
        JsonNode whole = client().send("POST", "/" + session, new byte[5], "file_offset: 5")
                .json();
        assertThat(whole.path("h").asText()).startsWith("4::application/pdf:");
        assertThat(client().get("/upload:none").code()).isEqualTo(100);
        assertThat(client().send("POST", "/uploads?file_name=a.pdf", new byte[0])
                        .code())
                .isEqualTo(100);
    }
}
