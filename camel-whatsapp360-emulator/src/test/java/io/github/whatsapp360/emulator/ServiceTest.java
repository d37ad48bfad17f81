package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.MessageQuery;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator runs as a service: it can be watched, stops gracefully, and others need a token. */
class ServiceTest {

    private static final String TOKEN = "a-long-access-token";

    private static Whatsapp360Emulator open() {
        return Whatsapp360Emulator.builder()
                .bind("0.0.0.0")
                .accessToken(TOKEN)
                .apiKey("own-key")
                .start();
    }

    private static String basic(String user) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void othersNeedATokenAndAKey() {
        for (Whatsapp360Emulator.Builder builder : List.of(
                Whatsapp360Emulator.builder().bind("0.0.0.0"),
                Whatsapp360Emulator.builder().bind("0.0.0.0").apiKey("own-key"),
                Whatsapp360Emulator.builder().bind("::").accessToken(TOKEN))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::start)
                    .withMessageContaining("--access-token-file")
                    .withMessageContaining("--api-key");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Whatsapp360Emulator.builder().accessToken("short"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Whatsapp360Emulator.builder().bind("no such host"));
        Whatsapp360Emulator.builder().bind("127.0.0.1").start().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app.js", "/emulator/chats", "/emulator/events", "/emulator/state", "/metrics"})
    void withoutTheTokenThereIsNothing(String path) {
        try (Whatsapp360Emulator emulator = open()) {
            TestClient client = new TestClient(emulator);
            for (String[] headers : new String[][] {
                {},
                {"Authorization: Bearer " + TOKEN + "x"},
                {"Authorization: Bearer"},
                {"Authorization: " + TOKEN},
                {basic("me:wrong")},
                {"Authorization: Basic %"},
                {"Authorization: Bearer " + TOKEN, "Authorization: Bearer wrong"}
            }) {
                Response response = client.get(path, headers);
                assertThat(response.status()).as(path).isEqualTo(401);
                assertThat(response.headers().get("www-authenticate")).startsWith("Basic ");
                assertThat(response.text()).doesNotContain("own-key", TOKEN);
            }
        }
    }

    @Test
    void theTokenOpensThePageAndTheApi() {
        try (Whatsapp360Emulator emulator = open()) {
            TestClient client = new TestClient(emulator);
            assertThat(emulator.baseUrl()).startsWith("http://127.0.0.1:");
            assertThat(client.get("/emulator/chats", "Authorization: bearer " + TOKEN)
                            .status())
                    .isEqualTo(200);
            assertThat(client.get("/", basic("anyone:" + TOKEN)).text()).contains("own-key");
            assertThat(client.message("text", "{\"body\":\"the service has its own key\"}")
                            .status())
                    .isEqualTo(200);
            byte[] large = new byte[5 << 20];
            assertThat(client.send("PUT", "/emulator/state", large).status()).isEqualTo(401);
            assertThat(client.send("PUT", "/emulator/state", large, "Authorization: Bearer " + TOKEN)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void healthNeedsNeitherTokenNorHost() throws IOException {
        try (Whatsapp360Emulator emulator = open();
                Socket socket = new TestClient(emulator).connect()) {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: 10.0.0.7:3600\r\nConnection: close\r\n\r\n".getBytes());
            Response health = TestClient.read(socket.getInputStream());
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.text()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(emulator.requests()).isEmpty();
        }
    }

    @Test
    void metricsCount() throws Exception {
        try (Hook hook = new Hook();
                Whatsapp360Emulator emulator = Whatsapp360Emulator.start()) {
            emulator.webhook(hook.url(), Map.of());
            TestClient client = new TestClient(emulator);
            client.message("image", "{\"id\":\"" + client.upload(Sample.good("photo.jpg")) + "\"}");
            client.message("text", "{\"body\":\"\"}");
            emulator.chat(TestClient.NUMBER).writes("Hi");
            emulator.webhooks().awaitDelivered(3);
            Response metrics = client.get("/metrics");
            assertThat(metrics.headers().get("content-type")).startsWith("text/plain; version=0.0.4");
            assertThat(metrics.text().lines().filter(line -> !line.startsWith("#")))
                    .containsExactly(
                            "whatsapp360_emulator_requests_total{status=\"200\"} 2",
                            "whatsapp360_emulator_requests_total{status=\"400\"} 1",
                            "whatsapp360_emulator_messages_total{direction=\"in\"} 1",
                            "whatsapp360_emulator_messages_total{direction=\"out\"} 1",
                            "whatsapp360_emulator_webhook_attempts_total{outcome=\"delivered\"} 3",
                            "whatsapp360_emulator_webhook_attempts_total{outcome=\"failed\"} 0",
                            "whatsapp360_emulator_webhooks_waiting 0",
                            "whatsapp360_emulator_files 1",
                            "whatsapp360_emulator_faults 0");
            assertThat(metrics.text())
                    .contains("# TYPE whatsapp360_emulator_requests_total counter\n")
                    .endsWith("\n");
        }
    }

    @Test
    void aStopLetsRequestsEnd() {
        Whatsapp360Emulator emulator = Whatsapp360Emulator.start();
        TestClient client = new TestClient(emulator);
        emulator.faults(FaultRule.on(FaultRule.On.MESSAGES, new Fault.Latency(Duration.ofMillis(500))));
        CompletableFuture<Response> slow =
                CompletableFuture.supplyAsync(() -> client.message("text", "{\"body\":\"x\"}"));
        await().until(() ->
                client.get("/emulator/faults").json().at("/rules/0/hits").asInt() == 1);
        emulator.stop(Duration.ofMinutes(1));
        assertThat(slow.join().status()).isEqualTo(200);
    }

    @Test
    void aStopTriesWebhooksThatAreDue() throws Exception {
        try (Hook hook = new Hook()) {
            Whatsapp360Emulator emulator = Whatsapp360Emulator.start();
            emulator.webhook(hook.url(), Map.of());
            for (int i = 0; i < 50; i++) {
                emulator.chat("49151123456" + (10 + i)).writes("Hi");
            }
            emulator.stop(Duration.ofMinutes(1));
            assertThat(hook.posts()).hasSize(50);
        }
    }

    @Test
    void aStopDoesNotWaitForFurtherAttemptsNorForSilence() throws Exception {
        try (Hook hook = new Hook().answers(503)) {
            Whatsapp360Emulator emulator = Whatsapp360Emulator.builder()
                    .webhookRetryDelay(Duration.ofHours(1))
                    .start();
            emulator.webhook(hook.url(), Map.of());
            emulator.chat(TestClient.NUMBER).writes("Hi");
            await().until(() -> emulator.webhooks().failed() == 1);
            TestClient client = new TestClient(emulator);
            CompletableFuture<Response> wait =
                    CompletableFuture.supplyAsync(() -> client.get("/emulator/wait?timeout=PT9M&text=never"));
            emulator.faults(FaultRule.on(FaultRule.On.MESSAGES, new Fault.Silent()));
            CompletableFuture<Void> silent =
                    CompletableFuture.runAsync(() -> client.message("text", "{\"body\":\"x\"}"));
            await().until(() ->
                    client.get("/emulator/faults").json().at("/rules/0/hits").asInt() == 1);
            emulator.stop(Duration.ofMinutes(10)); // it is over long before
            assertThat(wait.handle((answer, error) -> "ended").join()).isEqualTo("ended");
            assertThat(silent).failsWithin(Duration.ofMinutes(1));
        }
    }

    @Test
    void theGraceIsTheMost() {
        Whatsapp360Emulator emulator = Whatsapp360Emulator.start();
        TestClient client = new TestClient(emulator);
        emulator.faults(FaultRule.on(FaultRule.On.MESSAGES, new Fault.Latency(Duration.ofMinutes(10))));
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> client.message("text", "{\"body\":\"x\"}"));
        await().until(() ->
                client.get("/emulator/faults").json().at("/rules/0/hits").asInt() == 1);
        emulator.stop(Duration.ofMillis(10));
        assertThat(slow).failsWithin(Duration.ofMinutes(1));
    }

    /** The example files name options that exist. */
    @ParameterizedTest
    @ValueSource(strings = {"whatsapp360-emulator.service", "Containerfile"})
    void theExampleStarts(String name, @TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Path examples = Path.of("..", "examples", "emulator");
        String text =
                Files.readString(examples.resolve(name)).replace("\\\n", " ").replaceAll("[\",\\[\\]]", " ");
        Matcher command = Pattern.compile("emulator\\.jar +(--.*)").matcher(text);
        assertThat(command.find()).isTrue();
        String[] args = Arrays.stream(command.group(1).strip().split("\\s+"))
                .map(arg -> arg.replaceAll(
                        "^(/run/|%d/|\\$\\{CREDENTIALS_DIRECTORY}/).*", Matcher.quoteReplacement(token.toString())))
                .map(arg -> arg.startsWith("/") && !arg.equals(token.toString())
                        ? folder.resolve("data").toString()
                        : arg)
                .map(arg -> arg.equals("3600") ? "0" : arg)
                .toArray(String[]::new);
        assertThat(args).contains("--access-token-file");
        try (Whatsapp360Emulator emulator =
                CommandLine.parse(args).builder().apiKey("own-key").start()) {
            assertThat(emulator.find(MessageQuery.any())).isEmpty();
        }
    }
}
