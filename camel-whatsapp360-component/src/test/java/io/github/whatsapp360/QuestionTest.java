package io.github.whatsapp360;

import static io.github.whatsapp360.Whatsapp360Constants.ANSWER_TO;
import static io.github.whatsapp360.Whatsapp360Constants.MESSAGE_ID;
import static io.github.whatsapp360.Whatsapp360Constants.MESSAGE_STATUS;
import static io.github.whatsapp360.Whatsapp360Constants.SENT_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.message.Interactive;
import io.github.whatsapp360.message.Interactive.Button;
import io.github.whatsapp360.message.Interactive.Row;
import io.github.whatsapp360.message.Interactive.Section;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages with {@code confirm=answered}, whose exchange goes on with the customer's answer. */
@Tag(EmulatorTest.BOTH_WAYS)
class QuestionTest extends WebhookTest {

    private static final String REPLY = "whatsapp360:send?confirm=answered&confirmTimeout=10m";
    private static final String ANY = REPLY + "&answer=any";
    private static final OutgoingMessage APPROVAL = OutgoingMessage.of(
            Interactive.buttons("Pay invoice 4711?", Button.of("yes", "Yes"), Button.of("no", "No")));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private FaultRelay relay;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        relay = emulator().relay();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(registered())
                        .filter(header(Whatsapp360Constants.EVENT_TYPE).isEqualTo("message"))
                        .process(taken::add);
                from("direct:pay").to("mock:pay");
            }
        };
    }

    @AfterEach
    void close() {
        relay.close();
        threads.shutdown();
    }

    private CompletableFuture<Exchange> ask(String uri, Object question) {
        return CompletableFuture.supplyAsync(() -> send(uri, question), threads);
    }

    private static ChatMessage last(int count) {
        return chat().awaitMessages(count).get(count - 1);
    }

    /** Waits until the exchanges of so many messages wait for their answers. */
    private void awaitWaiting(int count) {
        await().until(() -> component().getConfirmationsWaiting() == count);
    }

    private Whatsapp360Component component() {
        return context.getComponent("whatsapp360", Whatsapp360Component.class);
    }

    private static InboundMessage answerOf(CompletableFuture<Exchange> asked) {
        Exchange exchange = asked.join();
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(InboundMessage.class);
    }

    /** Waits until a route of events has had a message, and returns the question that it answers. */
    private Object questionOf(JsonNode message) {
        String id = message.path("id").asText();
        await().until(() ->
                taken.stream().anyMatch(event -> id.equals(event.getMessage().getHeader(MESSAGE_ID))));
        return taken.stream()
                .filter(event -> id.equals(event.getMessage().getHeader(MESSAGE_ID)))
                .findFirst()
                .map(event -> event.getMessage().getHeader(ANSWER_TO, "", String.class))
                .orElseThrow();
    }

    @Test
    void aButtonIsTheAnswer() {
        CompletableFuture<Exchange> asked = ask(REPLY, APPROVAL);
        ChatMessage question = last(1);
        JsonNode tap = chat().named("Ann").taps(question, "Yes");

        InboundMessage answer = answerOf(asked);
        assertThat(answer.payload()).isEqualTo("yes");
        assertThat(answer.contactName()).isEqualTo("Ann");
        Map<String, Object> headers = asked.join().getMessage().getHeaders();
        assertThat(headers)
                .containsEntry(MESSAGE_ID, tap.path("id").asText())
                .containsEntry(Whatsapp360Constants.FROM, TO)
                .containsEntry(Whatsapp360Constants.EVENT_TYPE, "message")
                .containsEntry(MESSAGE_STATUS, "answered")
                .containsEntry(ANSWER_TO, question.id());
        assertThat(headers.get(SENT_MESSAGE)).isInstanceOfSatisfying(SentMessage.class, sent -> {
            assertThat(sent.id()).isEqualTo(question.id());
            assertThat(sent.status()).isEqualTo("answered");
            assertThat(sent.callbackData()).isNotEmpty();
        });
        assertThat(questionOf(tap)).isEqualTo(question.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {REPLY, ANY})
    void aRowAFormAQuoteAndAFileAreAnswersToo(String uri) {
        CompletableFuture<Exchange> asked =
                ask(uri, OutgoingMessage.of(Interactive.list("When?", "Days", Section.of("", Row.of("mo", "Monday")))));
        chat().taps(last(1), "Monday");
        assertThat(answerOf(asked).payload()).isEqualTo("mo");

        asked = ask(uri, "Please fill in the form");
        chat().writesJson(
                        "{\"type\": \"interactive\", \"context\": {\"id\": \"" + last(2).id() + "\"}, \"interactive\":"
                                + " {\"type\": \"nfm_reply\", \"nfm_reply\": {\"response_json\": \"{\\\"size\\\": 42}\","
                                + " \"name\": \"flow\","
                                + " \"body\": \"Sent\"}}}");
        assertThat(answerOf(asked).payload()).isEqualTo("{\"size\": 42}");

        asked = ask(uri, sample("good/invoice.pdf"));
        chat().answers(last(3).id(), "It is wrong");
        assertThat(answerOf(asked).text()).isEqualTo("It is wrong");
        assertThat(asked.join().getMessage().getHeaders()).doesNotContainKey(Whatsapp360Constants.MEDIA_ID);
    }

    @Test
    void onlyAReplyCountsUnlessAnyMessageDoes() {
        CompletableFuture<Exchange> asked = ask(REPLY, APPROVAL);
        ChatMessage question = last(1);
        JsonNode other = chat().writes("yes");
        JsonNode reaction = chat().reacts(question.id(), "\uD83D\uDC4D");
        assertThat(questionOf(other)).isEqualTo("");
        assertThat(questionOf(reaction)).isEqualTo("");
        assertThat(asked).isNotDone();

        chat().taps(question, "No");
        assertThat(answerOf(asked).payload()).isEqualTo("no");
        chat().taps(question, "Yes");
        assertThat(send("whatsapp360:send", "hello").getMessage().getHeaders()).doesNotContainKey(SENT_MESSAGE);
    }

    @Test
    void anyNextMessageCountsButNoReactionAndNoReplyToAnotherMessage() {
        send("whatsapp360:send", APPROVAL);
        ChatMessage before = last(1);
        CompletableFuture<Exchange> asked = ask(ANY, "What is your name?");
        ChatMessage question = last(2);
        awaitWaiting(1);
        JsonNode reply = chat().taps(before, "Yes");
        JsonNode reaction = chat().reacts(question.id(), "\uD83D\uDC4D");
        assertThat(questionOf(reply)).isEqualTo("");
        assertThat(questionOf(reaction)).isEqualTo("");
        emulator().chat("4915199999999").writes("I am someone else");
        assertThat(asked).isNotDone();

        JsonNode next = chat().writes("Ann");
        assertThat(answerOf(asked).text()).isEqualTo("Ann");
        assertThat(questionOf(next)).isEqualTo(question.id());
        assertThat(questionOf(chat().writes("Ann again"))).isEqualTo("");
    }

    @Test
    void eachAnswerFindsItsQuestion() {
        CompletableFuture<Exchange> first = ask(REPLY, APPROVAL);
        ChatMessage one = last(1);
        CompletableFuture<Exchange> second = ask(REPLY, APPROVAL);
        ChatMessage two = last(2);
        chat().taps(two, "No");
        assertThat(answerOf(second).payload()).isEqualTo("no");
        assertThat(first).isNotDone();
        chat().taps(one, "Yes");
        assertThat(answerOf(first).payload()).isEqualTo("yes");
    }

    @Test
    void theNextMessageAnswersTheLastQuestion() {
        CompletableFuture<Exchange> first = ask(ANY, "What is your name?");
        last(1);
        awaitWaiting(1);
        CompletableFuture<Exchange> second = ask(ANY, "Where do you live?");
        ChatMessage two = last(2);
        awaitWaiting(2);
        awaitDelivered(two, 4);

        chat().writes("In Berlin");
        assertThat(answerOf(second).text()).isEqualTo("In Berlin");
        assertThat(first).isNotDone();
        chat().writes("Ann");
        assertThat(answerOf(first).text()).isEqualTo("Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {REPLY, ANY})
    void anAnswerMayComeBeforeTheServicesResponse(String uri) {
        relay.next(new Fault.Drip(Duration.ofMillis(20)));
        CompletableFuture<Exchange> asked = ask(uri + "&baseUrl=" + relay.baseUrl(), APPROVAL);
        ChatMessage question = last(1);
        if (uri.equals(REPLY)) {
            chat().taps(question, "Yes");
        } else {
            chat().writes("Yes");
        }
        assertThat(answerOf(asked).text()).isEqualTo("Yes");
        assertThat(asked.join().getMessage().getHeader(ANSWER_TO)).isEqualTo(question.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {REPLY, ANY})
    void aLostResponseDoesNotMatter(String uri) {
        relay.next(new Fault.LoseAnswer());
        CompletableFuture<Exchange> asked = ask(uri + "&baseUrl=" + relay.baseUrl(), APPROVAL);
        ChatMessage question = last(1);
        if (uri.equals(REPLY)) {
            chat().taps(question, "Yes");
        } else {
            chat().writes("Yes");
        }
        assertThat(answerOf(asked).text()).isEqualTo("Yes");
        assertThat(relay.requests()).isEqualTo(1);
    }

    /** The service may write a recipient's number in another way, as in Brazil and Mexico. */
    @Test
    void aRecipientMayHaveAnotherWhatsAppId() throws Exception {
        relay.next(Fault.Status.of(
                200,
                "{\"messaging_product\": \"whatsapp\", \"contacts\": [{\"input\": \"5511987654321\", \"wa_id\":"
                        + " \"551187654321\"}], \"messages\": [{\"id\": \"wamid.brazil\"}]}"));
        CompletableFuture<Exchange> asked = ask(ANY + "&to=5511987654321&baseUrl=" + relay.baseUrl(), "Name?");
        await().until(() -> relay.requests() == 1);
        assertThat(post(payload(text("wamid.answer", "551187654321", Instant.now())))
                        .statusCode())
                .isEqualTo(200);
        assertThat(answerOf(asked).id()).isEqualTo("wamid.answer");
    }

    @Test
    void aRecipientMayBeAUserId() {
        CompletableFuture<Exchange> asked = ask(ANY + "&to=US.13491208655302741918", "Name?");
        emulator().chat("US.13491208655302741918").awaitMessages(1);
        emulator().chat("US.13491208655302741918").writes("Ann");
        assertThat(answerOf(asked).userId()).isEqualTo("US.13491208655302741918");
    }

    /** The number of a recipient may be hidden in webhooks; the statuses of the question tell the user ID. */
    @Test
    void aStatusTellsTheUserIdOfTheRecipient() throws Exception {
        emulator().statuses(StatusReports.none());
        CompletableFuture<Exchange> asked = ask(ANY, "Name?");
        ChatMessage question = last(1);
        String answer = text("wamid.hidden", TO, Instant.now())
                .replace("\"from\":\"" + TO + "\"", "\"from_user_id\":\"DE.4711\"");
        assertThat(post(payload(answer)).statusCode()).isEqualTo(200);
        assertThat(asked).isNotDone();
        String status = payload()
                .replace(
                        "\"messages\":[]",
                        "\"statuses\":[{\"id\":\"" + question.id()
                                + "\",\"status\":\"sent\",\"timestamp\":\"1764000000\","
                                + "\"recipient_user_id\":\"DE.4711\"}]");
        assertThat(post(status).statusCode()).isEqualTo(200);
        assertThat(answerOf(asked).id()).isEqualTo("wamid.hidden");
    }

    @Test
    void aMessageToAnotherNumberOfTheBusinessIsNoAnswer() throws Exception {
        CompletableFuture<Exchange> asked = ask(ANY, "Name?");
        emulator().awaitStatus(last(1).id(), "sent");
        emulator().webhooks().awaitDelivered(1);
        String other = text("wamid.other", TO, Instant.now());
        assertThat(post(payload(other)).statusCode()).isEqualTo(200);
        assertThat(asked).isNotDone();
        chat().writes("Ann");
        assertThat(answerOf(asked).text()).isEqualTo("Ann");
    }

    /** After an outage, the service delivers messages that were written before the question. */
    @Test
    void anOldMessageAndARepetitionAreNoAnswers() throws Exception {
        String before = text("wamid.before", TO, Instant.now());
        assertThat(post(payload(before)).statusCode()).isEqualTo(200);
        CompletableFuture<Exchange> asked = ask(ANY, "Name?");
        last(1);
        awaitWaiting(1);
        assertThat(post(payload(text("wamid.old", TO, Instant.now().minusSeconds(3600))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(payload(before)).statusCode()).isEqualTo(200);
        assertThat(asked).isNotDone();
        chat().writes("Ann");
        assertThat(answerOf(asked).text()).isEqualTo("Ann");
    }

    private static String text(String id, String from, Instant time) {
        return text(id).replace(TO, from).replace("1764000000", String.valueOf(time.getEpochSecond()));
    }

    @Test
    void aQuestionThatIsNotDeliveredFails() {
        emulator().statuses(StatusReports.inOrder().failing(131026, 1));
        assertThat(ask(REPLY, APPROVAL).join().getException())
                .isInstanceOfSatisfying(DeliveryFailedException.class, failure -> assertThat(failure.getCode())
                        .hasValue(131026));
        relay.next(Fault.Status.meta(400, 131047, "Re-engagement message"));
        assertThat(ask(ANY + "&baseUrl=" + relay.baseUrl(), "Name?").join().getException())
                .isInstanceOf(ApiException.class);
        assertThat(component().getConfirmationsWaiting()).isZero();
    }

    @Test
    void anAnswerThatDoesNotComeEndsInTime() {
        String soon = "whatsapp360:send?confirm=answered&confirmTimeout=300";
        assertThat(send(soon, APPROVAL).getException())
                .isInstanceOf(ConfirmationTimeoutException.class)
                .hasMessageContaining("no webhook brought an answer within PT0.3S");
        JsonNode late = chat().taps(last(1), "Yes");
        assertThat(questionOf(late)).isEqualTo("");

        Exchange exchange = send(soon + "&throwExceptionOnConfirmTimeout=false&answer=any", "Name?");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(SentMessage.class);
        assertThat(exchange.getMessage().getHeader(MESSAGE_STATUS)).isEqualTo("accepted");
    }

    @Test
    void aQuestionThatWaitsEndsAsAcceptedWhenTheComponentStops() throws Exception {
        CompletableFuture<Exchange> asked = ask(REPLY, APPROVAL);
        awaitDelivered(last(1), 2);
        awaitWaiting(1);
        component().stop();
        assertThat(asked.join().getException()).isNull();
        assertThat(asked.join().getMessage().getBody()).isInstanceOf(SentMessage.class);
        assertThat(asked.join().getMessage().getHeader(MESSAGE_STATUS)).isEqualTo("accepted");
    }

    /** Waits until this application has had a message's statuses, so that its exchange surely waits. */
    private static void awaitDelivered(ChatMessage message, int webhooks) {
        emulator().awaitStatus(message.id(), "delivered");
        emulator().webhooks().awaitDelivered(webhooks);
    }

    /** A payload from a queue is split, and each event says whether it is an answer. */
    @Test
    void aPayloadFromAQueueBringsAnswersToo() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:payload").to("whatsapp360:events").split(body()).to("mock:event");
            }
        });
        CompletableFuture<Exchange> asked = ask(ANY, "Name?");
        ChatMessage question = last(1);
        awaitWaiting(1);
        awaitDelivered(question, 2);
        String answers = payload(text("wamid.answer", TO, Instant.now()), text("wamid.more", TO, Instant.now()))
                .replace("\"phone_number_id\":\"77\"", "\"phone_number_id\":\"\"");
        template.sendBody("direct:payload", answers);
        assertThat(answerOf(asked).id()).isEqualTo("wamid.answer");
        assertThat(getMockEndpoint("mock:event").getReceivedExchanges())
                .extracting(event -> event.getMessage().getHeader(ANSWER_TO))
                .containsExactly(question.id(), null);
    }

    /** A route of events may ask, and gets the answer although the answer waits behind its question. */
    @Test
    void aRouteOfEventsMayAsk() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:greet")
                        .setBody(constant("What is your name?"))
                        .to(ANY)
                        .setBody(simple("Hello ${body.text}"))
                        .to("whatsapp360:send");
                from(NAME.replace("/whatsapp", "/greeter") + "&webhookAutoRegister=false")
                        .filter(header(Whatsapp360Constants.EVENT_TYPE).isEqualTo("message"))
                        .filter(header(ANSWER_TO).isNull())
                        .to("direct:greet");
            }
        });
        byte[] hello = payload(text("wamid.hello", TO, Instant.now()))
                .replace("\"77\"", "\"\"")
                .getBytes(StandardCharsets.UTF_8);
        CompletableFuture<?> greeted = CompletableFuture.runAsync(
                () -> {
                    try {
                        postTo("/greeter", hello);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
        last(1);
        chat().writes("Ann");
        assertThat(last(2).text()).isEqualTo("Hello Ann");
        greeted.join();
    }

    private void postTo(String path, byte[] body) throws Exception {
        java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(url().resolve(path))
                                .header("Content-Type", "application/json")
                                .header(SECRET_HEADER, SECRET)
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theApprovalOfThePagePaysOnlyAfterAYes() throws Exception {
        context.addRoutes(new ApprovalExample());
        var paid = getMockEndpoint("mock:pay");
        for (String choice : List.of("No", "Yes")) {
            CompletableFuture<Exchange> asked = ask("direct:invoice", "4711");
            List<ChatMessage> all = chat().awaitMessages(choice.equals("No") ? 1 : 2);
            chat().taps(all.get(all.size() - 1), choice);
            assertThat(asked.join().getException()).isNull();
            assertThat(paid.getReceivedCounter()).isEqualTo(choice.equals("No") ? 0 : 1);
        }
        CompletableFuture<Exchange> stopped = ask("direct:invoice", "4712");
        last(3);
        awaitWaiting(1);
        awaitDelivered(last(3), 8);
        component().stop();
        assertThat(stopped.join().getException()).isNotNull();
        assertThat(paid.getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void thePageShowsTheRouteAsItIs() throws IOException {
        Matcher code = Pattern.compile(" // example: approval\n(.*?)\n *// end\n", Pattern.DOTALL)
                .matcher(Files.readString(Path.of(
                        "../camel-whatsapp360-component/src/test/java/io/github/whatsapp360/ApprovalExample.java")));
        assertThat(code.find()).isTrue();
        assertThat(Files.readString(Path.of("..", "docs", "guide", "questions.md")))
                .contains("```java\n" + code.group(1).stripIndent() + "\n```\n");
    }

    @Test
    void whatCannotBeAnsweredIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint(REPLY + "&answer=never"))
                .rootCause()
                .hasMessageContaining("reply, any");
        assertThatThrownBy(() -> context.getEndpoint(REPLY + "&hosting=ON_PREMISE"))
                .rootCause()
                .hasMessageContaining("callback data");
    }

    /** The JSON of an event is the form in which an answer is recorded. */
    @Test
    void anAnswerSurvivesItsRecord() {
        InboundMessage message = (InboundMessage)
                WebhookJson.read(payload(text("wamid.1", TO, Instant.now())).getBytes(StandardCharsets.UTF_8))
                        .get(0);
        assertThat(WebhookJson.read(WebhookJson.write(message).getBytes(StandardCharsets.UTF_8)))
                .containsExactly(message);
    }
}
