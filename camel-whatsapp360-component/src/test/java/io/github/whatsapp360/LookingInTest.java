package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.SentMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state of the component in the developer console and in JMX, compared with what the emulator got. */
class LookingInTest extends EmulatorTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TEXT = "the secret of the message";
    private static final String PACED = "whatsapp360:send?messagesPerSecond=80&maxRetries=1&baseUrl=";

    private static final Map<String, Object> KEY = Map.of(Whatsapp360Constants.CALLBACK_DATA, "invoice-4711");

    private final SwitchableMessageRepository repository = new SwitchableMessageRepository();
    private final FailingMediaIds mediaIds = new FailingMediaIds();
    private FaultRelay relay;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setSynchronous(false);
        options.setMediaIdStore(mediaIds);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        relay = emulator().relay();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to("whatsapp360:send");
                from("direct:relayed").to("whatsapp360:send?maxRetries=0&baseUrl=" + relay.baseUrl());
                from("direct:paced").to(PACED + relay.baseUrl());
                bindToRegistry("messages", repository);
                from("direct:recorded").to("whatsapp360:send?maxRetries=0&messageRepository=#messages");
            }
        };
    }

    @AfterEach
    void disconnect() {
        relay.close();
    }

    private DevConsole console() {
        DevConsoleRegistry registry = DevConsoleRegistry.get(context);
        registry.loadDevConsoles();
        return registry.resolveById("whatsapp360");
    }

    private JsonNode console(Map<String, Object> options) throws Exception {
        Object report = console().call(DevConsole.MediaType.JSON, options);
        JsonNode json = MAPPER.readTree(MAPPER.writeValueAsString(report)).path("components");
        assertThat(json).hasSize(1);
        return json.path(0);
    }

    private ComponentBean bean() throws Exception {
        return new ComponentBean(context);
    }

    /** Returns the state as JMX shows it, after a comparison with the console. */
    private JsonNode state() throws Exception {
        JsonNode state = MAPPER.readTree((String) bean().invoke("dumpStateAsJson"));
        JsonNode console = console(Map.of());
        assertThat(console.path("component").asText()).isEqualTo("whatsapp360");
        state.fieldNames()
                .forEachRemaining(field -> assertThat(console.has(field)).isTrue());
        assertThat(console.path("accounts").size())
                .isEqualTo(state.path("accounts").size());
        return state;
    }

    private JsonNode account() throws Exception {
        return account(emulator().baseUrl());
    }

    private JsonNode account(String baseUrl) throws Exception {
        for (JsonNode account : state().path("accounts")) {
            if (account.path("account").asText().equals(accountOf(baseUrl))) {
                return account;
            }
        }
        throw new AssertionError("no account of " + baseUrl);
    }

    private String accountOf(String baseUrl) {
        Whatsapp360Configuration options = context.getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .copy();
        options.setBaseUrl(baseUrl);
        return options.account().shortId();
    }

    private List<CompletableFuture<Exchange>> sendAll(String uri, int count, Map<String, Object> headers) {
        return IntStream.range(0, count)
                .mapToObj(n -> template.asyncSend(uri, exchange -> {
                    exchange.getMessage().setBody(TEXT + " " + n);
                    exchange.getMessage().getHeaders().putAll(headers);
                }))
                .toList();
    }

    private static List<String> texts() {
        return chat().messages().stream().map(message -> message.text()).toList();
    }

    @Test
    void anOperatorPausesAnAccountAndResumesIt() throws Exception {
        String account = account().path("account").asText();
        assertThat(bean().invoke("pauseAccount", account)).isEqualTo(true);

        List<CompletableFuture<Exchange>> sent = sendAll("direct:send", 3, Map.of());
        await().until(() -> bean().number("WaitingMessages") == 1);

        JsonNode paused = account();
        assertThat(paused.path("pausedByOperator").asBoolean()).isTrue();
        assertThat(paused.path("messages").path("waiting").asInt()).isEqualTo(1);
        assertThat(paused.path("waitingForEarlierMessage").asInt()).isEqualTo(2);
        assertThat(bean().number("PausedAccounts")).isEqualTo(1);
        assertThat(bean().number("ExchangesInProgress")).isEqualTo(3);
        assertThat(chat().messages()).isEmpty();
        await().until(() -> bean().number("OldestWaitSeconds") >= 1);
        assertThat(account().path("messages").path("oldestSeconds").asInt()).isPositive();

        assertThat(bean().invoke("resumeAccount", account)).isEqualTo(true);
        for (CompletableFuture<Exchange> each : sent) {
            assertThat(each.get().getException()).isNull();
        }
        assertThat(texts()).containsExactlyInAnyOrder(TEXT + " 0", TEXT + " 1", TEXT + " 2");
        assertThat(account().path("pausedByOperator").asBoolean()).isFalse();
        assertThat(bean().number("WaitingMessages")).isZero();
        assertThat(bean().number("ExchangesInProgress")).isZero();
        assertThat(bean().number("OldestWaitSeconds")).isZero();
    }

    @Test
    void aPauseAndItsEndAreLogged() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            String account = pause();
            assertThat(bean().invoke("pauseAccount", account))
                    .as("it may be paused twice")
                    .isEqualTo(true);
            bean().invoke("resumeAccount", account);
            assertThat(log.lines())
                    .filteredOn(line -> line.logger().equals(SenderRegistry.class.getName()) && line.isFrom(Level.WARN))
                    .extracting(CapturedLog.Line::text)
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).startsWith("Account " + account + ": an operator has "));
        }
        assertThat(send("direct:send", TEXT).getException()).isNull();
    }

    @Test
    void aPausedMessageWaitsForItsStatusAfterwards() throws Exception {
        String account = pause();
        CompletableFuture<Exchange> sent = sendAll(
                        "whatsapp360:send?confirm=sent&confirmTimeout=300&throwExceptionOnConfirmTimeout=false",
                        1,
                        Map.of())
                .get(0);
        await().until(() -> bean().number("WaitingMessages") == 1);
        assertThat(bean().number("ConfirmationsWaiting")).isEqualTo(1);
        await().during(SHORT).until(() -> !sent.isDone()); // its time begins with the answer
        bean().invoke("resumeAccount", account);
        assertThat(sent.get().getMessage().getBody(SentMessage.class).status()).isEqualTo("accepted");
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void anUnknownAccountIsNotPaused() throws Exception {
        assertThat(bean().invoke("pauseAccount", "00000000")).isEqualTo(false);
        assertThat(bean().invoke("resumeAccount", "00000000")).isEqualTo(false);
        assertThat(bean().number("PausedAccounts")).isZero();
        assertThat(send("direct:send", TEXT).getException()).isNull();
    }

    private String pause() throws Exception {
        String account = accountOf(emulator().baseUrl());
        assertThat(bean().invoke("pauseAccount", account)).isEqualTo(true);
        return account;
    }

    @Test
    void aMessageExpiresDuringAPause() throws Exception {
        String account = pause();
        Exchange expired = send("direct:send", TEXT, Map.of(Whatsapp360Constants.EXPIRES_AFTER, "300ms"));
        assertThat(expired.getException())
                .isInstanceOfSatisfying(NotSentException.class, failure -> assertThat(failure.getReason())
                        .isEqualTo(NotSentException.Reason.EXPIRED));
        assertThat(account().path("messages").path("waiting").asInt()).isZero();
        assertThat(account().path("lastFailures").has("not_sent_expired")).isTrue();

        bean().invoke("resumeAccount", account);
        assertThat(send("direct:send", TEXT).getException()).isNull();
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void aStopEndsThePausedMessagesAsNotSent() throws Exception {
        pause();
        List<CompletableFuture<Exchange>> sent = sendAll("direct:send", 3, Map.of());
        await().until(() -> bean().number("WaitingMessages") == 1);
        context.stop();
        for (CompletableFuture<Exchange> each : sent) {
            assertThat(each.get().getException())
                    .isInstanceOfSatisfying(NotSentException.class, failure -> assertThat(failure.getReason())
                            .isEqualTo(NotSentException.Reason.STOPPED));
        }
        assertThat(chat().messages()).isEmpty();
    }

    @Test
    void aFileWaitsForItsUpload() throws Exception {
        String account = pause();
        CompletableFuture<Exchange> sent = template.asyncSend(
                "direct:send", exchange -> exchange.getMessage().setBody(sample("good/invoice.pdf")));
        await().until(() -> bean().number("WaitingUploads") == 1);
        assertThat(account().path("uploads").path("waiting").asInt()).isEqualTo(1);
        assertThat(uploads()).isEmpty();
        bean().invoke("resumeAccount", account);
        assertThat(sent.get().getException()).isNull();
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void aPausedMessageHasNoRecordAndOneThatWasSentNeedsNoTurn() throws Exception {
        Map<String, Object> first = Map.of(Whatsapp360Constants.CALLBACK_DATA, "first");
        assertThat(send("direct:recorded", TEXT, first).getException()).isNull();
        String account = pause();

        Exchange again = send("direct:recorded", TEXT, first);
        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getBody(SentMessage.class).id())
                .isEqualTo(chat().messages().get(0).id());

        CompletableFuture<Exchange> second = sendAll(
                        "direct:recorded", 1, Map.of(Whatsapp360Constants.CALLBACK_DATA, "second"))
                .get(0);
        await().until(() -> bean().number("WaitingMessages") == 1);
        assertThat(repository.record("second")).isNull();
        bean().invoke("resumeAccount", account);
        assertThat(second.get().getException()).isNull();
        assertThat(repository.record("second").state().isUnresolved()).isTrue();
        assertThat(chat().messages()).hasSize(2);
    }

    @Test
    void aPauseOfTheServiceTellsItsReasonAndTheRest() throws Exception {
        relay.next(Fault.Status.meta(429, 130429, "slow down").retryAfter("30"));
        sendAll("direct:paced", 1, Map.of());
        await().until(() -> account(relay.baseUrl()).path("waitingForRetry").asInt() == 1);

        JsonNode paused = account(relay.baseUrl());
        assertThat(paused.path("messages").path("pausedSeconds").asInt()).isBetween(1, 30);
        assertThat(paused.path("messages").path("pausedAfter").asText()).isEqualTo("130429");
        assertThat(paused.path("uploads").has("pausedSeconds")).isFalse();
        assertThat(paused.path("pausedByOperator").asBoolean()).isFalse();
        assertThat(paused.path("lastFailures").has("130429")).isTrue();
        assertThat(paused.path("messages").path("percentOfRate").asInt()).isBetween(0, 2);
        assertThat(bean().number("PausedAccounts")).isEqualTo(1);
        assertThat(account().path("messages").has("pausedSeconds")).isFalse();
        assertThat(relay.requests()).isEqualTo(1);
        assertThat(chat().messages()).isEmpty();
    }

    @Test
    void theLastFailuresAreThoseOfTheExchanges() throws Exception {
        Instant start = Instant.now();
        relay.next(
                Fault.Status.meta(400, 131047, "more than 24 hours"),
                Fault.Status.bare(503),
                new Fault.CloseAfterRequest());
        for (int n = 0; n < 3; n++) {
            assertThat(send("direct:relayed", TEXT).getException()).isNotNull();
        }
        relay.always(new Fault.Refuse());
        assertThat(send("direct:relayed", TEXT).getException()).isNotNull();
        relay.clear().next(Fault.Status.gateway(401, "Invalid api key"));
        assertThat(send("direct:relayed", TEXT).getException()).isNotNull();
        assertThat(account(relay.baseUrl()).path("problem").asText()).isEqualTo("http_401");
        assertThat(send("direct:relayed", TEXT, Map.of(Whatsapp360Constants.TO, "nobody"))
                        .getException())
                .isNotNull();
        assertThat(send("direct:relayed", TEXT).getException()).isNull();

        JsonNode account = account(relay.baseUrl());
        assertThat(account.path("problem").asText()).isEqualTo("none");
        List<String> codes = new ArrayList<>();
        account.path("lastFailures").properties().forEach(failure -> {
            codes.add(failure.getKey());
            assertThat(Instant.parse(failure.getValue().asText())).isBetween(start, Instant.now());
        });
        assertThat(codes)
                .containsExactly("http_401", "not_sent_no_connection", "outcome_unknown", "http_503", "131047");
        assertThat(account().path("lastFailures")).isEmpty();
    }

    @Test
    void theStoresAreShownWithTheirLastFailure() throws Exception {
        assertThat(store("mediaIdStore").path("failing").asBoolean()).isFalse();
        mediaIds.broken = true;
        repository.unreachable = true;
        assertThat(send("direct:send", sample("good/invoice.pdf")).getException())
                .isNull();
        assertThat(send("direct:recorded", TEXT, KEY).getException()).isInstanceOf(NotSentException.class);

        assertThat(bean().number("FailingStores")).isEqualTo(2);
        assertThat(store("mediaIdStore").path("type").asText()).endsWith("FailingMediaIds");
        assertThat(store("mediaIdStore").path("lastFailure").asText()).isEqualTo("UncheckedIOException");
        assertThat(store("messageRepository").path("type").asText()).isEqualTo("SwitchableMessageRepository");
        assertThat(store("messageRepository").path("lastFailure").asText()).isEqualTo("IllegalStateException");

        mediaIds.broken = false;
        repository.unreachable = false;
        assertThat(send("direct:send", sample("good/invoice.pdf")).getException())
                .isNull();
        assertThat(send("direct:recorded", TEXT, KEY).getException()).isNull();
        assertThat(bean().number("FailingStores")).isZero();
        assertThat(store("messageRepository").path("failing").asBoolean()).isFalse();
        assertThat(Instant.parse(
                        store("messageRepository").path("lastFailureAt").asText()))
                .isBefore(Instant.now());
        assertThat(uploads()).hasSize(2);
    }

    private JsonNode store(String option) throws Exception {
        for (JsonNode store : state().path("stores")) {
            if (store.path("store").asText().equals(option)) {
                return store;
            }
        }
        throw new AssertionError("no store " + option);
    }

    @Test
    void aForgottenMediaIdIsNotUsedAgain() throws Exception {
        Exchange first = send("direct:send", sample("good/invoice.pdf"));
        send("direct:send", sample("good/invoice.pdf"));
        assertThat(uploads()).hasSize(1);

        String id = first.getMessage().getHeader(Whatsapp360Constants.MEDIA_ID, String.class);
        bean().invoke("forgetMediaId", id);
        Exchange again = send("direct:send", sample("good/invoice.pdf"));
        assertThat(uploads()).hasSize(2);
        assertThat(again.getMessage().getHeader(Whatsapp360Constants.MEDIA_ID)).isNotEqualTo(id);
        bean().invoke("forgetMediaId", "unknown");
        send("direct:send", sample("good/invoice.pdf"));
        assertThat(uploads()).hasSize(2);
    }

    @Test
    void nothingConfidentialIsShown() throws Exception {
        String hostile = TO + " wrote " + TEXT + " with " + emulator().apiKey();
        relay.next(
                Fault.Status.meta(400, 131009, hostile),
                Fault.Status.gateway(401, hostile),
                Fault.Status.meta(429, 130429, hostile).retryAfter("1"));
        Map<String, Object> headers = Map.of(Whatsapp360Constants.CALLBACK_DATA, "confidential-reference");
        for (int n = 0; n < 3; n++) {
            send("direct:relayed", TEXT, headers);
        }
        mediaIds.broken = true;
        send("direct:send", sample("good/invoice.pdf"), headers);
        repository.unreachable = true;
        repository.failure = new IllegalStateException(hostile);
        send("direct:recorded", TEXT, headers);
        pause();
        sendAll("direct:send", 2, headers);
        await().until(() -> bean().number("WaitingMessages") == 1);

        String text = (String) console().call(DevConsole.MediaType.TEXT, Map.of());
        String everything = text + state() + JmxText.attributes();
        assertThat(text).contains("accountsInUse: 2", "pausedByOperator: true", "      waiting: 1", "131009: 20");
        assertThat(everything)
                .doesNotContain(TO, TEXT, emulator().apiKey(), "confidential-reference", "invoice.pdf", hostile);
    }

    @Test
    void aThousandAccountsAreShownByPartsAndLoggedInAFewLines() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            for (int n = 0; n < 1_000; n++) {
                context.getEndpoint("whatsapp360:send?maxRetries=0&apiKey=key-" + n)
                        .createAsyncProducer()
                        .start();
                assertThat(send("whatsapp360:send?maxRetries=0&apiKey=key-" + n, TEXT)
                                .getException())
                        .isNotNull();
            }
            assertThat(log.lines())
                    .filteredOn(line ->
                            line.isFrom(Level.INFO) && line.logger().startsWith("io.github.whatsapp360.delivery"))
                    .hasSizeBetween(1, 5);
        }
        assertThat(console(Map.of()).path("accountsInUse").asInt()).isEqualTo(1_002);
        assertThat(console(Map.of()).path("accounts")).hasSize(100);
        assertThat(console(Map.of("limit", "7")).path("accounts")).hasSize(7);
        String own = accountOf(emulator().baseUrl());
        assertThat(console(Map.of("filter", own)).path("accounts")).hasSize(1);
        assertThat(MAPPER.readTree((String) bean().invoke("dumpStateAsJson")).path("accounts"))
                .hasSize(1_002);

        pause();
        sendAll("direct:send", 1, Map.of());
        await().until(() -> bean().number("WaitingMessages") == 1);
        assertThat(console(Map.of("limit", 1))
                        .path("accounts")
                        .path(0)
                        .path("account")
                        .asText())
                .as("the account in which calls wait")
                .isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theConsoleAnswersDuringAStopAndAfterIt(boolean paused) throws Exception {
        if (paused) {
            pause();
        }
        List<CompletableFuture<Exchange>> sent = sendAll("direct:send", 200, Map.of());
        DevConsole console = console();
        ComponentBean bean = bean();
        AtomicBoolean stopped = new AtomicBoolean();
        CompletableFuture<Integer> looking = CompletableFuture.supplyAsync(() -> {
            int looks = 0;
            do {
                assertThat(console.call(DevConsole.MediaType.JSON)).isNotNull();
                assertThat((String) console.call(DevConsole.MediaType.TEXT)).contains("components: ");
                looks++;
            } while (!stopped.get());
            return looks;
        });
        assertThat(bean.number("AccountsInUse")).isEqualTo(2);
        context.stop();
        stopped.set(true);
        assertThat(looking.get()).isPositive();
        for (CompletableFuture<Exchange> each : sent) {
            each.get();
        }
        assertThat(new Whatsapp360Component().getAccountsInUse()).isZero();
    }

    /** A store of media IDs whose connection can break. */
    private static final class FailingMediaIds implements MediaIdStore {
        private final MediaIdStore ids = MediaIdStore.inMemory(100);
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
                throw new UncheckedIOException(new IOException("the cache with invoice.pdf is away"));
            }
        }
    }
}
