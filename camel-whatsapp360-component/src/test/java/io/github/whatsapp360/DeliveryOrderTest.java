package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.media.UploadedMedia;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caller's thread is free while the service answers, and messages to one recipient keep their order. */
class DeliveryOrderTest extends EmulatorTest {

    private static final String OTHER = "4915187654321";

    @Test
    void theCallersThreadIsFreeWhileTheServiceAnswers() throws Exception {
        try (FaultRelay relay = emulator().relay().always(new Fault.Latency(Duration.ofSeconds(2)));
                AsyncProducer producer = producer("whatsapp360:send?baseUrl=" + relay.baseUrl())) {
            List<CompletableFuture<Exchange>> sending = new ArrayList<>();
            for (int n = 0; n < 50; n++) {
                sending.add(begin(producer, "hello", Map.of(Whatsapp360Constants.TO, "49151123" + (10_000 + n))));
            }
            assertThat(sending).noneMatch(CompletableFuture::isDone); // all were taken within one answer's time
            allSent(sending);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp360:media?reuseMedia=false",
        "whatsapp360:media?operation=info",
        "whatsapp360:media?operation=download"
    })
    void theCallersThreadIsFreeWhileTheServiceTakesOrLooksUpOrGivesAFile(String uri) throws Exception {
        Object body = sample("good/invoice.pdf");
        if (uri.contains("operation")) {
            body = send("whatsapp360:media", body).getMessage().getBody(UploadedMedia.class);
        }
        try (FaultRelay relay = emulator().relay().always(new Fault.Latency(Duration.ofSeconds(2)));
                AsyncProducer producer = producer(uri + "&baseUrl=" + relay.baseUrl())) {
            List<CompletableFuture<Exchange>> sending = new ArrayList<>();
            for (int n = 0; n < 10; n++) {
                sending.add(begin(producer, body, Map.of()));
            }
            assertThat(sending).noneMatch(CompletableFuture::isDone); // all were taken within one answer's time
            allSent(sending);
        }
    }

    /** As many as there are calls at once, and some more: the limit is one of calls, not of threads. */
    @Test
    void routesThatBlockAfterASendLeaveRoomForOtherSends() throws Exception {
        int routes = 250;
        CountDownLatch blocked = new CountDownLatch(routes);
        List<CompletableFuture<Exchange>> inner = new CopyOnWriteArrayList<>();
        // a send that has ended already goes on with the thread that began it, which the others must not need
        ExecutorService beginning = Executors.newFixedThreadPool(routes);
        try (FaultRelay relay = emulator().relay().always(new Fault.Latency(Duration.ofMillis(50)));
                AsyncProducer producer = producer("whatsapp360:send?baseUrl=" + relay.baseUrl())) {
            List<CompletableFuture<Void>> ended = new ArrayList<>();
            for (int n = 0; n < routes; n++) {
                int number = 30_000 + n;
                ended.add(CompletableFuture.supplyAsync(
                                () -> begin(producer, "first", Map.of(Whatsapp360Constants.TO, "49151123" + number)),
                                beginning)
                        .thenCompose(first -> first.thenAccept(exchange -> {
                            blocked.countDown();
                            try {
                                blocked.await();
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                            inner.add(CompletableFuture.completedFuture(send(
                                    "whatsapp360:send?baseUrl=" + relay.baseUrl(),
                                    "second",
                                    Map.of(Whatsapp360Constants.TO, "49151124" + number))));
                        })));
            }
            CompletableFuture.allOf(ended.toArray(CompletableFuture[]::new)).get();
        } finally {
            beginning.shutdownNow();
        }
        assertThat(inner).hasSize(routes);
        allSent(inner);
    }

    @Test
    void transactedAndSynchronousExchangesKeepTheirThread() throws Exception {
        try (FaultRelay relay = emulator().relay().always(new Fault.Latency(Duration.ofMillis(100)))) {
            for (String option : List.of("", "&synchronous=true")) {
                Exchange exchange;
                try (AsyncProducer producer = producer("whatsapp360:send?baseUrl=" + relay.baseUrl() + option)) {
                    exchange = producer.getEndpoint().createExchange();
                    exchange.getMessage().setBody("hello");
                    exchange.getExchangeExtension().setTransacted(option.isEmpty());
                    Thread[] ended = new Thread[1];

                    assertThat(producer.process(exchange, sync -> ended[0] = Thread.currentThread()))
                            .isTrue();

                    assertThat(ended[0]).isSameAs(Thread.currentThread());
                }
                assertThat(exchange.getException()).isNull();
            }
        }
    }

    @Test
    void messagesToOneRecipientKeepTheirOrderAlsoWhenSomeAreRepeated() throws Exception {
        emulator()
                .faults(FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.meta(400, 131016, "unavailable"))
                        .rate(0.2));
        List<CompletableFuture<Exchange>> sending = new ArrayList<>();
        try (AsyncProducer producer = producer("whatsapp360:send?maxRetries=20&retryDelay=5")) {
            for (int n = 0; n < 150; n++) {
                sending.add(begin(producer, Integer.toString(n), Map.of()));
                sending.add(begin(producer, Integer.toString(n), Map.of(Whatsapp360Constants.TO, OTHER)));
            }
            allSent(sending);
        }
        List<String> inOrder =
                IntStream.range(0, 150).mapToObj(Integer::toString).toList();
        assertThat(chat().messages()).extracting(ChatMessage::text).isEqualTo(inOrder);
        assertThat(emulator().chat(OTHER).messages())
                .extracting(ChatMessage::text)
                .isEqualTo(inOrder);
    }

