package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRecord.State;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages with the option {@code messageRepository}, which are sent once however often they come. */
@Tag(EmulatorTest.BOTH_WAYS)
class MessageRepositoryTest extends WebhookTest {

    private static final String SEND = "whatsapp360:send";
    private static final String KEY = "invoice-4711";

    private final SwitchableMessageRepository repository = new SwitchableMessageRepository();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private FaultRelay relay;

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setMessageRepository(repository);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        relay = emulator().relay();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(registered()).to("log:events?level=DEBUG");
            }
        };
    }

    @AfterEach
    void close() {
        relay.close();
        threads.shutdown();
    }

    private Exchange send(String uri, Object body, String key) {
        return send(uri, body, Map.of(Whatsapp360Constants.CALLBACK_DATA, key));
    }

    private CompletableFuture<Exchange> sendLater(String uri, Object body, String key) {
        return CompletableFuture.supplyAsync(() -> send(uri, body, key), threads);
    }

    private String throughRelay(String options) {
        return SEND + "?baseUrl=" + relay.baseUrl() + options;
    }

    private static String sentId(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(SentMessage.class).id();
    }

    @Test
    void aMessageThatComesAgainIsNotSentAgain() {
        String id = sentId(send(SEND, "hello", KEY));
        assertThat(repository.record(KEY).messageId()).isEqualTo(id);
        assertThat(sentId(send(SEND, "hello", KEY))).isEqualTo(id);
        assertThat(sentId(send(SEND, "hello", "another invoice"))).isNotEqualTo(id);
        assertThat(chat().messages()).hasSize(2);
    }

    /** After 100 new messages in a row, the next one is probably new too. */
    @Test
    void aNewMessageAfterManyNewOnesIsNotLookedUp() {
        emulator().statuses(StatusReports.none());
        String id = sentId(send(SEND, "hello", KEY));
        for (int n = 1; n < 100; n++) {
            sentId(send(SEND, "hello", KEY + "-" + n));
        }
        assertThat(repository.questions).hasValue(100);
        sentId(send(SEND, "hello", "new"));
        assertThat(repository.questions).hasValue(100);
        assertThat(sentId(send(SEND, "hello", KEY))).isEqualTo(id);
        assertThat(send(SEND, "something else", KEY).getException()).isInstanceOf(InvalidMessageException.class);
        sentId(send(SEND, "hello", "newer"));
        assertThat(repository.questions).hasValue(103);
        assertThat(chat().messages()).hasSize(102);
    }

    @Test
    void aFileThatComesAgainIsNeitherSentNorUploadedAgain() throws Exception {
        byte[] pdf = Files.readAllBytes(sample("good/invoice.pdf"));
        String id = sentId(send(SEND, sample("good/invoice.pdf"), KEY));
        assertThat(sentId(send(SEND, sample("good/invoice.pdf"), KEY))).isEqualTo(id);
        assertThat(uploads()).hasSize(1);
        assertThat(sentId(send(SEND + "?reuseMedia=false", sample("good/invoice.pdf"), KEY)))
                .isEqualTo(id);
        assertThat(sentId(send(SEND, new ByteArrayInputStream(pdf), fileHeaders())))
                .isEqualTo(id);
        assertThat(uploads()).hasSize(1);
        assertThat(messages()).hasSize(1);
    }

    @Test
    void anotherStreamWithTheSameKeyIsRefusedWithoutAnUpload() throws Exception {
        byte[] pdf = Files.readAllBytes(sample("good/invoice.pdf"));
        sentId(send(SEND, new ByteArrayInputStream(pdf), fileHeaders()));
        pdf[pdf.length - 1]++;
        assertThat(send(SEND, new ByteArrayInputStream(pdf), fileHeaders()).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360CallbackData");
        assertThat(uploads()).hasSize(1);
        assertThat(messages()).hasSize(1);
    }

    @Test
    void aStreamIsNotUploadedWhileAnEarlierAttemptIsInDoubt() throws Exception {
        byte[] pdf = Files.readAllBytes(sample("good/invoice.pdf"));
        emulator().statuses(StatusReports.none());
        emulator()
                .faults(FaultRule.on(FaultRule.On.MESSAGES, new Fault.LoseAnswer())
                        .times(1));
        String uri = SEND + "?settleTime=1h";
        List<CompletableFuture<Exchange>> both = new ArrayList<>();
        for (int waiting = 1; waiting <= 2; waiting++) {
            both.add(CompletableFuture.supplyAsync(
                    () -> send(uri, new ByteArrayInputStream(pdf), fileHeaders()), threads));
            int expected = waiting;
            await().until(() -> component().senders().records(repository).waiting() == expected);
        }
        assertThat(uploads()).hasSize(1);
        post(status("wamid.4711", "sent"));
        for (CompletableFuture<Exchange> each : both) {
            assertThat(sentId(each.get())).isEqualTo("wamid.4711");
        }
        assertThat(uploads()).hasSize(1);
        assertThat(messages()).hasSize(1);
    }

    private static Map<String, Object> fileHeaders() {
        return Map.of(Whatsapp360Constants.CALLBACK_DATA, KEY, Whatsapp360Constants.FILENAME, "invoice.pdf");
    }

    @Test
    void aLostAnswerIsResolvedByTheStatus() {
        relay.next(new Fault.LoseAnswer());
        String id = sentId(send(throughRelay("&settleTime=1h"), "hello", KEY));
        assertThat(id).isEqualTo(chat().messages().get(0).id());
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void aMessageInDoubtWithoutAStatusIsSentAgainAfterTheSettleTime() {
        relay.next(new Fault.Silent());
        String id =
                sentId(send(throughRelay("&settleTime=1500&connectTimeout=1000&responseTimeout=500"), "hello", KEY));
        assertThat(chat().messages()).hasSize(1);
        assertThat(chat().messages().get(0).id()).isEqualTo(id);
        assertThat(repository.record(KEY).attempt()).isEqualTo(2);
    }

    @Test
    void aMessageThatStaysInDoubtEnds() {
        emulator().statuses(StatusReports.none());
        relay.next(new Fault.Silent(), new Fault.Silent(), new Fault.Silent());
        String uri = throughRelay("&settleTime=1300&connectTimeout=1000&responseTimeout=300&maxRetries=1");
        assertThat(send(uri, "hello", KEY).getException())
                .isInstanceOfSatisfying(OutcomeUnknownException.class, failure -> assertThat(failure.getCallbackData())
                        .isEqualTo(KEY));
        assertThat(repository.record(KEY).attempt()).isEqualTo(2);
        assertThat(chat().messages()).isEmpty();
    }

    /** The service has accepted it, so it must not end as not sent. */
    @Test
    void aMessageThatExpiresInDoubtStaysInDoubt() {
        emulator().statuses(StatusReports.none());
        relay.next(new Fault.LoseAnswer());
        String uri = throughRelay("&settleTime=3000&connectTimeout=1000&responseTimeout=2000&expiresAfter=2500");
        assertThat(send(uri, "hello", KEY).getException())
                .isInstanceOfSatisfying(OutcomeUnknownException.class, failure -> assertThat(failure.getCallbackData())
                        .isEqualTo(KEY));
        assertThat(repository.record(KEY).attempt()).isEqualTo(1);
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void anotherArrivalWaitsForTheOneInDoubt() throws Exception {
        emulator().statuses(StatusReports.none());
        relay.next(new Fault.LoseAnswer());
        CompletableFuture<Exchange> first = sendLater(throughRelay("&settleTime=1h"), "hello", KEY);
        await().until(() -> !chat().messages().isEmpty());
        CompletableFuture<Exchange> second = sendLater(SEND + "?settleTime=1h", "hello", KEY);
        await().until(() -> component().senders().records(repository).waiting() == 2);
        assertThat(post(status("wamid.4711", "sent")).statusCode()).isEqualTo(200);
        assertThat(sentId(first.get())).isEqualTo("wamid.4711");
        assertThat(sentId(second.get())).isEqualTo("wamid.4711");
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void twoArrivalsAtOnceSendOneMessage() throws Exception {
        emulator().faults(FaultRule.on(FaultRule.On.MESSAGES, new Fault.Latency(SHORT.dividedBy(10))));
        List<CompletableFuture<Exchange>> all =
                List.of(sendLater(SEND, "hello", KEY), sendLater(SEND, "hello", KEY), sendLater(SEND, "hello", KEY));
        for (CompletableFuture<Exchange> each : all) {
            assertThat(sentId(each.get())).isEqualTo(chat().messages().get(0).id());
        }
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void aRefusedMessageMayBeCorrectedAndSent() {
        emulator()
                .faults(FaultRule.on(
                                FaultRule.On.MESSAGES, Fault.Status.meta(400, 131009, "Parameter value is not valid"))
                        .times(1));
        assertThat(send(SEND, "wrong", KEY).getException()).isInstanceOf(ApiException.class);
        assertThat(repository.record(KEY).state()).isEqualTo(State.PREPARED);
        sentId(send(SEND, "right", KEY));
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void aTemporaryRefusalIsRetriedByTheSameDelivery() {
        emulator()
                .faults(FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.bare(503))
                        .times(2));
        sentId(send(SEND, "hello", KEY));
        assertThat(repository.record(KEY).attempt()).isEqualTo(3);
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void aFailedMessageIsNotSentAgain() {
        emulator().statuses(StatusReports.inOrder().failing(131026, 1));
        for (String uri : List.of(SEND + "?confirm=delivered", SEND)) {
            assertThat(send(uri, "hello", KEY).getException())
                    .isInstanceOfSatisfying(DeliveryFailedException.class, failure -> {
                        assertThat(failure.getCode()).hasValue(131026);
                        assertThat(failure.getCallbackData()).isEqualTo(KEY);
                    });
        }
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void anotherContentWithTheSameKeyIsRefused() {
        sentId(send(SEND, "hello", KEY));
        for (String uri : List.of(SEND, SEND + "?to=4915112345679")) {
            String body = uri.equals(SEND) ? "something else" : "hello";
            assertThat(send(uri, body, KEY).getException())
                    .isInstanceOfSatisfying(InvalidMessageException.class, refusal -> assertThat(refusal.getFields())
                            .containsExactly("callbackData"))
                    .hasMessageContaining("CamelWhatsapp360CallbackData");
        }
        assertThat(emulator().messages()).hasSize(1);
    }

    @Test
    void aMessageWithoutAKeyIsRefused() {
        assertThat(send(SEND, "hello").getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360CallbackData");
        assertThat(send("whatsapp360:media", sample("good/invoice.pdf")).getException())
                .isNull();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("the database is away"),
                new SQLException("the same, out of Kotlin"),
                new NoClassDefFoundError("half of a driver"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void nothingIsSentWhileTheRepositoryIsAway(Throwable failure) throws Exception {
        repository.failure = failure;
        repository.unreachable = true;
        assertThat(send(SEND, "hello", KEY).getException())
                .isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                        .isEqualTo(NotSentException.Reason.REPOSITORY))
                .hasMessageContaining("messageRepository");
        assertThat(post(status("wamid.1", "sent")).statusCode()).isEqualTo(500);
        repository.unreachable = false;
        repository.failsFor = state -> state == State.SENDING;
        assertThat(send(SEND, "hello", KEY).getException()).isInstanceOf(NotSentException.class);
        assertThat(messages()).isEmpty();
        repository.failsFor = state -> false;
        sentId(send(SEND, "hello", KEY));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anAcceptedMessageEndsEvenIfItsRecordCannotBeWritten(Throwable failure) {
        repository.failure = failure;
        emulator().statuses(StatusReports.none());
        repository.failsFor = state -> state == State.ACCEPTED;
        String id = sentId(send(SEND, "hello", KEY));
        assertThat(repository.record(KEY).state()).isEqualTo(State.SENDING);
        assertThat(chat().messages().get(0).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "delivered", "read"})
    void aStatusThatComesToAnotherNodeIsEnough(String confirm) throws Exception {
        emulator().statuses(StatusReports.inOrder().andRead());
        try (DefaultCamelContext node = new DefaultCamelContext()) {
            configure(
                    node.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration());
            node.start();
            Exchange exchange = node.createProducerTemplate().send(SEND + "?confirm=" + confirm, message -> {
                message.getMessage().setBody("hello");
                message.getMessage().setHeader(Whatsapp360Constants.CALLBACK_DATA, KEY);
            });
            assertThat(exchange.getException()).isNull();
            SentMessage sent = exchange.getMessage().getBody(SentMessage.class);
            assertThat(sent.id()).isEqualTo(chat().messages().get(0).id());
            List<String> steps = List.of("accepted", "sent", "delivered", "read");
            assertThat(steps.indexOf(sent.status())).isGreaterThanOrEqualTo(steps.indexOf(confirm));
        }
    }

    /** A topic tells all nodes of a webhook whose statuses the first node has recorded. */
    @Test
    void aWebhookThatAnotherNodeHasRecordedEndsTheWaitAtOnce() throws Exception {
        emulator().statuses(StatusReports.none());
        String id = sentId(send(SEND, "hello", KEY));
        CompletableFuture<Exchange> waiting = sendLater(SEND + "?confirm=delivered&confirmTimeout=1h", "hello", KEY);
        await().until(() -> component().senders().records(repository).waiting() == 1);
        repository.unreachable = true; // so that the wait cannot end by a question
        MessageRecord accepted = repository.otherNode().find(List.of(KEY)).get(KEY);
        repository
                .otherNode()
                .replace(
                        accepted,
                        accepted.reported(State.DELIVERED, "delivered", id).orElseThrow());
        repository.questioner = Thread.currentThread();
        assertThat(send("whatsapp360:events", status(id, "delivered")).getException())
                .isNull();
        assertThat(waiting.get().getMessage().getHeader(Whatsapp360Constants.MESSAGE_STATUS))
                .isEqualTo("delivered");
    }

    @Test
    void aStatusInStandbyIsRecordedToo() throws Exception {
        emulator().statuses(StatusReports.none());
        String id = sentId(send(SEND, "hello", KEY));
        String status =
                "{\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"standby\",\"value\":{\"standby\":{\"statuses\":[{\"id\":\""
                        + id + "\",\"status\":\"delivered\",\"timestamp\":\"1764000000\",\"recipient_id\":\"" + TO
                        + "\",\"biz_opaque_callback_data\":\"" + KEY + "\"}]}}}]}]}";
        assertThat(post(status).statusCode()).isEqualTo(200);
        assertThat(repository.record(KEY).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void anAcceptedMessageThatComesAgainWaitsForItsStatusOnly() throws Exception {
        emulator().statuses(StatusReports.none());
        String id = sentId(send(SEND, "hello", KEY));
        String uri = SEND + "?confirm=delivered";
        assertThat(send(uri + "&confirmTimeout=100", "hello", KEY).getException())
                .isInstanceOf(ConfirmationTimeoutException.class);
        Exchange late = send(uri + "&confirmTimeout=100&throwExceptionOnConfirmTimeout=false", "hello", KEY);
        assertThat(sentId(late)).isEqualTo(id);
        assertThat(late.getMessage().getHeader(Whatsapp360Constants.MESSAGE_STATUS))
                .isEqualTo("accepted");
        CompletableFuture<Exchange> waiting = sendLater(uri, "hello", KEY);
        await().until(() -> component().senders().records(repository).waiting() == 1);
        post(status(id, "delivered"));
        assertThat(waiting.get().getMessage().getHeader(Whatsapp360Constants.MESSAGE_STATUS))
                .isEqualTo("delivered");
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void aStopEndsTheWaitOfAMessageInDoubt() throws Exception {
        emulator().statuses(StatusReports.none());
        relay.next(new Fault.LoseAnswer());
        AsyncProducer producer =
                context.getEndpoint(throughRelay("&settleTime=1h")).createAsyncProducer();
        producer.start();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody("hello");
        exchange.getMessage().setHeader(Whatsapp360Constants.CALLBACK_DATA, KEY);
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        threads.execute(() -> producer.process(exchange, doneSync -> ended.complete(exchange)));
        await().until(() -> component().senders().records(repository).waiting() == 1);
        context.stop();
        assertThat(ended.get().getException()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(repository.record(KEY).state()).isEqualTo(State.SENDING);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theWaitForAStatusEndsEvenIfTheRepositoryGoesAway(Throwable failure) {
        emulator().statuses(StatusReports.none());
        sentId(send(SEND, "hello", KEY));
        repository.failure = failure;
        CompletableFuture<Exchange> waiting = sendLater(SEND + "?confirm=delivered&confirmTimeout=500", "hello", KEY);
        await().until(() -> component().senders().records(repository).waiting() == 1);
        repository.unreachable = true;
        assertThat(waiting.join().getException()).isInstanceOf(ConfirmationTimeoutException.class);
    }

    @Test
    void aRepositoryThatHidesWhatItHasStoredEndsTheDelivery() {
        sentId(send(SEND, "hello", KEY));
        repository.blind = true;
        assertThat(send(SEND, "hello", KEY).getException())
                .isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                        .isEqualTo(NotSentException.Reason.REPOSITORY))
                .hasRootCauseMessage(
                        "The record of the message was changed by another delivery, or is not visible to this one");
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void theTextOfAFailureIsMaskedAndCut() throws Exception {
        emulator().statuses(StatusReports.none());
        String id = sentId(send(SEND, "hello", KEY));
        String failed = status(id, "failed")
                .replace(
                        "\"recipient_id\"",
                        "\"errors\":[{\"code\":131026,\"error_data\":{\"details\":\"" + TO + " " + "x".repeat(5_000)
                                + "\"}}],\"recipient_id\"");
        assertThat(post(failed).statusCode()).isEqualTo(200);
        assertThat(repository.record(KEY).state()).isEqualTo(State.FAILED);
        assertThat(repository.record(KEY).errorCode()).hasValue(131026);
        assertThat(repository.record(KEY).toJson()).doesNotContain(TO + " ").hasSizeLessThan(2_000);
    }

    /** Otherwise another delivery would send the message while the first attempt is in progress. */
    @Test
    void aSettleTimeThatIsShorterThanAnAttemptIsRefused() {
        assertThatThrownBy(() ->
                        context.getEndpoint(SEND + "?settleTime=39999&connectTimeout=10000&responseTimeout=30000"))
                .hasStackTraceContaining(
                        "Option settleTime=39999 must be at least connectTimeout + responseTimeout (40000 ms)");
        context.getEndpoint(SEND + "?settleTime=40000&connectTimeout=10000&responseTimeout=30000");
    }

    @Test
    void aHostingWithoutCallbackDataInItsStatusesIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint(SEND + "?hosting=ON_PREMISE"))
                .hasStackTraceContaining("Option messageRepository does not work with hosting=ON_PREMISE");
    }

    private Whatsapp360Component component() {
        return context.getComponent("whatsapp360", Whatsapp360Component.class);
    }

    private static String status(String id, String status) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\",\"value\":"
                + "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"49301234567\",\"phone_number_id\":\"77\"},"
                + "\"statuses\":[{\"id\":\"" + id + "\",\"status\":\"" + status + "\",\"timestamp\":\"1764000000\","
                + "\"recipient_id\":\"" + TO + "\",\"biz_opaque_callback_data\":\"" + KEY + "\"}]}}]}]}";
    }
}
