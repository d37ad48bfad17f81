package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.Flow;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.BillingTotal;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.FaultRule.On;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.springboot.test.AutoConfigureWhatsapp360Emulator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Each meter of docs/guide/metrics.md at Actuator's Prometheus endpoint, and the console, the JMX attributes and the
 * health details of docs/guide/operations.md, compared with what happened at the emulator.
 */
@SpringBootTest(
        classes = {FileDropApplication.class, ActuatorTest.Stores.class},
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "camel.component.whatsapp360.webhook-verify-token=" + ActuatorTest.SECRET,
            "camel.component.whatsapp360.media-id-store=#bean:mediaIds",
            "camel.component.whatsapp360.retry-delay=1",
            "camel.main.dev-console-enabled=true",
            "management.endpoints.web.exposure.include=health,prometheus,camel",
            "management.prometheus.metrics.export.enabled=true"
        })
@AutoConfigureWhatsapp360Emulator
class ActuatorTest {

    static final String SECRET = "the-secret-of-webhooks";

    private static final String TO = "4915112345678";
    private static final String UNREACHABLE = "4915112345679";
    private static final String CUSTOMER = "4930987654321";
    private static final String SEND = "whatsapp360:send?to=" + TO;
    private static final Path GUIDE = Path.of("..", "..", "docs", "guide");
    private static final Path GOOD = Path.of(System.getProperty("samples.dir"), "good");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path inbox;

    @Autowired
    private Whatsapp360Emulator emulator;

    @Autowired
    private ProducerTemplate template;

    @Autowired
    private FailingMediaIds mediaIds;

    @Autowired
    private KeyPair flowKey;

    @Value("${local.server.port}")
    private int port;

