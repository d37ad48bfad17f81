package io.github.whatsapp360.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The health, the profile and the blocked users of a number, and the events of its account. */
class NumberTest {

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    @RegisterExtension
    @Order(2)
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private final Whatsapp360Emulator emulator = SERVICE.emulator();
    private final TestClient client = new TestClient(emulator);

    @ParameterizedTest
    @ValueSource(strings = {"AVAILABLE", "LIMITED", "BLOCKED"})
    void theHealthIsWhatWasSet(String status) {
        emulator.health(status);
        JsonNode json = client.get("/health_status").json();
        assertThat(json.at("/health_status/can_send_message").asText()).isEqualTo(status);
        JsonNode number = json.at("/health_status/entities/0");
        assertThat(number.path("entity_type").asText()).isEqualTo("PHONE_NUMBER");
        assertThat(number.path("id").asText())
                .isEqualTo(json.path("id").asText())
                .isEqualTo("106540352242922");
        assertThat(number.has("additional_info")).isEqualTo(status.equals("LIMITED"));
        assertThat(number.has("errors")).isEqualTo(status.equals("BLOCKED"));
        assertThat(client.get("/emulator/settings").json().path("health").asText())
                .isEqualTo(status);

        emulator.reset();
        assertThat(client.get("/health_status")
                        .json()
                        .at("/health_status/can_send_message")
                        .asText())
                .isEqualTo("AVAILABLE");
    }

    @Test
    void aProfileIsChangedFieldByField() {
        change("{\"messaging_product\":\"whatsapp\",\"about\":\"Open\",\"websites\":[\"https://example.com\"]}", 200);
        change("{\"messaging_product\":\"whatsapp\",\"about\":\"Closed\",\"profile_picture_handle\":\"4::aW\"}", 200);
        JsonNode profile =
                client.get("/whatsapp_business_profile?fields=about").json().at("/data/0");
        assertThat(profile.path("about").asText()).isEqualTo("Closed");
        assertThat(profile.at("/websites/0").asText()).isEqualTo("https://example.com");
        assertThat(profile.path("profile_picture_url").asText()).startsWith("https://");
        assertThat(profile.has("profile_picture_handle")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"about, 139", "address, 256", "description, 512", "email, 128"})
    void aProfileHasItsLimits(String field, int most) {
        String json = "{\"messaging_product\":\"whatsapp\",\"" + field + "\":\"%s\"}";
        change(json.formatted("x".repeat(most)), 200);
        change(json.formatted("x".repeat(most + 1)), 400);
        change("{\"about\":\"no product\"}", 400);
        change("{\"messaging_product\":\"whatsapp\",\"websites\":[\"a\",\"b\",\"c\"]}", 400);
    }

    private void change(String json, int status) {
        assertThat(post("/whatsapp_business_profile", json).status()).isEqualTo(status);
    }

