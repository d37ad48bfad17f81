package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The webhook's answers while the route is slow, fails or is flooded: no event gets lost, and no route blocks the
 * server.
 */
class EventsDoorTest extends WebhookTest {

    static final String LISTEN = NAME + "&webhookAutoRegister=false";

    /** Another address with the same options. */
    private static final String SECOND = LISTEN.replace("/whatsapp", "/whatsapp/b");

    private final ExecutorService service = Executors.newCachedThreadPool();

    @AfterEach
    void endService() {
        service.shutdownNow();
    }

    /** A route that goes on when the test says so. */
    static final class Held extends AsyncProcessorSupport {
        final List<Exchange> exchanges = new ArrayList<>();
        private final List<AsyncCallback> callbacks = new ArrayList<>();
        private boolean open;

        @Override
        public synchronized boolean process(Exchange exchange, AsyncCallback callback) {
            exchanges.add(exchange);
            if (open) {
                callback.done(true);
                return true;
            }
            callbacks.add(callback);
            return false;
        }

        /** Goes on with all that wait, and with all that come. */
        synchronized void open() {
            open = true;
            List.copyOf(callbacks).forEach(callback -> callback.done(false));
        }

        synchronized int size() {
            return exchanges.size();
        }

        synchronized void end(int number, Exception failure) {
            exchanges.get(number).setException(failure);
            callbacks.get(number).done(false);
        }
    }

