package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.model.WebhookDelivery.Outcome;
import io.github.whatsapp360.emulator.wire.PostClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator calls webhooks on this machine and on allowed hosts only. */
class AllowedWebhooksTest {

    private static final String PLACEHOLDER = "https://whatsapp.example.com/hook";

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    private Whatsapp360Emulator emulator;
    private TestClient client;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder()
                .allowedWebhook("hooks.invalid")
                .webhookRetryDelay(Duration.ofMillis(10))
                .start();
        client = new TestClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private Response configure(String path, String json) {
        return client.send("POST", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    private String send() {
        return client.message("text", "{\"body\":\"Hi\"}")
                .json()
                .at("/messages/0/id")
                .asText();
    }

    @Test
    void aPlaceholderIsTakenAndNeverCalled() {
        Response answer =
                configure("/v1/configs/webhook", "{\"url\":\"" + PLACEHOLDER + "\",\"headers\":{\"A\":\"b\"}}");
        assertThat(answer.text())
                .as("as the service answers it")
                .isEqualTo("{\"url\":\"" + PLACEHOLDER + "\",\"headers\":{\"A\":\"b\"}}");
        emulator.faults(
                FaultRule.on(FaultRule.On.WEBHOOK, Fault.Status.bare(500)).times(1));
        emulator.awaitStatus(send(), "delivered");
        Awaitility.await().until(() -> emulator.webhooks().attempts().size() == 2);
        assertThat(emulator.webhooks().attempts())
                .allSatisfy(attempt -> {
                    assertThat(attempt.outcome()).isEqualTo(Outcome.NOT_ALLOWED);
                    assertThat(attempt.status()).isZero();
                    assertThat(attempt.duration()).isZero();
                })
                .extracting(WebhookDelivery::attempt)
                .containsOnly(1);
        assertThat(emulator.webhooks().waiting()).isZero();
        JsonNode line = client.get("/emulator/webhooks").json().path(0);
        assertThat(line.path("outcome").asText()).isEqualTo("not allowed");
        assertThat(line.path("error").asText())
                .startsWith("Not allowed, not called")
                .contains("--allowed-webhook");
        assertThat(client.get("/emulator/settings").json().path("webhook").toString())
                .isEqualTo("{\"url\":\"" + PLACEHOLDER + "\",\"allowed\":false,\"headers\":{\"A\":\"***\"}}");
        assertThat(client.get("/emulator/faults").json().at("/rules/0/hits").asInt())
                .isZero();
    }

    @Test
    void howeverItIsSet() {
        emulator.webhook(URI.create(PLACEHOLDER), Map.of());
        emulator.chat(TestClient.NUMBER).writes("Hi");
        Awaitility.await().until(() -> emulator.webhooks().attempts().size() == 1);
        client.send(
                "PUT",
                "/emulator/settings",
                ("{\"webhook\":{\"url\":\"" + PLACEHOLDER + "\"}}").getBytes(StandardCharsets.UTF_8));
        emulator.chat(TestClient.NUMBER).writes("Hi");
        Awaitility.await().until(() -> emulator.webhooks().attempts().size() == 2);
        try (Hook hook = new Hook()) {
            emulator.webhook(hook.url(), Map.of());
            configure(
                    "/multi_webhook",
                    "{\"enabled\":true,\"destinations\":[{\"name\":\"a\",\"url\":\"" + PLACEHOLDER + "\"}]}");
            emulator.chat(TestClient.NUMBER).writes("Hi");
            Awaitility.await().until(() -> emulator.webhooks().attempts().size() == 4);
        }
        assertThat(emulator.webhooks().attempts())
                .extracting(WebhookDelivery::outcome)
                .containsExactly(Outcome.NOT_ALLOWED, Outcome.NOT_ALLOWED, Outcome.DELIVERED, Outcome.NOT_ALLOWED);
    }

    @Test
    void anAllowedHostIsCalledAtAnyPort() {
        assertThat(configure("/v1/configs/webhook", "{\"url\":\"http://HOOKS.invalid:9/\"}")
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/emulator/settings")
                        .json()
                        .at("/webhook/allowed")
                        .asBoolean())
                .isTrue();
        send();
        Awaitility.await().until(() -> emulator.webhooks().failed() > 0);
        assertThat(emulator.webhooks().attempts().get(0).outcome()).isEqualTo(Outcome.RETRY);
        assertThat(client.get("/emulator/webhooks").json().at("/0/error").asText())
                .isEqualTo("UnknownHostException");
        assertThat(configure("/v1/configs/webhook", "{\"url\":\"http://other.invalid:9/\"}")
                        .status())
                .isEqualTo(400);
        assertThat(configure("/v1/configs/webhook", "{\"url\":\"http://me:pw@hooks.invalid/\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:65536/", "https://127.0.0.1:99999/", "http://hooks.invalid:0/"})
    void aPortThatCannotBeIsRefused(String url) {
        assertThat(configure("/v1/configs/webhook", "{\"url\":\"" + url + "\"}").status())
                .isEqualTo(400);
    }

    /** Some libraries treat these names as this machine, and others do not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost.",
                "localhost.evil.example",
                "127.0.0.1.nip.io",
                "127.0.0.1.",
                "127.1",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "2130706433",
                "0",
                "0.0.0.0",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::1%lo]",
                "user@localhost",
                "localhost\\\\.evil",
                "①②⑦.0.0.1",
            })
    void whatOnlyResemblesThisMachineIsNotCalled(String host) {
        assertThat(configure("/v1/configs/webhook", "{\"url\":\"http://" + host + "/\"}")
                        .status())
                .isEqualTo(400);
        configure("/v1/configs/webhook", "{\"url\":\"https://" + host + "/\"}");
        assertThat(client.get("/emulator/settings")
                        .json()
                        .at("/webhook/allowed")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> redirect(server, "http://127.0.0.1:" + other.getLocalPort() + "/"));
            answers.start();
            emulator.webhook(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), Map.of());
            emulator.chat(TestClient.NUMBER).writes("Hi");
            Awaitility.await().until(() -> emulator.webhooks().failed() == 1);
            assertThat(emulator.webhooks().attempts().get(0).status()).isEqualTo(307);
            other.setSoTimeout(100);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(other::accept))
                    .isInstanceOf(java.net.SocketTimeoutException.class);
            emulator.reset();
            answers.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void redirect(ServerSocket server, String to) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write(("HTTP/1.1 307 x\r\nLocation: " + to + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes(20);
        } catch (IOException e) {
            // The test is over.
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/", "http://0.0.0.0/", "http://[2001:db8::1]/", "http://[::]/"})
    void whatIsNotOnThisMachineByItsAddressIsNotConnectedTo(String url) {
        try (PostClient posts = new PostClient(Duration.ofSeconds(5))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> posts.post(URI.create(url), Map.of(), new byte[0], true)))
                    .isInstanceOf(PostClient.Elsewhere.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void whatIsIsCalled(String host) {
        try (Hook hook = new Hook()) {
            emulator.webhook(URI.create(hook.url().toString().replace("127.0.0.1", host)), Map.of());
            send();
            emulator.webhooks().awaitDelivered(2);
            assertThat(hook.statuses()).containsExactly("sent", "delivered");
        }
    }
}