    @Test
    void onlyWhoWroteInTheLast24HoursCanBeBlocked() {
        emulator.chat(TestClient.NUMBER).writes("Hello");
        Response mixed = post("/block_users", users("+49 151 12345678", "4915100000000"));
        assertThat(mixed.status()).isEqualTo(400);
        assertThat(mixed.code()).isEqualTo(139100);
        JsonNode lists = mixed.json().path("block_users");
        assertThat(lists.at("/added_users/0/input").asText()).isEqualTo("+49 151 12345678");
        assertThat(lists.at("/added_users/0/wa_id").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(lists.at("/failed_users/0/errors/0/code").asInt()).isEqualTo(131047);

        assertThat(send("DELETE", "/block_users", users(TestClient.NUMBER)).status())
                .isEqualTo(200);
        emulator.advance(Duration.ofHours(25));
        assertThat(post("/block_users", users(TestClient.NUMBER)).status()).isEqualTo(400);
        assertThat(post("/block_users", "{\"messaging_product\":\"whatsapp\",\"block_users\":[]}")
                        .code())
                .isEqualTo(100);
    }

    @Test
    void aBlockedUserGetsAndSendsNothing() {
        emulator.chat("DE.100").writes("Hello");
        assertThat(post(
                                "/block_users",
                                "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user_id\":\"DE.100\"}]}")
                        .json()
                        .at("/block_users/added_users/0/user_id")
                        .asText())
                .isEqualTo("DE.100");
        Response refused = post(
                "/messages",
                "{\"messaging_product\":\"whatsapp\",\"recipient\":\"DE.100\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}");
        assertThat(refused.code()).isEqualTo(130403);
        assertThatThrownBy(() -> emulator.chat("DE.100").writes("Hello?"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blocked");
        emulator.reset();
        assertThat(client.get("/block_users").json().path("data")).isEmpty();
    }

    @Test
    void theBlockedUsersHavePages() {
        for (String number : new String[] {"4915100000001", "4915100000002", "4915100000003"}) {
            emulator.chat(number).writes("Hello");
            assertThat(post("/block_users", users(number)).status()).isEqualTo(200);
        }
        JsonNode first = client.get("/block_users?limit=2").json();
        assertThat(first.path("data")).hasSize(2);
        String after = first.at("/paging/cursors/after").asText();
        JsonNode second = client.get("/block_users?limit=2&after=" + after).json();
        assertThat(second.path("data")).hasSize(1);
        assertThat(second.at("/data/0/wa_id").asText()).isEqualTo("4915100000003");
    }

    @Test
    void anAccountEventReachesTheWebhook() {
        try (Hook hook = new Hook()) {
            emulator.webhook(hook.url(), Map.of());
            emulator.reports("account_update", "{\"event\":\"ACCOUNT_DELETED\"}");
            Response answer = post(
                    "/emulator/webhooks",
                    "{\"field\":\"user_preferences\",\"value\":{\"messaging_product\":\"whatsapp\",\"user_preferences\":[]}}");
            assertThat(answer.status()).isEqualTo(202);
            emulator.webhooks().awaitDelivered(2);

            JsonNode deleted = hook.posts().get(0).json().at("/entry/0");
            assertThat(deleted.path("time").isIntegralNumber()).isTrue();
            assertThat(deleted.at("/changes/0/field").asText()).isEqualTo("account_update");
            assertThat(deleted.at("/changes/0/value")).hasToString("{\"event\":\"ACCOUNT_DELETED\"}");
            assertThat(hook.posts()
                            .get(1)
                            .json()
                            .at("/entry/0/changes/0/value/metadata/phone_number_id")
                            .asText())
                    .isEqualTo("106540352242922");
            assertThat(emulator.webhooks().attempts())
                    .extracting(WebhookDelivery::what)
                    .containsExactly("account account_update", "account user_preferences");
        }
    }

    @Test
    void whatIsNoAccountEventIsRefused() {
        assertThatThrownBy(() -> emulator.reports("account_update", "7")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> emulator.reports("account_update", "{")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> emulator.reports("", "{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> emulator.health("WELL")).isInstanceOf(IllegalArgumentException.class);
        assertThat(post("/emulator/webhooks", "{}").status()).isEqualTo(400);
        try (Whatsapp360Emulator old = Whatsapp360Emulator.builder()
                .hosting(EmulatedHosting.ON_PREMISE)
                .start()) {
            assertThatThrownBy(() -> old.reports("account_update", "{}")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Response post(String path, String json) {
        return send("POST", path, json);
    }

    private Response send(String method, String path, String json) {
        return client.send(method, path, json.getBytes(UTF_8), "Content-Type: application/json");
    }

    private static String users(String... numbers) {
        StringBuilder users = new StringBuilder();
        for (String number : numbers) {
            users.append(users.isEmpty() ? "" : ",")
                    .append("{\"user\":\"")
                    .append(number)
                    .append("\"}");
        }
        return "{\"messaging_product\":\"whatsapp\",\"block_users\":[" + users + "]}";
    }
}