    private Held held() throws Exception {
        Held held = new Held();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN).errorHandler(noErrorHandler()).process(held);
            }
        });
        return held;
    }

    private CompletableFuture<HttpResponse<String>> postLater(String body) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return post(body);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                service);
    }

    static String textOf(String sender, String id) {
        return text(id).replace(TO, sender);
    }

    @Test
    void aRepetitionDuringTheFirstDeliveryWaitsForItsOutcome() throws Exception {
        Held route = held();
        String body = payload(text("wamid.1"));
        CompletableFuture<HttpResponse<String>> first = postLater(body);
        await().until(() -> route.size() == 1);

        CompletableFuture<HttpResponse<String>> repetition = postLater(body);
        HttpResponse<String> other = post(payload());
        assertThat(other.statusCode()).isEqualTo(200); // the door is open
        assertThat(first).isNotDone();
        route.end(0, new IllegalStateException("meant"));

        assertThat(first.get().statusCode()).isEqualTo(500);
        assertThat(repetition.get().statusCode()).isIn(500, 503);
        CompletableFuture<HttpResponse<String>> again = postLater(body);
        await().until(() -> route.size() == 2);
        route.end(1, null);
        assertThat(again.get().statusCode()).isEqualTo(200);
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(route.size()).isEqualTo(2);
    }

    @Test
    void aRouteThatTakesLongIsNotWaitedForAndTheEventIsTakenOnce() throws Exception {
        Held route = held();
        String body = payload(text("wamid.1"));

        HttpResponse<String> late = post(body);
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(post(body).statusCode()).isEqualTo(503);
        assertThat(route.size()).isEqualTo(1);

        route.end(0, null);
        await().untilAsserted(() -> assertThat(post(body).statusCode()).isEqualTo(200));
        assertThat(route.size()).isEqualTo(1);
    }

    @Test
    void aRouteThatFailsLateGetsTheEventAgain() throws Exception {
        Held route = held();
        String body = payload(text("wamid.1"));
        assertThat(post(body).statusCode()).isEqualTo(503);
        route.end(0, new IllegalStateException("meant"));

        CompletableFuture<HttpResponse<String>> again = postLater(body);
        await().until(() -> route.size() == 2);
        route.end(1, null);
        assertThat(again.get().statusCode()).isEqualTo(200);
    }

    @Test
    void aRepositoryThatIsAwayWithTheDatabaseOfTheRouteLosesNothing() throws Exception {
        FailingRepository repository = new FailingRepository();
        context.getRegistry().bind("mine", repository);
        AtomicBoolean away = new AtomicBoolean(true);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN + "&idempotentRepository=#mine").process(exchange -> {
                    repository.broken = away.get();
                    if (away.get()) {
                        throw new IllegalStateException("the database is away");
                    }
                    taken.add(exchange);
                });
            }
        });
        String body = payload(text("wamid.1"));

        assertThat(post(body).statusCode()).isEqualTo(500); // fails in the route
        assertThat(post(body).statusCode()).isEqualTo(500); // the repository cannot be asked
        repository.broken = false;
        assertThat(post(body).statusCode()).isEqualTo(500);
        repository.broken = false;
        away.set(false);
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(taken).hasSize(1);
    }

    @Test
    void anEventThatWasTakenIsAnsweredWith200AlsoIfItsKeyCannotBeKept() throws Exception {
        FailingRepository repository = new FailingRepository();
        context.getRegistry().bind("mine", repository);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN + "&idempotentRepository=#mine").process(exchange -> {
                    taken.add(exchange);
                    repository.broken = true;
                });
            }
        });
        assertThat(post(payload(text("wamid.1"))).statusCode()).isEqualTo(200);
        assertThat(taken).hasSize(1);
    }

    @Test
    void oneSenderWhoWritesALotBlocksNobodyElse() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger flood = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN).process(exchange -> {
                    if (exchange.getMessage()
                            .getHeader(Whatsapp360Constants.FROM)
                            .equals(TO)) {
                        flood.incrementAndGet();
                        held.await(); // holds its thread, as a slow database does
                    } else {
                        taken.add(exchange);
                    }
                });
            }
        });
        List<CompletableFuture<HttpResponse<String>>> flooded = IntStream.range(0, 75)
                .mapToObj(n -> postLater(payload(text("wamid.flood" + n))))
                .toList();
        await().until(() -> flood.get() == 1);

        List<CompletableFuture<HttpResponse<String>>> others = IntStream.range(0, 40)
                .mapToObj(n -> postLater(payload(textOf("4930" + (1_000_000 + n), "wamid.other" + n))))
                .toList();
        await().until(() -> taken.size() == 40);
        for (CompletableFuture<HttpResponse<String>> other : others) {
            assertThat(other.get().statusCode()).isIn(200, 503);
        }
        assertThat(flood.get()).isEqualTo(1); // its other messages wait without a thread
        for (CompletableFuture<HttpResponse<String>> answer : flooded) {
            assertThat(answer.get().statusCode()).isEqualTo(503);
        }

        held.countDown();
        await().until(() -> flood.get() == 75);
        await().untilAsserted(() ->
                assertThat(post(payload(text("wamid.flood74"))).statusCode()).isEqualTo(200));
        assertThat(flood.get()).isEqualTo(75);
    }

    @Test
    void aRouteThatHoldsAllThreadsLeavesTheDoorOpen() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN).process(exchange -> {
                    held.await();
                    taken.add(exchange);
                });
            }
        });
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 200)
                .mapToObj(n -> postLater(payload(textOf("4930" + (1_000_000 + n), "wamid." + n))))
                .toList();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(503);
        }
        assertThat(post("{}").statusCode()).isEqualTo(400);
        held.countDown();
        await().until(() -> taken.size() == 200);
    }

    @Test
    void moreEventsThanThereIsRoomForAreRefusedUntilOthersHaveEnded() throws Exception {
        Held route = held();
        int full = EventDispatcher.MAX_EVENTS / 1000;
        for (int n = 0; n < full; n++) {
            int batch = n;
            String[] texts = IntStream.range(0, 1000)
                    .mapToObj(m -> text("wamid." + batch + "." + m))
                    .toArray(String[]::new);
            assertThat(post(payload(texts)).statusCode()).isEqualTo(503);
        }
        assertThat(post(payload(text("wamid.more"))).statusCode()).isEqualTo(503);
        route.open();
        await().untilAsserted(() ->
                assertThat(post(payload(text("wamid.more"))).statusCode()).isEqualTo(200));
        assertThat(route.size()).isEqualTo(EventDispatcher.MAX_EVENTS + 1);
    }

    @Test
    void stoppingTheRouteDropsWhatHasNotBegunAndLetsTheRestEnd() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN).routeId("events").process(exchange -> {
                    begun.incrementAndGet();
                    held.await();
                    taken.add(exchange);
                });
            }
        });
        String body = payload(text("wamid.1"), text("wamid.2"));
        CompletableFuture<HttpResponse<String>> answer = postLater(body);
        await().until(() -> begun.get() == 1);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(
                () -> {
                    try {
                        context.getRouteController().stopRoute("events");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                service);
        await().until(() ->
                context.getRouteController().getRouteStatus("events").isStopping() || answer.isDone());
        held.countDown();
        stop.get();
        assertThat(taken).hasSize(1);
        assertThat(begun.get()).isEqualTo(1);

        context.getRouteController().startRoute("events");
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(taken)
                .extracting(exchange -> exchange.getMessage().getHeader(Whatsapp360Constants.MESSAGE_ID))
                .containsExactly("wamid.1", "wamid.2");
    }

    @Test
    void aPayloadOfNothingsIsRefusedInLittleMemory() throws Exception {
        listen(LISTEN);
        int room = EventsWebhook.MAX_BYTES - 300;
        String nulls = "null,".repeat(room / 5) + "null";
        String objects = "{},".repeat(room / 3) + "{}";
        for (String body : List.of(
                "{\"entry\":[" + nulls + "]}",
                "{\"entry\":[{\"changes\":[" + nulls + "]}]}",
                payload(nulls),
                payload(objects))) {
            List<CompletableFuture<HttpResponse<String>>> answers =
                    IntStream.range(0, 10).mapToObj(n -> postLater(body)).toList();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(400);
            }
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void aSplitterSetsTheHeadersOfEachEvent() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:queue")
                        .to("whatsapp360:events")
                        .split(body())
                        .filter(header(Whatsapp360Constants.EVENT_TYPE).isEqualTo("message"))
                        .process(exchange -> taken.add(new DefaultExchange(exchange)))
                        .to("mock:message");
            }
        });
        String status =
                "{\"id\":\"wamid.S\",\"status\":\"delivered\",\"timestamp\":\"1764000000\",\"recipient_id\":\"1\"}";
        String body = payload(text("wamid.1"), text("wamid.2"))
                .replace("\"messages\":[", "\"statuses\":[" + status + "],\"messages\":[");
        getMockEndpoint("mock:message").expectedMessageCount(2);
        getMockEndpoint("mock:message")
                .expectedHeaderValuesReceivedInAnyOrder(Whatsapp360Constants.MESSAGE_ID, "wamid.1", "wamid.2");
        getMockEndpoint("mock:message").expectedHeaderReceived(Whatsapp360Constants.FROM, TO);
        getMockEndpoint("mock:message").expectedHeaderReceived("kept", "yes");

        Exchange sent = send("direct:queue", body, Map.of("kept", "yes"));

        assertThat(sent.getException()).isNull();
        getMockEndpoint("mock:message").assertIsSatisfied();
    }

    private HttpResponse<String> postToSecond(String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return post("/b", "application/json", bytes, Map.of(SECRET_HEADER, SECRET));
    }

    @Test
    void routesWithTheSameOptionsTakeAnEventEach() throws Exception {
        AtomicInteger second = new AtomicInteger();
        listen(LISTEN);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(SECOND).process(exchange -> second.incrementAndGet());
            }
        });
        String body = payload(text("wamid.1"));
        for (int i = 0; i < 2; i++) {
            assertThat(post(body).statusCode()).isEqualTo(200);
            assertThat(postToSecond(body).statusCode()).isEqualTo(200);
        }
        context.getRouteController().stopRoute("events");
        context.getRouteController().startRoute("events");
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(taken).hasSize(1);
        assertThat(second).hasValue(1);
    }

    /** They have the threads of one HTTP server in common. */
    @Test
    void aRouteHasLessPatienceTheMoreWebhooksWaitForOthers() throws Exception {
        Held first = held();
        Held second = new Held();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(SECOND).process(second);
            }
        });
        List<CompletableFuture<HttpResponse<String>>> waiting = IntStream.range(0, 10)
                .mapToObj(n -> postLater(payload(textOf("4930" + (1_000_000 + n), "wamid." + n))))
                .toList();
        await().until(() -> first.size() == 10);

        assertThat(postToSecond(payload(text("wamid.second"))).statusCode()).isEqualTo(503);

        assertThat(waiting).anyMatch(answer -> !answer.isDone()); // those that came first may wait longest
        first.open();
        second.open();
    }

    @Test
    void aRouteThatRollsBackHasNotTakenTheEvent() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN)
                        .process(exchange -> begun.incrementAndGet())
                        .choice()
                        .when(simple("${body.id} == 'wamid.all'"))
                        .markRollbackOnly()
                        .when(simple("${body.id} == 'wamid.last'"))
                        .markRollbackOnlyLast()
                        .otherwise()
                        .rollback();
            }
        });
        for (String id : List.of("wamid.all", "wamid.last", "wamid.exception")) {
            begun.set(0);
            assertThat(post(payload(text(id))).statusCode()).as(id).isEqualTo(500);
            assertThat(post(payload(text(id))).statusCode()).as(id).isEqualTo(500);
            assertThat(begun).as(id).hasValue(2);
        }
    }

    /** On a thread of the route, where nobody else would see what the repository throws. */
    @Test
    void whateverARepositoryThrowsTheCustomersNextMessageIsTaken() throws Exception {
        FailingRepository repository = new FailingRepository();
        context.getRegistry().bind("mine", repository);
        AtomicBoolean afterwards = new AtomicBoolean();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN + "&idempotentRepository=#mine").process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        taken.add(exchange);
                        repository.broken = afterwards.getAndSet(false);
                        service.execute(() -> callback.done(false));
                        return false;
                    }
                });
            }
        });
        int number = 0;
        for (Throwable failure : List.of(
                new IllegalStateException("meant"), new Exception("meant"), new NoClassDefFoundError("meant"))) {
            repository.failure = failure;
            repository.broken = true; // when it is asked
            String body = payload(text("wamid." + number++));
            assertThat(post(body).statusCode()).isEqualTo(500);
            repository.broken = false;
            assertThat(post(body).statusCode()).isEqualTo(200);

            afterwards.set(true); // when it is told
            assertThat(post(payload(text("wamid." + number++))).statusCode()).isEqualTo(200);
            repository.broken = false;
            assertThat(post(payload(text("wamid." + number++))).statusCode()).isEqualTo(200);
        }
        assertThat(taken).hasSize(number);
    }

    @Test
    void aRouteThatNeverStartedCanBeStopped() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN).autoStartup(false).process(taken::add);
            }
        });
        try (CapturedLog log = new CapturedLog()) {
            context.stop();
            assertThat(log.lines())
                    .extracting(CapturedLog.Line::text)
                    .anyMatch(line -> line.contains("shutdown"))
                    .noneMatch(line -> line.contains("NullPointerException"));
        }
    }

    @Test
    void aRouteForWhichThousandsOfEventsWaitStopsAndStartsAgain() throws Exception {
        Held route = new Held();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN).routeId("events").process(route);
            }
        });
        String body = payload(IntStream.range(0, 1000)
                .mapToObj(n -> textOf("4930" + (1_000_000 + n % 2), "wamid." + n))
                .toArray(String[]::new));
        assertThat(post(body).statusCode()).isEqualTo(503);
        await().until(() -> route.size() == 2);
        route.open();
        context.getRouteController().stopRoute("events");
        assertThat(context.getInflightRepository().size()).isZero();

        context.getRouteController().startRoute("events");
        await().untilAsserted(() -> assertThat(post(body).statusCode()).isEqualTo(200));
        assertThat(route.size()).isEqualTo(1000);
    }
}
