package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.message.SentMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages with the option {@code confirm}, whose exchange ends when a webhook has brought the status. */
@Tag(EmulatorTest.BOTH_WAYS)
class ConfirmTest extends WebhookTest {

    private static final String DELIVERED = "whatsapp360:send?confirm=delivered";
    private FaultRelay relay;

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
    void disconnect() {
        relay.close();
    }

    @ParameterizedTest
    @CsvSource({"accepted, accepted", "sent, sent", "delivered, delivered", "read, read"})
    void theExchangeEndsWithTheStatusThatItWaitsFor(String confirm, String status) {
        emulator().statuses(StatusReports.inOrder().andRead());
        Exchange exchange = send("whatsapp360:send?confirm=" + confirm, "hello");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(SentMessage.class).status()).isEqualTo(status);
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.MESSAGE_STATUS))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(StatusReports.Order.class)
    void aLaterStatusCountsToo(StatusReports.Order order) {
        emulator().statuses(StatusReports.inOrder().andRead().ordered(order).copies(3));
        Exchange exchange = send(DELIVERED, "hello");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(SentMessage.class).status()).isIn("delivered", "read");
    }

    @Test
    void aFileIsConfirmedToo() {
        Exchange exchange = send(DELIVERED, sample("good/invoice.pdf"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.MESSAGE_STATUS))
                .isEqualTo("delivered");
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.MEDIA_ID))
                .isNotNull();
    }

    @Test
    void whatFailsLaterFailsTheExchangeWithTheServicesError() {
        emulator().statuses(StatusReports.inOrder().failing(131026, 1));
        Exchange exchange = send(DELIVERED, "hello");
        assertThat(exchange.getException()).isInstanceOfSatisfying(DeliveryFailedException.class, failure -> {
            assertThat(failure.getCode()).hasValue(131026);
            assertThat(failure.getErrorCode()).contains(ErrorCode.UNDELIVERABLE);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.getMessageId()).startsWith("wamid.");
            assertThat(failure.getCallbackData()).isNotEmpty();
            assertThat(failure).hasMessageContaining("131026").hasMessageContaining("What to do");
            assertThat(failure.getMessage()).doesNotContain(TO);
        });
    }

    @Test
    void aStatusThatDoesNotComeEndsInTime() {
        emulator().statuses(StatusReports.none());
        Exchange exchange = send("whatsapp360:send?confirm=sent&confirmTimeout=300", "hello");
        assertThat(exchange.getException()).isInstanceOfSatisfying(ConfirmationTimeoutException.class, failure -> {
            assertThat(failure.getMessageId())
                    .isEqualTo(chat().messages().get(0).id());
            assertThat(failure.getCallbackData()).isNotEmpty();
            assertThat(failure).hasMessageContaining("whatsapp360:events");
        });
        emulator().statuses(StatusReports.inOrder());
        assertThat(send(DELIVERED, "hello").getException()).isNull();
    }

    @Test
    void readIsNotDeliveredAndHintsAtNothingOnceAWebhookCame() {
        assertThat(send(DELIVERED, "hello").getException()).isNull();
        Exchange exchange = send("whatsapp360:send?confirm=read&confirmTimeout=300", "hello");
        assertThat(exchange.getException())
                .isInstanceOf(ConfirmationTimeoutException.class)
                .hasMessageContaining("read within PT0.3S")
                .hasMessageNotContaining("webhook:");
    }

    /** Meta's Business Agent may hold the conversation when the status comes. */
    @Test
    void aStatusInStandbyCountsToo() throws Exception {
        emulator().statuses(StatusReports.none());
        CompletableFuture<Exchange> waiting = CompletableFuture.supplyAsync(() -> send(DELIVERED, "hello"));
        String id = emulator().chat(TO).awaitMessages(1).get(0).id();
        String status =
                "{\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"standby\",\"value\":{\"standby\":{\"statuses\":[{\"id\":\""
                        + id + "\",\"status\":\"delivered\",\"timestamp\":\"1764000000\",\"recipient_id\":\"" + TO
                        + "\"}]}}}]}]}";
        assertThat(post(status).statusCode()).isEqualTo(200);
        assertThat(waiting.get().getMessage().getHeader(Whatsapp360Constants.MESSAGE_STATUS))
                .isEqualTo("delivered");
    }

    @Test
    void theWebhookMayComeBeforeTheAnswer() {
        relay.next(new Fault.Drip(Duration.ofMillis(20)));
        Exchange exchange = send(DELIVERED + "&baseUrl=" + relay.baseUrl(), "hello");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(SentMessage.class).id())
                .isEqualTo(chat().messages().get(0).id());
    }

    @Test
    void aLostAnswerIsSettledByTheCallbackData() {
        relay.next(new Fault.LoseAnswer(), new Fault.CutAnswerAfter(5));
        for (int times = 0; times < 2; times++) {
            Exchange exchange = send(DELIVERED + "&baseUrl=" + relay.baseUrl(), "hello");
            assertThat(exchange.getException()).isNull();
            SentMessage sent = exchange.getMessage().getBody(SentMessage.class);
            assertThat(sent.id()).isEqualTo(chat().messages().get(times).id());
            assertThat(sent.to()).isEqualTo(TO);
            assertThat(sent.status()).isEqualTo("delivered");
        }
        assertThat(relay.requests()).isEqualTo(2);
    }

    @Test
    void aLostRequestStaysUnknown() {
        relay.next(new Fault.CloseAfterRequest());
        Exchange exchange =
                send("whatsapp360:send?confirm=delivered&confirmTimeout=300&baseUrl=" + relay.baseUrl(), "hello");
        assertThat(exchange.getException()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(chat().messages()).isEmpty();
    }

    @Test
    void aRefusalIsReportedAtOnce() {
        relay.next(Fault.Status.meta(400, 131009, "Parameter value is not valid"));
        Exchange exchange =
                send("whatsapp360:send?confirm=delivered&confirmTimeout=1h&baseUrl=" + relay.baseUrl(), "hello");
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(ApiException.class, refusal -> assertThat(refusal.getCode())
                        .hasValue(131009));
        assertThat(chat().messages()).isEmpty();
    }

    /** A synchronous endpoint holds its caller's thread until the status comes. */
    @Test
    @DisabledIfSystemProperty(named = "whatsapp360.synchronous", matches = "true")
    void waitingHoldsNoThread() throws Exception {
        emulator().statuses(StatusReports.none());
        try (AsyncProducer producer = context.getEndpoint("whatsapp360:send?confirm=read&confirmTimeout=10m")
                .createAsyncProducer()) {
            producer.start();
            List<CompletableFuture<Exchange>> sending = new ArrayList<>();
            begin(producer, 500, sending);
            chat().awaitMessages(500);
            await().until(() -> busyWorkers() == 0);
            assertThat(sending).noneMatch(CompletableFuture::isDone);

            emulator().chat(TO).reads();

            await().until(() -> sending.stream().allMatch(CompletableFuture::isDone));
            assertThat(sending)
                    .allSatisfy(done -> assertThat(done.join().getException()).isNull());
        }
    }

    /** Begins to send. */
    private void begin(AsyncProducer producer, int count, List<CompletableFuture<Exchange>> sending) {
        for (int n = 0; n < count; n++) {
            CompletableFuture<Exchange> ended = new CompletableFuture<>();
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody("hello");
            producer.process(exchange, sync -> ended.complete(exchange));
            sending.add(ended);
        }
    }

    /** Counts those that do not just wait for their next task. */
    private static long busyWorkers() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().contains("Whatsapp360"))
                .filter(thread -> Stream.of(thread.getValue())
                        .noneMatch(frame -> frame.getMethodName().equals("getTask")))
                .count();
    }

    @Test
    void whatWasAcceptedEndsAsAcceptedWhenTheComponentStops() throws Exception {
        emulator().statuses(StatusReports.none());
        var sending = template.asyncSend("whatsapp360:send?confirm=delivered", exchange -> exchange.getMessage()
                .setBody("hello"));
        chat().awaitMessages(1);
        await().during(Duration.ofMillis(200)).until(() -> !sending.isDone());

        context.getComponent("whatsapp360", Whatsapp360Component.class).stop();

        assertThat(sending.get().getException()).isNull();
        assertThat(sending.get().getMessage().getHeader("CamelWhatsapp360MessageStatus"))
                .isEqualTo("accepted");
    }

    @Test
    void whatCannotBeConfirmedIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint("whatsapp360:send?confirm=often"))
                .rootCause()
                .hasMessageContaining("accepted, sent, delivered, read");
        assertThatThrownBy(() -> context.getEndpoint("whatsapp360:send?confirm=sent&hosting=ON_PREMISE"))
                .rootCause()
                .hasMessageContaining("callback data");
    }
}
