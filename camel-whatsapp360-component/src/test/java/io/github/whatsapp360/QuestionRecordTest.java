package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.message.Interactive;
import io.github.whatsapp360.message.Interactive.Button;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRecord.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are kept in a message repository: they survive the process, and any node may receive them. */
@Tag(EmulatorTest.BOTH_WAYS)
class QuestionRecordTest extends WebhookTest {

    private static final String REPLY = "whatsapp360:send?confirm=answered&confirmTimeout=10m";
    private static final String ANY = REPLY + "&answer=any";
    private static final String KEY = "approval-4711";
    private static final OutgoingMessage APPROVAL = OutgoingMessage.of(
            Interactive.buttons("Pay invoice 4711?", Button.of("yes", "Yes"), Button.of("no", "No")));

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
                from(registered())
                        .filter(header(Whatsapp360Constants.EVENT_TYPE).isEqualTo("message"))
                        .process(taken::add);
            }
        };
    }

    @AfterEach
    void close() {
        relay.close();
        threads.shutdown();
    }

    private CompletableFuture<Exchange> ask(String uri, Object question) {
        return CompletableFuture.supplyAsync(
                () -> send(uri, question, Map.of(Whatsapp360Constants.CALLBACK_DATA, KEY)), threads);
    }

    private static InboundMessage answerOf(CompletableFuture<Exchange> asked) {
        Exchange exchange = asked.join();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.MESSAGE_STATUS))
                .isEqualTo("answered");
        assertThat(exchange.getMessage()
                        .getHeader(Whatsapp360Constants.SENT_MESSAGE, SentMessage.class)
                        .id())
                .isEqualTo(exchange.getMessage().getHeader(Whatsapp360Constants.ANSWER_TO));
        return exchange.getMessage().getBody(InboundMessage.class);
    }

    private static ChatMessage question() {
        return chat().awaitMessages(1).get(0);
    }

    private void awaitState(State state) {
        await().until(() ->
                repository.record(KEY) != null && repository.record(KEY).state() == state);
    }

    @ParameterizedTest
    @ValueSource(strings = {REPLY, ANY})
    void theRecordHasTheAnswerAndAQuestionThatComesAgainGetsIt(String uri) {
        CompletableFuture<Exchange> asked = ask(uri, APPROVAL);
        awaitState(State.DELIVERED);
        if (uri.equals(REPLY)) {
            chat().taps(question(), "Yes");
        } else {
            chat().writes("Yes");
        }
        assertThat(answerOf(asked).text()).isEqualTo("Yes");
        MessageRecord record = repository.record(KEY);
        assertThat(record.state()).isEqualTo(State.ANSWERED);
        assertThat(record.answer()).contains("\"Yes\"");
        assertThat(record.toString()).doesNotContain("Yes", TO);

        emulator().chat(TO).reads();
        assertThat(answerOf(ask(uri, APPROVAL)).text()).isEqualTo("Yes");
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void aFileThatAsksIsAnsweredToo() {
        CompletableFuture<Exchange> asked = ask(REPLY + "&reuseMedia=false", sample("good/invoice.pdf"));
        awaitState(State.DELIVERED);
        chat().answers(question().id(), "It is right");
        assertThat(answerOf(asked).text()).isEqualTo("It is right");
        asked = ask(REPLY + "&reuseMedia=false", sample("good/invoice.pdf"));
        assertThat(answerOf(asked).text()).isEqualTo("It is right");
        assertThat(uploads()).hasSize(1);
    }

    /** This node has the events route; another one asks, and asks its repository for the answer. */
    @ParameterizedTest
    @ValueSource(strings = {REPLY, ANY})
    void theAnswerMayComeToAnotherNode(String uri) throws Exception {
        try (DefaultCamelContext node = new DefaultCamelContext()) {
            configure(
                    node.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration());
            node.start();
            CompletableFuture<Exchange> asked = CompletableFuture.supplyAsync(
                    () -> node.createProducerTemplate().send(uri, message -> {
                        message.getMessage().setBody(APPROVAL);
                        message.getMessage().setHeader(Whatsapp360Constants.CALLBACK_DATA, KEY);
                    }),
                    threads);
            awaitState(State.DELIVERED);
            chat().taps(question(), "No");
            assertThat(answerOf(asked).payload()).isEqualTo("no");
            await().until(() -> !taken.isEmpty());
            assertThat(taken.peek().getMessage().getHeader(Whatsapp360Constants.ANSWER_TO))
                    .isEqualTo(question().id());
        }
    }

    /** The node that asked is gone; the question comes again, to a node that did not ask. */
    @Test
    void anAnswerWaitsForAQuestionWhoseNodeHasDied() throws Exception {
        try (DefaultCamelContext node = new DefaultCamelContext()) {
            configure(
                    node.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration());
            node.start();
            CompletableFuture<Exchange> asked = CompletableFuture.supplyAsync(
                    () -> node.createProducerTemplate().send(REPLY, message -> {
                        message.getMessage().setBody(APPROVAL);
                        message.getMessage().setHeader(Whatsapp360Constants.CALLBACK_DATA, KEY);
                    }),
                    threads);
            awaitState(State.DELIVERED);
            node.getComponent("whatsapp360", Whatsapp360Component.class).stop();
            assertThat(asked.join().getMessage().getBody()).isInstanceOf(SentMessage.class);
        }
        chat().taps(question(), "Yes");
        awaitState(State.ANSWERED);
        chat().taps(question(), "No");
        await().until(() -> taken.size() == 2);
        assertThat(answerOf(ask(REPLY, APPROVAL)).payload()).isEqualTo("yes");
        assertThat(chat().messages()).hasSize(1);
    }

    /** The process died between the service's response and its record; a status has brought the ID since. */
    @Test
    void aStatusIsEnoughForAnAnswer() throws Exception {
        emulator().statuses(StatusReports.none());
        repository
                .otherNode()
                .insert(MessageRecord.sending(KEY, "content", "a node that died")
                        .withQuestion(true));
        assertThat(post(status("wamid.1")).statusCode()).isEqualTo(200);
        assertThat(post(payload(reply("wamid.answer", "wamid.1"))).statusCode()).isEqualTo(200);
        assertThat(repository.record(KEY).state()).isEqualTo(State.ANSWERED);
        assertThat(repository.record(KEY).messageId()).isEqualTo("wamid.1");
    }

    @Test
    void aMessageThatAsksNothingGetsNoAnswer() {
        assertThat(send("whatsapp360:send", APPROVAL, Map.of(Whatsapp360Constants.CALLBACK_DATA, KEY))
                        .getException())
                .isNull();
        awaitState(State.DELIVERED);
        chat().taps(question(), "Yes");
        await().until(() -> !taken.isEmpty());
        assertThat(repository.record(KEY).answer()).isEmpty();
        assertThat(repository.record(MessageRecord.referenceKey(question().id())))
                .isNull();
    }

    /** The service delivers the webhook again, because it was answered with 500. */
    @ParameterizedTest
    @ValueSource(strings = {REPLY, ANY})
    void anAnswerThatCannotBeRecordedComesAgain(String uri) throws Exception {
        CompletableFuture<Exchange> asked = ask(uri, APPROVAL);
        awaitState(State.DELIVERED);
        repository.failsFor = state -> state == State.ANSWERED;
        String answer = payload(reply("wamid.answer", question().id()));
        assertThat(post(answer).statusCode()).isEqualTo(500);
        assertThat(asked).isNotDone();
        assertThat(taken).isEmpty();
        repository.failsFor = state -> false;
        assertThat(post(answer).statusCode()).isEqualTo(200);
        assertThat(answerOf(asked).id()).isEqualTo("wamid.answer");
        assertThat(post(answer).statusCode()).isEqualTo(200);
        assertThat(taken).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {REPLY, ANY})
    void aLostResponseDoesNotMatter(String uri) {
        relay.next(new Fault.LoseAnswer());
        CompletableFuture<Exchange> asked = ask(uri + "&baseUrl=" + relay.baseUrl(), APPROVAL);
        awaitState(State.DELIVERED);
        chat().taps(question(), "Yes");
        assertThat(answerOf(asked).payload()).isEqualTo("yes");
        assertThat(relay.requests()).isEqualTo(1);
    }

    private static String reply(String id, String question) {
        return text(id).replace("\"type\":", "\"context\":{\"id\":\"" + question + "\"},\"type\":");
    }

    private static String status(String id) {
        return payload()
                .replace(
                        "\"messages\":[]",
                        "\"statuses\":[{\"id\":\"" + id + "\",\"status\":\"delivered\",\"timestamp\":\"1764000000\","
                                + "\"recipient_id\":\"" + TO + "\",\"biz_opaque_callback_data\":\"" + KEY + "\"}]");
    }

    /** A late answer is a message like any other, unless the question comes again and waits anew. */
    @Test
    void nobodyWaitsAfterTheTimeoutUntilTheQuestionComesAgain() {
        String soon = REPLY.replace("10m", "300");
        assertThat(ask(soon, APPROVAL).join().getException()).isInstanceOf(ConfirmationTimeoutException.class);
        assertThat(repository.record(KEY).isQuestion()).isFalse();
        chat().taps(question(), "No");
        await().until(() -> taken.size() == 1);
        assertThat(taken.peek().getMessage().getHeaders()).doesNotContainKey(Whatsapp360Constants.ANSWER_TO);
        assertThat(repository.record(KEY).answer()).isEmpty();

        CompletableFuture<Exchange> again = ask(REPLY, APPROVAL);
        await().until(() -> repository.record(KEY).isQuestion());
        chat().taps(question(), "Yes");
        assertThat(answerOf(again).payload()).isEqualTo("yes");
        assertThat(chat().messages()).hasSize(1);
    }

    /** A queue may deliver a question again while its first delivery still waits. */
    @ParameterizedTest
    @ValueSource(strings = {REPLY, ANY})
    void aDeliveryThatTimesOutDoesNotEndTheWaitOfAnother(String uri) {
        CompletableFuture<Exchange> waiting = ask(uri, APPROVAL);
        awaitState(State.DELIVERED);
        assertThat(ask(uri.replace("10m", "300"), APPROVAL).join().getException())
                .isInstanceOf(ConfirmationTimeoutException.class);
        assertThat(repository.record(KEY).isQuestion()).isFalse();
        assertThat(waiting).isNotDone();

        chat().taps(question(), "Yes");
        assertThat(answerOf(waiting).payload()).isEqualTo("yes");
        await().until(() -> !taken.isEmpty());
        assertThat(taken.peek().getMessage().getHeader(Whatsapp360Constants.ANSWER_TO))
                .isEqualTo(question().id());
        assertThat(repository.record(KEY).state()).isEqualTo(State.ANSWERED);
        assertThat(answerOf(ask(uri, APPROVAL)).payload()).isEqualTo("yes");
        assertThat(chat().messages()).hasSize(1);
    }

    /** The message was sent before without a question, so nothing leads from its ID to its record. */
    @Test
    void aMessageThatWasSentBeforeMayAskLater() throws Exception {
        assertThat(send("whatsapp360:send", APPROVAL, Map.of(Whatsapp360Constants.CALLBACK_DATA, KEY))
                        .getException())
                .isNull();
        CompletableFuture<Exchange> asked = ask(REPLY, APPROVAL);
        await().until(() -> repository.record(KEY).isQuestion());
        chat().taps(question(), "Yes");
        assertThat(answerOf(asked).payload()).isEqualTo("yes");
        assertThat(repository.record(MessageRecord.referenceKey(question().id())))
                .isNotNull();
    }

    /** A reference is found by the ID that a reply names. */
    @Test
    void aReferenceLeadsFromTheIdToTheRecord() {
        CompletableFuture<Exchange> asked = ask(REPLY, APPROVAL);
        awaitState(State.DELIVERED);
        MessageRecord reference =
                repository.record(MessageRecord.referenceKey(question().id()));
        assertThat(reference.state()).isEqualTo(State.REFERENCE);
        assertThat(reference.content()).isEqualTo(KEY);
        assertThat(repository.unresolved(Duration.ZERO, 10)).isEmpty();
        chat().taps(question(), "Yes");
        assertThat(List.of(answerOf(asked).payload())).containsExactly("yes");
    }
}