    @Test
    void theMessageOfAFileKeepsItsPlaceWhileTheFileIsUploaded() throws Exception {
        try (FaultRelay relay = emulator().relay();
                AsyncProducer producer = producer("whatsapp360:send?baseUrl=" + relay.baseUrl())) {
            relay.next(new Fault.Latency(Duration.ofMillis(500))); // the upload
            CompletableFuture<Exchange> file = begin(producer, sample("good/invoice.pdf"), Map.of());
            CompletableFuture<Exchange> text = begin(producer, "see above", Map.of());
            CompletableFuture<Exchange> other = begin(producer, "hello", Map.of(Whatsapp360Constants.TO, OTHER));
            other.join(); // is not held up
            allSent(List.of(file, text));
        }
        assertThat(chat().messages()).extracting(ChatMessage::type).containsExactly("document", "text");
    }

    @Test
    void aFailedMessageLetsTheNextOneGo() throws Exception {
        try (AsyncProducer producer = producer("whatsapp360:send?maxRetries=0")) {
            emulator()
                    .faults(FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.meta(400, 131009, "not valid"))
                            .times(1));
            CompletableFuture<Exchange> first = begin(producer, "one", Map.of());
            CompletableFuture<Exchange> second = begin(producer, "two", Map.of());
            assertThat(first.join().getException()).isNotNull();
            allSent(List.of(second));
        }
        assertThat(chat().messages()).extracting(ChatMessage::text).containsExactly("two");
    }

    @Test
    @Tag(BOTH_WAYS)
    void aMessageThatExpiresBetweenAttemptsIsNotSent() {
        emulator().faults(FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.bare(503)));
        Exchange exchange = send("whatsapp360:send?expiresAfter=300&retryDelay=10000", "1234");
        expired(exchange);
        assertThat(exchange.getException()).hasCauseInstanceOf(Exception.class); // the last failure
        assertThat(messages()).hasSize(1);
    }

    @Test
    @Tag(BOTH_WAYS)
    void aMessageThatExpiresBetweenAttemptsToUploadItsFileIsNotSent() throws Exception {
        emulator().faults(FaultRule.on(FaultRule.On.ANY, Fault.Status.bare(503)));
        Exchange exchange = send("whatsapp360:send?expiresAfter=2000&retryDelay=10000", sample("good/invoice.pdf"));
        expired(exchange);
        assertThat(exchange.getException()).hasCauseInstanceOf(Exception.class); // the last failure
        assertThat(uploads()).hasSize(1);
        assertThat(messages()).isEmpty();

        emulator().faults();
        assertThat(send("whatsapp360:send?expiresAfter=60000", sample("good/invoice.pdf"))
                        .getException())
                .isNull();
    }

    @Test
    void aMessageThatExpiresBehindAnotherIsNotSent() throws Exception {
        try (FaultRelay relay = emulator().relay();
                AsyncProducer producer = producer("whatsapp360:send?baseUrl=" + relay.baseUrl())) {
            relay.next(new Fault.Latency(Duration.ofSeconds(2)));
            CompletableFuture<Exchange> first = begin(producer, "one", Map.of());
            await().until(() -> relay.requests() == 1);
            CompletableFuture<Exchange> second =
                    begin(producer, "1234", Map.of(Whatsapp360Constants.EXPIRES_AFTER, "100ms"));
            expired(second.join());
            assertThat(first).isNotDone();
            allSent(List.of(first));
        }
        assertThat(chat().messages()).extracting(ChatMessage::text).containsExactly("one");
    }

    @Test
    void aMessageThatExpiresInTheQueueIsNotSent() throws Exception {
        try (AsyncProducer producer = producer("whatsapp360:send?messagesPerSecond=1&expiresAfter=300")) {
            List<CompletableFuture<Exchange>> sending = new ArrayList<>();
            for (int n = 0; n < 5; n++) {
                sending.add(begin(producer, "1234", Map.of(Whatsapp360Constants.TO, "49151123" + (20_000 + n))));
            }
            sending.forEach(CompletableFuture::join);
            assertThat(sending.get(0).join().getException()).isNull();
            expired(sending.get(4).join());
        }
        assertThat(messages().size()).isLessThan(5);
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        Exchange exchange = send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.EXPIRES_AFTER, "soon"));
        assertThat(exchange.getException()).hasMessageContaining("CamelWhatsapp360ExpiresAfter");
    }

    private AsyncProducer producer(String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }

    private static CompletableFuture<Exchange> begin(AsyncProducer producer, Object body, Map<String, Object> headers) {
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(body);
        headers.forEach(exchange.getMessage()::setHeader);
        producer.process(exchange, sync -> ended.complete(exchange));
        return ended;
    }

    private static void allSent(List<CompletableFuture<Exchange>> sending) {
        assertThat(sending)
                .allSatisfy(sent -> assertThat(sent.join().getException()).isNull());
    }

    private static void expired(Exchange exchange) {
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                        .isEqualTo(NotSentException.Reason.EXPIRED));
    }
}
