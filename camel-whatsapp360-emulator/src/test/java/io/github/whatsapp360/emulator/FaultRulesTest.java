package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.FaultRule.On;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault rules at the emulator's own address. Each test ends with a successful call. */
class FaultRulesTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE =
            Whatsapp360EmulatorExtension.of(Whatsapp360Emulator.Builder::unlimited);

    private static final String TEXT =
            "{\"messaging_product\":\"whatsapp\",\"to\":\"4915112345678\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}";

    private Whatsapp360Emulator emulator;
    private TestClient client;

    @BeforeEach
    void client() {
        emulator = SERVICE.emulator();
        client = new TestClient(emulator);
    }

    @AfterEach
    void inTheEndItWorks() {
        emulator.faults();
        assertThat(client.post(TEXT).status()).isEqualTo(200);
    }

    private Socket begin(String body) throws IOException {
        Socket socket = client.connect();
        socket.getOutputStream()
                .write(("POST /messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nD360-API-KEY: "
                                + emulator.apiKey() + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void aRefusalCanHaveAnyForm() {
        emulator.faults(FaultRule.on(
                On.MESSAGES,
                Fault.Status.meta(500, 131000, "Something went wrong").retryAfter("7")));
        Response refused = client.post(TEXT);
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.code()).isEqualTo(131000);
        assertThat(refused.headers()).containsEntry("retry-after", "7");
        assertThat(emulator.messages()).isEmpty();
        assertThat(emulator.requests().get(0).status()).isEqualTo(500);
        assertThat(emulator.requests().get(0).bodyLength()).isEqualTo(TEXT.length());
        assertThat(client.get("/emulator/requests").json().at("/0/fault").asText())
                .isEqualTo("status");
        assertThat(client.get("/emulator/requests").json().at("/0/code").asInt())
                .isEqualTo(131000);
    }

    @Test
    void theConnectionIsResetBeforeTheBodyIsRead() throws IOException {
        emulator.faults(FaultRule.on(On.MESSAGES, new Fault.ResetAfter(0)));
        try (Socket socket = begin(TEXT)) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(emulator.messages()).isEmpty();
        assertThat(emulator.awaitRequests(1).get(0).status()).isZero();
    }

    @Test
    void theConnectionIsResetAfterTheRequestWasProcessed() throws IOException {
        emulator.faults(FaultRule.on(On.ANY, new Fault.LoseAnswer()));
        try (Socket socket = begin(TEXT)) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(emulator.messages()).hasSize(1);
    }

    @Test
    void theConnectionIsClosedWithoutAnAnswer() throws IOException {
        emulator.faults(FaultRule.on(On.MESSAGES, new Fault.CloseAfterRequest()));
        try (Socket socket = begin(TEXT)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(emulator.messages()).isEmpty();
    }

    @Test
    void nothingIsSaidUntilTheRuleIsGone() throws IOException {
        emulator.faults(FaultRule.on(On.MESSAGES, new Fault.Silent()));
        try (Socket socket = begin(TEXT)) {
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            emulator.faults();
            socket.setSoTimeout(60_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(emulator.messages()).isEmpty();
    }

    @Test
    void aSilentConnectionEndsWithItsClient() throws IOException {
        emulator.faults(FaultRule.on(On.MESSAGES, new Fault.Silent()));
        long before = holding();
        begin(TEXT).close();
        Awaitility.await().until(() -> emulator.requests().size() == 1);
        Awaitility.await().until(() -> holding() == before);
    }

    private static long holding() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> java.util.Arrays.stream(stack)
                        .anyMatch(frame -> frame.getMethodName().equals("hold")
                                && frame.getClassName().endsWith("FaultyResponse")))
                .count();
    }

    @Test
    void theAnswerIsGarbageOrNoHttp() throws IOException {
        emulator.faults(FaultRule.on(On.MESSAGES, new Fault.Garbage()));
        Response garbage = client.post(TEXT);
        assertThat(garbage.status()).isEqualTo(200);
        assertThat(garbage.text()).contains("<html>");
        emulator.faults(FaultRule.on(On.MESSAGES, new Fault.NotHttp()));
        try (Socket socket = begin(TEXT)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("SSH-2.0");
        }
        assertThat(emulator.messages()).isEmpty();
    }

    @Test
    void theAnswerIsCut() throws IOException {
        emulator.faults(FaultRule.on(On.MESSAGES, new Fault.CutAnswerAfter(10)));
        try (Socket socket = begin(TEXT)) {
            Response cut = TestClient.read(socket.getInputStream());
            assertThat(cut.bytes()).hasSize(10);
            assertThat(Integer.parseInt(cut.headers().get("content-length"))).isGreaterThan(10);
        }
        assertThat(emulator.messages()).hasSize(1);
    }

    @Test
    void aFileIsCutToo() {
        Sample sample = Sample.good("invoice.pdf");
        String url = client.get("/" + client.upload(sample)).json().path("url").asText();
        emulator.faults(FaultRule.on(On.MEDIA, new Fault.CutAnswerAfter(1_000)));
        assertThat(client.get(url.replace("https://lookaside.fbsbx.com", "")).bytes())
                .hasSize(1_000);
    }

    @Test
    void theAnswerDrips() throws IOException {
        emulator.faults(FaultRule.on(On.MESSAGES, new Fault.Drip(Duration.ofMillis(10))));
        long start = System.nanoTime();
        try (Socket socket = begin(TEXT)) {
            InputStream in = socket.getInputStream();
            int largest = 0;
            byte[] buffer = new byte[1_000];
            int count = 0;
            for (int n = in.read(buffer); count < 100; n = in.read(buffer)) {
                if (n < 0) {
                    throw new EOFException();
                }
                largest = Math.max(largest, n);
                count += n;
            }
            assertThat(largest).as("all at once, had it not dripped").isLessThan(90);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(800));
        assertThat(emulator.messages()).hasSize(1);
    }

    @Test
    void latenciesAddUpBeforeTheFault() {
        emulator.faults(
                FaultRule.on(On.MESSAGES, new Fault.Latency(Duration.ofMillis(100))),
                FaultRule.on(On.MESSAGES, Fault.Status.bare(503)),
                FaultRule.on(On.MESSAGES, Fault.Status.bare(500)),
                FaultRule.on(On.ANY, new Fault.Latency(Duration.ofMillis(150))));
        long start = System.nanoTime();
        assertThat(client.post(TEXT).status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
        assertThat(client.get("/emulator/faults").json().at("/rules/2/hits").asInt())
                .isZero();
    }

    @Test
    void statusesCanComeBeforeTheAnswer() throws Exception {
        try (Hook hook = new Hook();
                Socket socket = client.connect()) {
            emulator.webhook(hook.url(), Map.of());
            emulator.faults(FaultRule.on(On.MESSAGES, new Fault.Latency(Duration.ofMinutes(1))));
            socket.getOutputStream()
                    .write(
                            ("POST /messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nD360-API-KEY: "
                                            + emulator.apiKey() + "\r\nContent-Length: " + TEXT.length() + "\r\n\r\n"
                                            + TEXT)
                                    .getBytes(StandardCharsets.US_ASCII));
            emulator.webhooks().awaitDelivered(2);
            assertThat(hook.statuses()).containsExactly("sent", "delivered");
            assertThat(socket.getInputStream().available()).isZero();
        } finally {
            call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"\"}}");
        }
    }

    @Test
    void aRuleMeetsWhatItIsAbout() {
        emulator.faults(FaultRule.on(On.MEDIA, Fault.Status.bare(503)));
        assertThat(client.post(TEXT).status()).isEqualTo(200);
        assertThat(client.get("/123").status()).isEqualTo(503);
        assertThat(client.get("/v1/configs/webhook").status()).isEqualTo(200);
        assertThat(client.get("/emulator/chats").status()).isEqualTo(200);
        emulator.faults(FaultRule.on(On.MESSAGES, Fault.Status.bare(503)).to("4930901820"));
        assertThat(client.post(TEXT).status()).isEqualTo(200);
        assertThat(client.post(TEXT.replace("4915112345678", "+49 30 901820")).status())
                .isEqualTo(503);
        assertThat(client.post("{").code()).as("no message").isEqualTo(100);
        assertThat(client.post(" ".repeat(1 << 20) + TEXT).status())
                .as("too long")
                .isEqualTo(413);
        emulator.faults(FaultRule.on(On.ANY, Fault.Status.bare(503)));
        assertThat(client.get("/v1/configs/webhook").status()).isEqualTo(503);
    }

    @Test
    void aRuleMeetsItsShareAndNoMoreThanItsTimes() {
        emulator.faults(FaultRule.on(On.MESSAGES, Fault.Status.bare(503)).times(2));
        assertThat(client.post(TEXT).status()).isEqualTo(503);
        assertThat(client.post(TEXT).status()).isEqualTo(503);
        assertThat(client.post(TEXT).status()).isEqualTo(200);
        emulator.faults(FaultRule.on(On.MESSAGES, Fault.Status.bare(503)).rate(0.5));
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            refused += client.post(TEXT).status() == 503 ? 1 : 0;
        }
        assertThat(refused).isBetween(60, 140);
    }

    @Test
    void aResetEndsFaults() {
        emulator.faults(FaultRule.on(On.ANY, Fault.Status.bare(503)));
        emulator.reset();
        assertThat(client.post(TEXT).status()).isEqualTo(200);
    }

    @Test
    void faultsThatNeedARelayAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FaultRule.on(On.ANY, new Fault.Refuse()));
        assertThatIllegalArgumentException().isThrownBy(() -> FaultRule.on(On.ANY, new Fault.StopReading(0)));
        FaultRule rule = FaultRule.on(On.ANY, new Fault.Silent());
        assertThatIllegalArgumentException().isThrownBy(() -> rule.rate(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> rule.times(-1));
    }

    @Test
    void deliveriesMeetFaultsToo() {
        try (Hook hook = new Hook();
                Whatsapp360Emulator other = Whatsapp360Emulator.builder()
                        .webhookRetryDelay(Duration.ofMillis(10))
                        .start()) {
            other.webhook(hook.url(), Map.of());
            other.statuses(StatusReports.inOrder().failing(131000, 1));
            other.faults(
                    FaultRule.on(On.WEBHOOK, Fault.Status.bare(500)).times(1),
                    FaultRule.on(On.WEBHOOK, new Fault.ResetAfter(0)).times(1),
                    FaultRule.on(On.WEBHOOK, new Fault.LoseAnswer()).times(1),
                    FaultRule.on(On.WEBHOOK, new Fault.Latency(Duration.ofMillis(100))));
            long start = System.nanoTime();
            assertThat(new TestClient(other).post(TEXT).status()).isEqualTo(200);
            other.webhooks().awaitDelivered(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            assertThat(other.webhooks().attempts())
                    .extracting(WebhookDelivery::status)
                    .containsExactly(500, 0, 0, 200);
            assertThat(hook.posts()).as("it came twice").hasSize(2);
        }
    }

    private Response call(String method, String path, String json) {
        return client.send(method, path, json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void faultsAreSwitchedOverHttp() {
        String rules = "{\"rules\":[{\"on\":\"messages\",\"kind\":\"status\",\"status\":429,\"code\":130429,"
                + "\"message\":\"Rate limit hit\",\"form\":\"meta\",\"retryAfter\":\"3\",\"times\":1}]}";
        JsonNode set = call("PUT", "/emulator/faults", rules).json();
        assertThat(set.at("/rules/0/kind").asText()).isEqualTo("status");
        assertThat(set.at("/rules/0/rate").asDouble()).isEqualTo(1);
        Response refused = client.post(TEXT);
        assertThat(refused.code()).isEqualTo(130429);
        assertThat(refused.headers()).containsEntry("retry-after", "3");
        JsonNode after = client.get("/emulator/faults").json();
        assertThat(after.at("/rules/0/hits").asInt()).isEqualTo(1);
        assertThat(call("PUT", "/emulator/faults", after.toString()).status())
                .as("what it says can be put back")
                .isEqualTo(200);
        assertThat(client.post(TEXT).code()).isEqualTo(130429);
        assertThat(call("DELETE", "/emulator/faults", "").status()).isEqualTo(204);
        assertThat(client.get("/emulator/faults").text()).isEqualTo("{\"rules\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"latency\",\"millis\":5}",
                "{\"kind\":\"reset-before\"}",
                "{\"kind\":\"reset-before\",\"bytes\":5}",
                "{\"kind\":\"reset-after\"}",
                "{\"kind\":\"close\"}",
                "{\"kind\":\"silent\"}",
                "{\"kind\":\"garbage\"}",
                "{\"kind\":\"garbage\",\"body\":\"x\"}",
                "{\"kind\":\"not-http\"}",
                "{\"kind\":\"cut\",\"bytes\":5}",
                "{\"kind\":\"drip\",\"millis\":5}",
                "{\"kind\":\"status\",\"status\":500,\"form\":\"wrapped\",\"code\":4,\"message\":\"x\"}",
                "{\"kind\":\"status\",\"status\":500,\"form\":\"gateway\",\"message\":\"x\"}",
                "{\"kind\":\"status\",\"status\":500}"
            })
    void everyKindIsKnown(String rule) {
        String json = "{\"rules\":[" + rule.replace("{", "{\"on\":\"media\",") + "]}";
        Response set = call("PUT", "/emulator/faults", json);
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        String kind = rule.replaceAll(".*\"kind\":\"([a-z-]+)\".*", "$1");
        assertThat(set.json().at("/rules/0/kind").asText()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"on\":\"moon\",\"kind\":\"silent\"}",
                "{\"on\":\"any\",\"kind\":\"latency\"}",
                "{\"on\":\"any\",\"kind\":\"status\"}",
                "{\"on\":\"any\",\"kind\":\"status\",\"status\":500,\"form\":\"x\"}",
                "{\"on\":\"any\",\"kind\":\"status\",\"status\":500,\"retryAfter\":\"1\\r\\nX: y\"}",
                "{\"on\":\"any\",\"kind\":\"cut\",\"bytes\":-1}",
                "{\"on\":\"any\",\"kind\":\"silent\",\"rate\":2}"
            })
    void wrongRulesAreRefusedAndTheOldOnesStay(String rule) {
        emulator.faults(FaultRule.on(On.MEDIA, Fault.Status.bare(503)));
        assertThat(call("PUT", "/emulator/faults", "{\"rules\":[" + rule + "]}").status())
                .isEqualTo(400);
        assertThat(client.get("/123").status()).isEqualTo(503);
    }

    @Test
    void aScenarioGoesStepByStep() {
        emulator.scenario(
                """
                {"name":"outage","steps":[
                  {"faults":[{"on":"messages","kind":"status","status":503}],"forRequests":2},
                  {"faults":[{"on":"messages","kind":"status","status":500}],"for":100},
                  {"faults":[],"statuses":{"order":"reversed"}}]}""");
        Awaitility.await().until(() -> step() == 1);
        assertThat(client.post(TEXT).status()).isEqualTo(503);
        assertThat(client.post(TEXT).status()).isEqualTo(503);
        Awaitility.await().until(() -> step() == 3);
        assertThat(client.post(TEXT).status()).isEqualTo(200);
        assertThat(client.get("/emulator/settings").json().at("/statuses/order").asText())
                .isEqualTo("reversed");
        Awaitility.await().until(() -> !client.get("/emulator/scenarios")
                .json()
                .path("running")
                .asBoolean());
    }

    private int step() {
        return client.get("/emulator/scenarios").json().path("step").asInt();
    }

    @Test
    void aScenarioEndsWithTheNextOneOrAReset() {
        String endless =
                "{\"steps\":[{\"faults\":[{\"on\":\"messages\",\"kind\":\"status\",\"status\":503}],\"for\":\"PT1H\"},"
                        + "{\"faults\":[]}]}";
        assertThat(call("POST", "/emulator/scenarios", endless).status()).isEqualTo(202);
        Awaitility.await().until(() -> client.post(TEXT).status() == 503);
        assertThat(call("POST", "/emulator/scenarios", "{\"steps\":[]}").status())
                .isEqualTo(400);
        assertThat(client.post(TEXT).status()).as("a wrong one changes nothing").isEqualTo(503);
        assertThat(call("POST", "/emulator/scenarios", "{\"steps\":[{\"faults\":[]}]}")
                        .status())
                .isEqualTo(202);
        Awaitility.await().until(() -> client.post(TEXT).status() == 200);
        call("POST", "/emulator/scenarios", endless);
        Awaitility.await().until(() -> client.post(TEXT).status() == 503);
        assertThat(call("DELETE", "/emulator/scenarios", "").status()).isEqualTo(204);
        assertThat(client.post(TEXT).status()).as("its faults are over").isEqualTo(200);
        call("POST", "/emulator/scenarios", endless);
        Awaitility.await().until(() -> client.post(TEXT).status() == 503);
        emulator.reset();
        assertThat(client.post(TEXT).status()).isEqualTo(200);
    }

    @Test
    void whatAFinishedScenarioHasLeftEndsWithIt() {
        emulator.statuses(StatusReports.inOrder().copies(2));
        emulator.scenario("{\"steps\":[{\"faults\":[{\"on\":\"messages\",\"kind\":\"status\",\"status\":503}]},"
                + "{\"statuses\":{\"order\":\"reversed\"}},{\"statuses\":{\"copies\":3}}]}");
        Awaitility.await().until(() -> !client.get("/emulator/scenarios")
                .json()
                .path("running")
                .asBoolean());
        assertThat(client.post(TEXT).status()).as("a last step stays").isEqualTo(503);
        assertThat(client.get("/emulator/settings")
                        .json()
                        .at("/statuses/copies")
                        .asInt())
                .isEqualTo(3);
        assertThat(call("DELETE", "/emulator/scenarios", "").status()).isEqualTo(204);
        assertThat(client.post(TEXT).status()).isEqualTo(200);
        JsonNode statuses = client.get("/emulator/settings").json().path("statuses");
        assertThat(statuses.path("copies").asInt()).as("as before it").isEqualTo(2);
        assertThat(statuses.path("order").asText()).isEqualTo("in-order");
    }

    @Test
    void whatWasSwitchedOnSinceAScenariosStepStays() {
        emulator.scenario("{\"steps\":[{\"faults\":[{\"on\":\"messages\",\"kind\":\"status\",\"status\":503}],"
                + "\"statuses\":{\"copies\":2},\"for\":\"PT1H\"}]}");
        Awaitility.await().until(() -> client.post(TEXT).status() == 503);
        String also = "{\"on\":\"messages\",\"kind\":\"status\",\"status\":500}]}";
        String both = client.get("/emulator/faults").text().replaceAll("]}$", "," + also);
        assertThat(call("PUT", "/emulator/faults", both).json().path("rules")).hasSize(2);
        emulator.statuses(StatusReports.inOrder().copies(5));
        assertThat(call("DELETE", "/emulator/scenarios", "").status()).isEqualTo(204);
        assertThat(client.post(TEXT).status()).isEqualTo(500);
        assertThat(client.get("/emulator/settings")
                        .json()
                        .at("/statuses/copies")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void usedUpRulesSaySo() {
        emulator.faults(
                FaultRule.on(On.MESSAGES, Fault.Status.bare(503)).times(1), FaultRule.on(On.MEDIA, new Fault.Silent()));
        assertThat(client.get("/emulator/faults").json().findValuesAsText("usedUp"))
                .containsExactly("false", "false");
        assertThat(client.post(TEXT).status()).isEqualTo(503);
        assertThat(client.get("/emulator/faults").json().findValuesAsText("usedUp"))
                .containsExactly("true", "false");
    }
}