    private final Set<String> meters = new TreeSet<>();
    private final Set<String> attributes = new TreeSet<>();
    private String scrape;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("inbox", () -> inbox.toString());
    }

    @Test
    void eachValueIsWhatHappenedAtTheEmulator() throws Exception {
        emulator.statuses(StatusReports.inOrder().andRead().failing(131026, UNREACHABLE));
        sendAndReceive();
        aStoreFails();
        theKeyIsRefused();
        anOperatorPausesTheAccount();
        aMessageWaitsForItsStatus();
        aCustomerUsesAFlow();
        await().untilAsserted(this::compareWithTheEmulator);

        theServicePausesAnAccount();
        messagesWaitForTheirRetryAndForTheRate();
        nothingElseIsInTheGuide();
    }

    private void sendAndReceive() throws Exception {
        template.sendBody(SEND + "&confirm=delivered", "hello");
        for (int n = 0; n < 2; n++) {
            template.sendBody(SEND, GOOD.resolve("invoice.pdf")); // reused the second time
        }
        fault(Fault.Status.bare(503));
        template.sendBody(SEND, "sent by the retry");
        refused(Fault.Status.meta(400, 131048, "Spam rate limit hit"), SEND);
        refused(new Fault.LoseAnswer(), SEND);
        assertThatThrownBy(() -> template.sendBody("whatsapp360:send?confirm=delivered&to=" + UNREACHABLE, "hello"))
                .hasStackTraceContaining("131026");

        String media = template.requestBody("whatsapp360:media", GOOD.resolve("chart.png"), UploadedMedia.class)
                .id();
        for (String operation : List.of("info", "download", "delete")) {
            template.sendBody("whatsapp360:media?operation=" + operation, media);
        }

        emulator.chat(CUSTOMER).writes("Hello");
        await().until(() -> emulator.chat(CUSTOMER).messages().size() == 1);
        fault(Fault.Status.meta(400, 131048, "Spam rate limit hit"));
        String id = emulator.chat(CUSTOMER).writes("Hello again").path("id").asText();
        await().until(() -> emulator.chat(CUSTOMER).messages().size() == 2); // after the webhook's second attempt
        template.sendBodyAndHeader("whatsapp360:send?operation=markRead", "", "CamelWhatsapp360MessageId", id);

        assertThat(post("a guess", "{}")).isEqualTo(401);
        assertThat(post(SECRET, "no JSON")).isEqualTo(400);
        assertThat(post(SECRET, change("phone_number_quality_update", "{\"event\":\"FLAGGED\"}")))
                .isEqualTo(200);
    }

    private void aStoreFails() throws Exception {
        mediaIds.broken = true;
        template.sendBody(SEND, GOOD.resolve("report.xlsx"));
        assertThat(jmx("FailingStores")).isEqualTo(1);
        assertThat(console().path("stores"))
                .filteredOn(store -> store.path("failing").asBoolean())
                .singleElement()
                .satisfies(store -> {
                    assertThat(store.path("store").asText()).isEqualTo("mediaIdStore");
                    assertThat(store.path("lastFailure").asText()).isEqualTo("IllegalStateException");
                });

        mediaIds.broken = false;
        template.sendBody(SEND, GOOD.resolve("report.xlsx"));
        assertThat(jmx("FailingStores")).isZero();
    }

    private void theKeyIsRefused() throws Exception {
        refused(Fault.Status.gateway(401, "Invalid api key"), SEND);
        assertThat(health())
                .contains("\"failure\":\"http_401\"")
                .containsPattern("\"producer:whatsapp360-[^\"]+\":\"DOWN\"");
        assertThat(account().path("problem").asText()).isEqualTo("http_401");
        template.sendBody(SEND, "hello");
        assertThat(health()).doesNotContain("\"DOWN\"", "\"failure\"", TO).contains("\"paused\":\"no\"");
        assertThat(account().path("problem").asText()).isEqualTo("none");
        assertThat(account().path("lastFailures").properties())
                .extracting(failure -> failure.getKey())
                .contains("http_401", "131048", "outcome_unknown", "http_503");
        assertThat(console().path("lastFailedStatuses").has("131026")).isTrue();
    }

    private void anOperatorPausesTheAccount() throws Exception {
        String account = account().path("account").asText();
        assertThat(jmx("AccountsInUse")).isEqualTo(1);
        invoke("pauseAccount", account);
        int before = emulator.messages().size();
        List<CompletableFuture<Object>> sent = List.of(
                template.asyncRequestBody(SEND, "first"),
                template.asyncRequestBody(SEND, "second"),
                template.asyncRequestBody("whatsapp360:send?to=4915112345680", GOOD.resolve("contract.docx")));
        await().until(() -> jmx("WaitingMessages") == 1 && jmx("WaitingUploads") == 1);
        await().until(() -> jmx("OldestWaitSeconds") >= 1);
        emulator.chat(CUSTOMER).writes("Are you there?");
        await().until(() -> jmx("WaitingMessages") == 2);

        read();
        assertThat(console().path("webhooks").path(0).path("eventsInProgress").asInt())
                .isEqualTo(1);
        assertThat(value("whatsapp360_waiting", "for", "message_turn")).isEqualTo(2);
        assertThat(value("whatsapp360_waiting", "for", "upload_turn")).isEqualTo(1);
        assertThat(value("whatsapp360_waiting", "for", "order")).isEqualTo(1);
        assertThat(value("whatsapp360_queue_age_seconds", "queue", "messages")).isGreaterThanOrEqualTo(1);
        assertThat(value("whatsapp360_exchanges_active")).isEqualTo(4);
        assertThat(value("whatsapp360_events_active")).isEqualTo(1);
        assertThat(jmx("ExchangesInProgress")).isEqualTo(4);
        assertThat(jmx("PausedAccounts")).isEqualTo(1);
        assertThat(health()).contains("\"paused\":\"by an operator\"", "\"waiting\":\"2\"");
        JsonNode paused = account();
        assertThat(paused.path("account").asText()).isEqualTo(account);
        assertThat(paused.path("hosting").asText()).isEqualTo("CLOUD");
        assertThat(paused.path("producers").asInt()).isPositive();
        assertThat(paused.path("pausedByOperator").asBoolean()).isTrue();
        assertThat(paused.path("messages").path("waiting").asInt()).isEqualTo(2);
        assertThat(paused.path("messages").path("oldestSeconds").asInt()).isPositive();
        assertThat(paused.path("uploads").path("waiting").asInt()).isEqualTo(1);
        assertThat(paused.path("waitingForEarlierMessage").asInt()).isEqualTo(1);
        assertThat(console().path("exchangesInProgress").asInt()).isEqualTo(4);
        assertThat(emulator.messages()).hasSize(before);

        invoke("resumeAccount", account);
        sent.forEach(CompletableFuture::join);
        await().until(() -> emulator.messages().size() == before + 4);
    }

    private void aMessageWaitsForItsStatus() throws Exception {
        await().until(() -> emulator.webhooks().waiting() == 0);
        emulator.statuses(StatusReports.none());
        CompletableFuture<Object> sent =
                template.asyncRequestBody("whatsapp360:send?confirm=delivered&to=4915112345681", "hello");
        await().until(() -> jmx("ConfirmationsWaiting") == 1);
        assertThat(console().path("confirmationsWaiting").asInt()).isEqualTo(1);
        read();
        assertThat(value("whatsapp360_waiting", "for", "confirmation")).isEqualTo(1);
        String id = emulator.chat("4915112345681").awaitMessages(1).get(0).id();
        String status = "{\"id\":\"" + id + "\",\"status\":\"delivered\",\"timestamp\":\"1764000000\","
                + "\"recipient_id\":\"4915112345681\"}";
        assertThat(post(SECRET, change("messages", "{\"statuses\":[" + status + "]}")))
                .isEqualTo(200);
        sent.join();
    }

    private void aCustomerUsesAFlow() throws Exception {
        Flow flow = emulator.flow(URI.create("http://127.0.0.1:" + port + "/flow"))
                .withPublicKey("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(flowKey.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----");
        assertThat(flow.ping().status()).isEqualTo(200);
        assertThat(flow.opens().screen()).isEqualTo("CHOOSE");
        JsonNode shown = console().path("flows").path(0);
        assertThat(shown.path("path").asText()).isEqualTo("/flow");
        assertThat(shown.path("requestsInProgress").asInt()).isZero();
    }

    /** Compares the counters with the requests and the webhooks of the emulator, and with the three by hand. */
    private void compareWithTheEmulator() throws Exception {
        assertThat(emulator.webhooks().waiting()).isZero();
        List<RecordedRequest> requests = emulator.requests();
        List<RecordedRequest> sends = matching(
                requests,
                request -> request.path().equals("/messages") && !request.body().contains("message_id"));
        List<RecordedRequest> uploads =
                matching(requests, request -> request.path().equals("/media"));
        List<WebhookDelivery> posts = emulator.webhooks().attempts();
        List<WebhookDelivery> taken = matching(posts, post -> post.status() == 200);
        List<ChatMessage> files =
                matching(emulator.messages(), message -> !message.mediaId().isEmpty());
        long unavailable = withStatus(sends, 503);

        read();
        String sent = "messaging_client_sent_messages_total";
        int arrived = emulator.messages().size();
        expect(arrived - 1, sent, "messaging_system", "whatsapp", "error_type", "none"); // without the lost answer
        expect(1, sent, "error_type", "outcome_unknown");
        expect(withStatus(sends, 400), sent, "error_type", "131048");
        expect(withStatus(sends, 401), sent, "error_type", "http_4xx");
        expect(sends.size() - unavailable, sent);

        String operations = "messaging_client_operation_duration_seconds_count";
        expect(sends.size() - unavailable, operations, "messaging_operation_name", "send");
        expect(uploads.size(), operations, "messaging_operation_name", "upload");
        for (String operation : List.of("info", "download", "delete", "markRead", "webhook")) {
            expect(1, operations, "messaging_operation_name", operation);
        }
        String attempts = "whatsapp360_attempts_seconds_count";
        expect(sends.size(), attempts, "messaging_operation_name", "send");
        expect(uploads.size(), attempts, "messaging_operation_name", "upload");
        expect(unavailable, attempts, "error_type", "http_5xx");
        expect(unavailable, "whatsapp360_retries_total", "error_type", "http_5xx");
        expect(unavailable, "whatsapp360_retries_total");
        expect(uploads.size(), "whatsapp360_upload_size_bytes_count");
        expect(uploads.stream().mapToLong(RecordedRequest::size).sum(), "whatsapp360_upload_size_bytes_sum");
        expect(
                files.size()
                        - files.stream().map(ChatMessage::mediaId).distinct().count(),
                "whatsapp360_media_reused_total");
        expect(mediaIds.failures.get(), "whatsapp360_store_failures_total", "store", "media_ids");
        expect(mediaIds.failures.get(), "whatsapp360_store_failures_total");
        expect(2, "whatsapp360_confirmations_seconds_count", "status", "delivered");
        expect(1, "whatsapp360_confirmations_seconds_count", "status", "failed");
        expect(1, "whatsapp360_queue_wait_seconds_count", "messaging_operation_name", "upload");

        long failedStatuses = count(taken, "status failed");
        expect(withStatus(sends, 400), "whatsapp360_errors_total", "code", "131048", "source", "answer");
        expect(failedStatuses, "whatsapp360_errors_total", "code", "131026", "source", "status");

        String webhooks = "whatsapp360_webhooks_total";
        expect(taken.size() + 2, webhooks, "answer", "taken");
        expect(posts.stream().filter(post -> post.status() == 500).count(), webhooks, "answer", "route_failed");
        expect(posts.stream().filter(post -> post.status() == 503).count(), webhooks, "answer", "route_slow");
        expect(1, webhooks, "answer", "wrong_secret");
        expect(posts.size() + 4, webhooks);
        assertThat(jmx("TakenWebhooks")).isEqualTo(taken.size() + 2);
        assertThat(jmx("RefusedWebhooks")).isEqualTo(posts.size() - taken.size() + 2);
        JsonNode webhook = console().path("webhooks").path(0);
        assertThat(webhook.path("address").asText()).isEqualTo("platform-http:///whatsapp360");
        assertThat(webhook.path("answers").path("TAKEN").asInt()).isEqualTo(taken.size() + 2);
        assertThat(webhook.path("answers").path("WRONG_SECRET").asInt()).isEqualTo(1);

        String events = "whatsapp360_webhook_events_total";
        expect(posts.stream().filter(post -> post.what().startsWith("message")).count(), events, "type", "message");
        expect(posts.stream().filter(post -> post.what().startsWith("status")).count() + 1, events, "type", "status");
        expect(1, events, "type", "phone_number_quality_update");
        expect(1, "whatsapp360_account_events_total", "field", "phone_number_quality_update", "event", "flagged");

        String statuses = "whatsapp360_statuses_total";
        expect(count(taken, "status sent"), statuses, "status", "sent");
        expect(count(taken, "status delivered") + 1, statuses, "status", "delivered");
        expect(count(taken, "status read"), statuses, "status", "read");
        expect(failedStatuses, statuses, "status", "failed");
        expect(
                emulator.billing().stream().mapToLong(BillingTotal::count).sum(),
                statuses,
                "status",
                "delivered",
                "category",
                "service",
                "billable",
                "false");

        String process = "messaging_process_duration_seconds_count";
        expect(taken.size() + 2, process, "error_type", "none");
        expect(posts.stream().filter(post -> post.status() == 500).count(), process, "error_type", "route");

        expect(2, "whatsapp360_flow_requests_total");
        expect(1, "whatsapp360_flow_duration_seconds_count");

        expect(0, "whatsapp360_exchanges_active");
        expect(0, "whatsapp360_events_active");
        expect(0, "whatsapp360_waiting");
        expect(0, "whatsapp360_queue_age_seconds");
        expect(0, "whatsapp360_queue_pause_seconds");
        for (String attribute : List.of(
                "PausedAccounts",
                "WaitingMessages",
                "WaitingUploads",
                "OldestWaitSeconds",
                "ExchangesInProgress",
                "ExchangesWaitingForAPlace",
                "ConfirmationsWaiting",
                "FailingStores")) {
            assertThat(jmx(attribute)).as(attribute).isZero();
        }
        assertThat(scrape).doesNotContain(TO, CUSTOMER, UNREACHABLE, emulator.apiKey());
    }

    /** Lets a relay answer for the service. Its address makes it an account of its own. */
    private void theServicePausesAnAccount() throws Exception {
        FaultRelay relay = emulator.relay()
                .next(Fault.Status.meta(429, 130429, "Rate limit hit").retryAfter("300"));
        assertThatThrownBy(() -> template.sendBody(SEND + "&maxRetries=0&baseUrl=" + relay.baseUrl(), "hello"))
                .hasStackTraceContaining("130429");
        read();
        assertThat(value("whatsapp360_queue_pause_seconds", "queue", "messages"))
                .isBetween(1.0, 300.0);
        assertThat(value("whatsapp360_queue_pauses_seconds_count", "queue", "messages", "error_type", "130429"))
                .isEqualTo(1);
        assertThat(value("whatsapp360_queue_pauses_seconds_sum", "queue", "messages"))
                .isEqualTo(300);
        assertThat(jmx("AccountsInUse")).isEqualTo(2);
        assertThat(jmx("PausedAccounts")).isEqualTo(1);
        template.asyncRequestBody(SEND + "&baseUrl=" + relay.baseUrl(), "waits for the end of the pause");
        await().until(() -> jmx("WaitingMessages") == 1);
        JsonNode account = account(); // in which most calls wait
        assertThat(account.path("messages").path("pausedSeconds").asInt()).isBetween(1, 300);
        assertThat(account.path("messages").path("pausedAfter").asText()).isEqualTo("130429");
        assertThat(health()).containsPattern("\"paused\":\"for [0-9]+ s after 130429\"");
        assertThat(relay.requests()).isEqualTo(1);
    }

    private void messagesWaitForTheirRetryAndForTheRate() throws Exception {
        FaultRelay broken = emulator.relay().next(Fault.Status.bare(503));
        template.asyncRequestBody(
                "whatsapp360:send?retryDelay=60000&to=" + CUSTOMER + "&baseUrl=" + broken.baseUrl(), "hello");
        await().until(() -> {
            read();
            return value("whatsapp360_waiting", "for", "retry") == 1;
        });
        FaultRelay slow = emulator.relay();
        for (int n = 0; n < 20; n++) {
            template.asyncRequestBody(
                    "whatsapp360:send?messagesPerSecond=1&baseUrl=" + slow.baseUrl() + "&to=49301234" + (1000 + n),
                    "hello");
        }
        await().until(() -> {
            read();
            return value("whatsapp360_rate_used", "queue", "messages") == 1;
        });
        await().until(() -> {
            read();
            return value("whatsapp360_queue_wait_seconds_count", "messaging_operation_name", "send") > 0;
        });
        assertThat(slow.requests()).isLessThan(20);
        assertThat(broken.requests()).isEqualTo(1);
    }

    /** Compares the names of the guide with those that this test has read. */
    private void nothingElseIsInTheGuide() throws Exception {
        String metrics = Files.readString(GUIDE.resolve("metrics.md"));
        assertThat(names("(?m)^\\| `((?:messaging|whatsapp360)\\.[a-z0-9.]+)` \\| [a-z]", metrics))
                .hasSizeGreaterThan(20)
                .allSatisfy(meter -> assertThat(meters).anyMatch(read -> read.startsWith(meter.replace('.', '_'))));

        String operations = Files.readString(GUIDE.resolve("operations.md"));
        String jmx =
                operations.substring(operations.indexOf("has these attributes:"), operations.indexOf("| operation |"));
        assertThat(names("`([A-Z][A-Za-z]+)`", jmx)).hasSizeGreaterThan(10).isEqualTo(attributes);

        String json = console().toString();
        String values = operations.substring(operations.indexOf("| value |"), operations.indexOf("Two options limit"));
        assertThat(values.lines()
                        .filter(line -> line.startsWith("| `"))
                        .flatMap(row -> names("`([a-zA-Z]+)`", row.split("\\|", 3)[1]).stream()))
                .hasSizeGreaterThan(10)
                .allSatisfy(value -> assertThat(json).contains("\"" + value + "\":"));
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void fault(Fault fault) {
        emulator.faults(FaultRule.on(On.MESSAGES, fault).times(1));
    }

    private void refused(Fault fault, String uri) {
        fault(fault);
        assertThatThrownBy(() -> template.sendBody(uri, "hello")).isNotNull();
    }

    private static <T> List<T> matching(List<T> all, Predicate<T> condition) {
        return all.stream().filter(condition).toList();
    }

    private static long withStatus(List<RecordedRequest> requests, int status) {
        return requests.stream().filter(request -> request.status() == status).count();
    }

    private static long count(List<WebhookDelivery> posts, String what) {
        return posts.stream().filter(post -> post.what().equals(what)).count();
    }

    private void read() throws Exception {
        scrape = get("prometheus");
    }

    private void expect(long expected, String name, String... labels) {
        assertThat(value(name, labels)).as(name + List.of(labels)).isCloseTo(expected, within(0.001));
    }

    /** Returns the sum of the series with this name and these labels. */
    private double value(String name, String... labels) {
        meters.add(name);
        List<String> wanted = new ArrayList<>();
        for (int n = 0; n < labels.length; n += 2) {
            wanted.add(labels[n] + "=\"" + labels[n + 1] + "\"");
        }
        return scrape.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> wanted.stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private long jmx(String attribute) throws Exception {
        attributes.add(attribute);
        return ((Number) server().getAttribute(component(), attribute)).longValue();
    }

    private void invoke(String operation, String argument) throws Exception {
        Object done =
                server().invoke(component(), operation, new Object[] {argument}, new String[] {String.class.getName()});
        assertThat(done).isEqualTo(true);
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private static ObjectName component() throws Exception {
        ObjectName pattern = new ObjectName("org.apache.camel:context=*,type=components,name=\"whatsapp360\"");
        return server().queryNames(pattern, null).iterator().next();
    }

    private JsonNode console() throws Exception {
        return MAPPER.readTree(get("camel/whatsapp360"))
                .path("whatsapp360")
                .path("components")
                .path(0);
    }

    private JsonNode account() throws Exception {
        return console().path("accounts").path(0);
    }

    /** Returns Actuator's health, also if it is not "UP". */
    private String health() throws Exception {
        return send(request("/actuator/health").build()).body();
    }

    private String get(String endpoint) throws Exception {
        HttpResponse<String> answer = send(request("/actuator/" + endpoint).build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Posts a webhook, and returns the status of the answer. */
    private int post(String secret, String body) throws Exception {
        return send(request("/whatsapp360")
                        .header("X-Webhook-Secret", secret)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String change(String field, String value) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"" + field
                + "\",\"value\":" + value + "}]}]}";
    }

    @TestConfiguration
    static class Stores {
        @Bean
        FailingMediaIds mediaIds() {
            return new FailingMediaIds();
        }

        @Bean
        KeyPair flowKey() throws NoSuchAlgorithmException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        }

        @Bean
        RouteBuilder flow() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:flow?webhookPath=/flow&privateKey=#flowKey&allowUnauthenticated=true")
                            .setBody(constant(Map.of("screen", "CHOOSE", "data", Map.of())));
                }
            };
        }
    }

    /** A store whose connection can break, and which counts how often it was needed then. */
    static final class FailingMediaIds implements MediaIdStore {
        private final MediaIdStore ids = MediaIdStore.inMemory(100);
        private final AtomicInteger failures = new AtomicInteger();
        private volatile boolean broken;

        @Override
        public Optional<UploadedMedia> get(String key) {
            check();
            return ids.get(key);
        }

        @Override
        public void put(String key, UploadedMedia media) {
            check();
            ids.put(key, media);
        }

        @Override
        public void remove(String key) {
            check();
            ids.remove(key);
        }

        private void check() {
            if (broken) {
                failures.incrementAndGet();
                throw new IllegalStateException("the cache is away");
            }
        }
    }
}
