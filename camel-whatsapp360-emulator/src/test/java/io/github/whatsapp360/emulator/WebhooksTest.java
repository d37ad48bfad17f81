package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.model.WebhookDelivery.Outcome;
import io.github.whatsapp360.emulator.webhooks.Deliveries;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses of messages, reported to a webhook over HTTP. */
class WebhooksTest {

    private final MovableClock clock = new MovableClock();
    private final Hook hook = new Hook();
    private Whatsapp360Emulator emulator;
    private TestClient client;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder().clock(clock).unlimited().start();
        emulator.webhook(hook.url(), Map.of("Authorization", "Bearer secret"));
        client = new TestClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
        hook.close();
    }

    private String send() {
        Response response = client.message("text", "{\"body\":\"Hi\"}");
        assertThat(response.status()).isEqualTo(200);
        return response.json().at("/messages/0/id").asText();
    }

    private void config(String json, int status) {
        assertThat(client.send(
                                "POST",
                                "/v1/configs/webhook",
                                json.getBytes(StandardCharsets.UTF_8),
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void anAcceptedMessageIsSentThenDelivered() throws Exception {
        String id = client.post(
                        """
                {"messaging_product":"whatsapp","to":"+49 151 12345678","type":"text","text":{"body":"Hi"},
                 "biz_opaque_callback_data":"order 17"}""")
                .json()
                .at("/messages/0/id")
                .asText();
        emulator.webhooks().awaitDelivered(2);
        assertThat(hook.statuses()).containsExactly("sent", "delivered");
        Hook.Post post = hook.posts().get(0);
        assertThat(post.headers()).containsEntry("Authorization", List.of("Bearer secret"));
        assertThat(post.headers()).containsEntry("Content-type", List.of("application/json"));
        assertThat(post.json())
                .isEqualTo(new ObjectMapper()
                        .readTree(
                                """
                {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{
                  "messaging_product":"whatsapp",
                  "metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
                  "statuses":[{"id":"%s","status":"sent","timestamp":"%d","recipient_id":"4915112345678",
                    "biz_opaque_callback_data":"order 17",
                    "pricing":{"billable":false,"pricing_model":"PMP","category":"service","type":"free_customer_service"}}]},
                  "field":"messages"}]}]}"""
                                        .formatted(id, clock.instant().getEpochSecond())));
        assertThat(emulator.webhooks().attempts())
                .extracting(WebhookDelivery::what, WebhookDelivery::status, WebhookDelivery::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("status sent", 200, Outcome.DELIVERED),
                        org.assertj.core.groups.Tuple.tuple("status delivered", 200, Outcome.DELIVERED));
        assertThat(emulator.webhooks().answerTime(100)).isPositive();
    }

    @Test
    void whatTheCustomerReadsIsReported() {
        String id = send();
        emulator.chat(TestClient.NUMBER).reads();
        emulator.webhooks().awaitDelivered(3);
        assertThat(hook.statuses()).containsExactly("sent", "delivered", "read");
        assertThat(hook.posts().get(2).status().has("pricing")).isFalse();
        emulator.awaitStatus(id, "read");
        emulator.chat(TestClient.NUMBER).reads();
        emulator.statuses(StatusReports.inOrder().andRead());
        send();
        emulator.webhooks().awaitDelivered(6);
        assertThat(hook.statuses()).as("once").hasSize(6).endsWith("sent", "delivered", "read");
    }

    @Test
    void failedMessagesSayWhy() {
        emulator.statuses(StatusReports.inOrder().failing(131026, TestClient.NUMBER));
        String id = send();
        emulator.webhooks().awaitDelivered(1);
        assertThat(hook.posts().get(0).status().at("/errors/0").toString())
                .isEqualTo("{\"code\":131026,\"title\":\"Message undeliverable\",\"message\":\"Message undeliverable\","
                        + "\"error_data\":{\"details\":\"Message undeliverable.\"},"
                        + "\"href\":\"https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/\"}");
        emulator.awaitStatus(id, "failed");
        client.post(
                "{\"messaging_product\":\"whatsapp\",\"to\":\"4930901820\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}");
        emulator.webhooks().awaitDelivered(3);
        assertThat(hook.statuses()).containsExactly("failed", "sent", "delivered");
    }

    @Test
    void aShareOfTheMessagesFails() {
        emulator.statuses(StatusReports.inOrder().failing(131000, 0.5));
        for (int i = 0; i < 200; i++) {
            send();
        }
        Awaitility.await()
                .until(() -> emulator.webhooks().delivered() >= 200
                        && emulator.webhooks().waiting() == 0
                        && hook.statuses().size()
                                == 200
                                        + hook.statuses().stream()
                                                .filter("sent"::equals)
                                                .count());
        assertThat(hook.statuses().stream().filter("failed"::equals).count()).isBetween(60L, 140L);
    }

    @Test
    void statusesCanComeReversedDoubledAndNotAtAll() {
        emulator.statuses(
                StatusReports.inOrder().ordered(StatusReports.Order.REVERSED).copies(2));
        String id = send();
        emulator.webhooks().awaitDelivered(4);
        assertThat(hook.statuses()).containsExactly("delivered", "delivered", "sent", "sent");
        emulator.awaitStatus(id, "delivered");
        emulator.statuses(StatusReports.none());
        send();
        emulator.statuses(StatusReports.inOrder());
        send();
        emulator.webhooks().awaitDelivered(6);
        assertThat(hook.statuses()).hasSize(6).endsWith("sent", "delivered");
    }

    @Test
    void shuffledStatusesComeInEveryOrder() {
        emulator.statuses(StatusReports.inOrder().ordered(StatusReports.Order.SHUFFLED));
        for (int i = 0; i < 40; i++) {
            send();
        }
        emulator.webhooks().awaitDelivered(80);
        List<String> first = hook.posts().stream()
                .collect(java.util.stream.Collectors.toMap(
                        post -> post.status().path("id").asText(),
                        post -> post.status().path("status").asText(),
                        (earlier, later) -> earlier))
                .values()
                .stream()
                .toList();
        assertThat(first).contains("sent", "delivered");
    }

    @Test
    void statusesCanBeLate() {
        emulator.statuses(StatusReports.inOrder().delayedBy(Duration.ofMinutes(5)));
        Instant sent = clock.instant();
        String id = send();
        clock.forward(Duration.ofSeconds(299));
        Awaitility.await().during(Duration.ofMillis(150)).until(() -> hook.posts()
                .isEmpty());
        clock.forward(Duration.ofSeconds(1));
        emulator.webhooks().awaitDelivered(2);
        emulator.awaitStatus(id, "delivered");
        assertThat(hook.posts().get(0).status().path("timestamp").asLong())
                .isEqualTo(sent.plusSeconds(300).getEpochSecond());
    }

    @Test
    void whatIsNotAnsweredWith200ComesAgainWithGrowingDelays() {
        hook.answers(500, 204, -1);
        emulator.statuses(StatusReports.inOrder().failing(131000, 1));
        send();
        int seconds = 1;
        for (int attempts = 1; attempts <= 3; attempts++) {
            int before = attempts;
            Awaitility.await().until(() -> emulator.webhooks().failed() == before);
            clock.forward(Duration.ofMillis(seconds * 1000L - 1));
            Awaitility.await()
                    .during(Duration.ofMillis(60))
                    .until(() -> hook.posts().size() == before);
            clock.forward(Duration.ofMillis(1));
            seconds *= 2;
        }
        emulator.webhooks().awaitDelivered(1);
        List<WebhookDelivery> sent = emulator.webhooks().attempts();
        assertThat(sent).extracting(WebhookDelivery::attempt).containsExactly(1, 2, 3, 4);
        assertThat(sent).extracting(WebhookDelivery::status).containsExactly(500, 204, 0, 200);
        assertThat(sent).extracting(WebhookDelivery::outcome).endsWith(Outcome.RETRY, Outcome.DELIVERED);
    }

    @Test
    void aWebhookHasFiveSecondsToAnswer() throws Exception {
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 10, java.net.InetAddress.getLoopbackAddress())) {
            emulator.webhook(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), Map.of());
            emulator.statuses(StatusReports.inOrder().failing(131000, 1));
            send();
            Awaitility.await().until(() -> emulator.webhooks().failed() == 1);
            WebhookDelivery attempt = emulator.webhooks().attempts().get(0);
            assertThat(attempt.status()).isZero();
            assertThat(attempt.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(4_900));
        }
    }

    @Test
    void aWebhookThatIsNotThereIsTriedForSevenDays() {
        Hook gone = new Hook();
        gone.close();
        emulator.webhook(gone.url(), Map.of());
        emulator.statuses(StatusReports.inOrder().failing(131000, 1));
        send();
        Awaitility.await().until(() -> emulator.webhooks().failed() == 1);
        clock.forward(Duration.ofDays(7));
        Awaitility.await().until(() -> emulator.webhooks().failed() == 2);
        clock.forward(Duration.ofSeconds(3));
        Awaitility.await().until(() -> emulator.webhooks().failed() == 3);
        assertThat(emulator.webhooks().attempts())
                .extracting(WebhookDelivery::outcome)
                .containsExactly(Outcome.RETRY, Outcome.RETRY, Outcome.GIVEN_UP);
        assertThat(emulator.webhooks().waiting()).isZero();
    }

    @Test
    void theWebhookIsConfiguredWithTheKey() {
        assertThat(client.get("/v1/configs/webhook").json().path("url").asText())
                .isEqualTo(hook.url().toString());
        try (Hook other = new Hook()) {
            config("{\"url\":\"" + other.url() + "\",\"headers\":{\"X-Secret\":\"s\"}}", 200);
            assertThat(client.get("/v1/configs/webhook").text())
                    .isEqualTo("{\"url\":\"" + other.url() + "\",\"headers\":{\"X-Secret\":\"s\"}}");
            send();
            emulator.webhooks().awaitDelivered(2);
            assertThat(other.posts().get(0).headers()).containsEntry("X-secret", List.of("s"));
            emulator.reset();
            send();
            emulator.webhooks().awaitDelivered(2);
            assertThat(other.statuses()).as("a reset keeps it").hasSize(4);
        }
        assertThat(hook.posts()).isEmpty();
        assertThat(new TestClient(emulator.baseUrl(), "wrong")
                        .get("/v1/configs/webhook")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/hook",
                "https://example.com:8443/hook",
                "https://my_host.example.com/",
                "ftp://127.0.0.1/",
                "https://me:pw@example.com/",
                "127.0.0.1:80/hook",
                "https:///hook",
                "http://127.0.0.1.example.com/",
                ""
            })
    void otherAddressesAreRefusedAsTheServiceDoes(String url) {
        config("{\"url\":\"" + url + "\"}", 400);
        assertThatIllegalArgumentException().isThrownBy(() -> emulator.webhook(URI.create(url), Map.of()));
        assertThat(client.get("/v1/configs/webhook").json().path("url").asText())
                .isEqualTo(hook.url().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.com/hook", "http://localhost:8080/", "http://[::1]:80/x", "https://127.0.0.1:9/"
            })
    void theseAreTaken(String url) {
        config("{\"url\":\"" + url + "\"}", 200);
    }

    @Test
    void headersCannotBreakThePost() {
        config("{\"url\":\"" + hook.url() + "\",\"headers\":{\"A\":\"b\\r\\nHost: x\"}}", 400);
        config("{\"url\":\"" + hook.url() + "\",\"headers\":{\"Content-Length\":\"1\"}}", 400);
    }

    @Test
    void moreDestinationsGetACopyOnceTheFirstHasTakenIt() {
        try (Hook copy = new Hook()) {
            assertThat(multi("PUT", "{\"destinations\":[]}").status())
                    .as("not enabled")
                    .isEqualTo(409);
            assertThat(multi(
                                    "POST",
                                    "{\"enabled\":true,\"destinations\":[{\"name\":\"crm\",\"url\":\"" + copy.url()
                                            + "\"}]}")
                            .status())
                    .isEqualTo(200);
            assertThat(client.get("/multi_webhook").text())
                    .isEqualTo("{\"enabled\":true,\"destinations\":[{\"name\":\"crm\",\"url\":\"" + copy.url()
                            + "\",\"headers\":{}}]}");
            hook.answers(500);
            send();
            Awaitility.await().until(() -> emulator.webhooks().failed() == 1);
            clock.forward(Duration.ofSeconds(1));
            emulator.webhooks().awaitDelivered(4);
            assertThat(copy.statuses()).containsExactlyInAnyOrder("sent", "delivered");
            String four = "{\"destinations\":[" + "{\"name\":\"%s\",\"url\":\"https://example.com/\"},".repeat(2)
                    + "{\"name\":\"%s\",\"url\":\"https://example.com/\"}]}";
            assertThat(multi("PUT", four.formatted("a", "b", "c")).status())
                    .as("three at most")
                    .isEqualTo(400);
            assertThat(multi("PATCH", "{\"name\":\"crm\",\"headers\":{\"A\":\"b\"}}")
                            .status())
                    .isEqualTo(200);
            assertThat(client.get("/multi_webhook")
                            .json()
                            .at("/destinations/0/headers/A")
                            .asText())
                    .isEqualTo("b");
            assertThat(multi("DELETE", "{\"name\":\"crm\"}").status()).isEqualTo(200);
            assertThat(multi("DELETE", "{\"name\":\"crm\"}").status()).isEqualTo(404);
        }
    }

    private Response multi(String method, String json) {
        return client.send(
                method, "/multi_webhook", json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    @Test
    void nothingOfAResetOrClosedEmulatorComesLater() {
        emulator.statuses(StatusReports.inOrder().failing(131000, 1));
        hook.answers(500);
        send();
        Awaitility.await().until(() -> emulator.webhooks().failed() == 1);
        emulator.reset();
        clock.forward(Duration.ofHours(1));
        send();
        emulator.webhooks().awaitDelivered(2);
        assertThat(hook.statuses()).containsExactly("failed", "sent", "delivered");
    }

    @Test
    void closingBreaksOffAPostThatWaits() throws Exception {
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 10, java.net.InetAddress.getLoopbackAddress())) {
            emulator.webhook(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), Map.of());
            send();
            try (java.net.Socket post = silent.accept()) {
                assertThat(post.getInputStream().read()).isEqualTo('P');
                long start = System.nanoTime();
                emulator.close();
                post.getInputStream().readAllBytes();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("less than the post would have waited by itself")
                        .isLessThan(Deliveries.TIMEOUT);
            }
        }
    }

    @Test
    void itIsToldWithoutAWebhookToo() {
        try (Whatsapp360Emulator quiet = Whatsapp360Emulator.start()) {
            String id = new TestClient(quiet)
                    .message("text", "{\"body\":\"Hi\"}")
                    .json()
                    .at("/messages/0/id")
                    .asText();
            quiet.awaitStatus(id, "delivered");
            assertThat(quiet.webhooks().attempts()).isEmpty();
        }
    }
}
