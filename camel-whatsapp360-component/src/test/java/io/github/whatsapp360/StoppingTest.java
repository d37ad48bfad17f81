package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.message.SentMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A context that stops while messages are on the wire, wait, or wait for their confirmation. */
@Tag(EmulatorTest.BOTH_WAYS)
class StoppingTest extends EmulatorTest {

    private static final String OTHER = "4915187654321";

    /** Of the test's own: on two cores the common pool of JDK 25 has one thread. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Service service;

    @BeforeEach
    void listen() throws IOException {
        service = new Service();
    }

    @AfterEach
    void close() {
        service.close();
        threads.shutdownNow();
    }

    @Test
    void whatIsOnTheWireIsFinishedAndWhatWaitsForItsTurnIsNotSent() throws Exception {
        service.hold(TO);
        String route = route("messagesPerSecond=1");
        CompletableFuture<Exchange> onTheWire = sendTo(TO, route);
        await().until(() -> service.came.size() == 1);
        List<CompletableFuture<Exchange>> waiting = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            waiting.add(sendTo(OTHER + n, route));
        }
        await().until(() -> context.getInflightRepository().size() == 6);

        CompletableFuture<Void> stop = stop();

        for (CompletableFuture<Exchange> one : waiting) {
            assertThat(notSent(one)).hasNoCause();
        }
        assertThat(onTheWire).isNotDone();
        service.answer(TO, 200);
        assertThat(onTheWire.get().getException()).isNull();
        stop.get();
        assertThat(service.came).containsExactly(TO);
    }

    @Test
    void whatWaitsForItsRecipientsOrderIsNotSent() throws Exception {
        service.hold(TO);
        String route = route("synchronous=false"); // callers that keep their threads have their order by that
        List<CompletableFuture<Exchange>> sending = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            sending.add(sendTo(TO, route));
        }
        await().until(() -> service.came.size() == 1);
        await().until(() -> context.getInflightRepository().size() == 3);

        CompletableFuture<Void> stop = stop();

        await().until(() -> sending.stream().filter(CompletableFuture::isDone).count() == 2);
        service.answer(TO, 200);
        stop.get();
        List<Exception> ends = new ArrayList<>();
        for (CompletableFuture<Exchange> one : sending) {
            ends.add(one.get().getException());
        }
        assertThat(ends)
                .containsOnlyOnce((Exception) null)
                .filteredOn(end -> end != null)
                .hasSize(2)
                .allSatisfy(StoppingTest::isStopped);
        assertThat(service.came).containsExactly(TO);
    }

    @Test
    void whatWaitsForAnotherAttemptIsNotSentForItsLastFailure() throws Exception {
        service.hold(TO);
        service.answer(TO, 503);
        CompletableFuture<Exchange> sending = sendTo(TO, route("retryDelay=1h"));
        await().until(() -> service.came.size() == 1);

        stop().get();

        assertThat(notSent(sending)).hasCauseInstanceOf(ApiException.class);
        assertThat(service.came).hasSize(1);
    }

    @Test
    void whatFailsOnTheWireMeanwhileIsNotTriedAgainAndNotSentEither() throws Exception {
        service.hold(TO);
        String route = route("messagesPerSecond=1");
        CompletableFuture<Exchange> onTheWire = sendTo(TO, route);
        await().until(() -> service.came.size() == 1);
        CompletableFuture<Exchange> waiting = sendTo(OTHER, route);
        await().until(() -> context.getInflightRepository().size() == 2);
        CompletableFuture<Void> stop = stop();
        notSent(waiting);

        service.answer(TO, 503);

        assertThat(notSent(onTheWire)).hasCauseInstanceOf(ApiException.class);
        stop.get();
        assertThat(service.came).hasSize(1);
    }

    @Test
    void aTransactedCallerIsFreed() throws Exception {
        service.hold(TO);
        service.answer(TO, 503);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:transacted")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                        .to(sending("retryDelay=1h"));
            }
        });
        CompletableFuture<Exchange> sending = sendTo(TO, "direct:transacted");
        await().until(() -> service.came.size() == 1);

        stop().get();

        assertThat(notSent(sending)).hasCauseInstanceOf(ApiException.class);
    }

    @Test
    void whatWaitsForItsConfirmationEndsAsAccepted() throws Exception {
        String route = route("confirm=delivered&confirmTimeout=1h");
        CompletableFuture<Exchange> answered = sendTo(TO, route);
        await().until(() -> service.answered.size() == 1);
        service.hold(OTHER);
        CompletableFuture<Exchange> onTheWire = sendTo(OTHER, route);
        await().until(() -> service.came.size() == 2);

        CompletableFuture<Void> stop = stop();

        isAccepted(answered.get());
        assertThat(onTheWire).isNotDone();
        service.answer(OTHER, 200);
        isAccepted(onTheWire.get());
        stop.get();
    }

    @Test
    void afterwardsWhatCanGoAtOnceStillGoesAndWhatWouldWaitDoesNot() throws Exception {
        service.hold(TO);
        service.hold(TO + "0");
        service.hold(OTHER);
        String third = OTHER + "0";
        CompletableFuture<Exchange> goesOn = sendTo(TO, route("synchronous=false", third));
        CompletableFuture<Exchange> meetsOthers = sendTo(TO + "0", route("synchronous=false", OTHER));
        CompletableFuture<Exchange> other = sendTo(OTHER, route("synchronous=false"));
        await().until(() -> service.came.size() == 3);
        CompletableFuture<Exchange> waiting = sendTo(OTHER, route("synchronous=false"));
        await().until(() -> context.getInflightRepository().size() == 4);
        CompletableFuture<Void> stop = stop();
        notSent(waiting);

        service.answer(TO, 200);
        service.answer(TO + "0", 200);

        assertThat(goesOn.get().getException()).isNull();
        notSent(meetsOthers);
        service.answer(OTHER, 200);
        assertThat(other.get().getException()).isNull();
        stop.get();
        assertThat(service.came).containsExactlyInAnyOrder(TO, TO + "0", OTHER, third);
    }

    @Test
    void whatWouldWaitForAPlaceIsNotSent() throws Exception {
        service.hold(TO);
        AsyncProducer producer = context.getEndpoint(route("synchronous=false")).createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> sending = new ArrayList<>();
        for (int n = 0; n < 6_000; n++) { // one recipient gets half of the 10,000 places
            sending.add(new CompletableFuture<>());
        }
        CompletableFuture<Void> sender = CompletableFuture.runAsync(
                () -> sending.forEach(ended -> {
                    Exchange exchange = new DefaultExchange(context);
                    exchange.getMessage().setBody("hello");
                    producer.process(exchange, sync -> ended.complete(exchange));
                }),
                threads);
        SenderRegistry.Lease lease = lease();
        await().until(() -> lease.admission().waiting() == 1);
        lease.close();

        CompletableFuture<Void> stop = stop();

        sender.get();
        for (CompletableFuture<Exchange> ended : sending.subList(1, sending.size())) {
            notSent(ended);
        }
        service.answer(TO, 200);
        assertThat(sending.get(0).get().getException()).isNull();
        stop.get();
        assertThat(service.came).hasSize(1);
    }

    @Test
    void ifOnlyTheRouteStopsWhatWaitsIsSent() throws Exception {
        String route = route("messagesPerSecond=4");
        NotifyBuilder taken = new NotifyBuilder(context).whenReceived(8).create();
        List<CompletableFuture<Exchange>> sending = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            sending.add(sendTo(OTHER + n, route));
        }
        await().until(taken::matches);

        context.getRouteController().stopRoute(route.substring("direct:".length()), 1, TimeUnit.HOURS);

        for (CompletableFuture<Exchange> one : sending) {
            assertThat(one.get().getException()).isNull();
        }
        assertThat(service.answered).hasSize(8);
    }

    /** A route that sends with these options, to the recipient that the exchange names and then to others. */
    private String route(String options, String... others) throws Exception {
        String name = "out-" + context.getRoutesSize();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from("direct:" + name).routeId(name).errorHandler(noErrorHandler());
                route.to(sending(options));
                for (String other : others) {
                    route.setBody(constant("hello"))
                            .setHeader(Whatsapp360Constants.TO, constant(other))
                            .to(sending(options));
                }
            }
        });
        return "direct:" + name;
    }

    private String sending(String options) {
        return "whatsapp360:send?baseUrl=" + service.baseUrl() + "&" + options;
    }

    private SenderRegistry.Lease lease() {
        Whatsapp360Component component = context.getComponent("whatsapp360", Whatsapp360Component.class);
        return component.senders().lease(component.getConfiguration());
    }

    private CompletableFuture<Exchange> sendTo(String recipient, String uri) {
        return template.asyncSend(uri, exchange -> {
            exchange.getMessage().setBody("hello");
            exchange.getMessage().setHeader(Whatsapp360Constants.TO, recipient);
        });
    }

    private CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(context::stop, threads);
    }

    private static Exception notSent(CompletableFuture<Exchange> sending) throws Exception {
        Exception end = sending.get().getException();
        isStopped(end);
        return end;
    }

    private static void isStopped(Exception end) {
        assertThat(end).isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                .isEqualTo(NotSentException.Reason.STOPPED));
    }

    private static void isAccepted(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(SentMessage.class).status()).isEqualTo("accepted");
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.MESSAGE_STATUS))
                .isEqualTo("accepted");
    }

    /** A service that answers messages to some recipients when it is told to, and all others at once. */
    private static final class Service implements AutoCloseable {

        private static final Pattern RECIPIENT = Pattern.compile("\"to\":\"(\\d+)\"");

        /** The recipients of the messages that came, and of those that were answered. */
        final Queue<String> came = new ConcurrentLinkedQueue<>();

        final Queue<String> answered = new ConcurrentLinkedQueue<>();
        private final Map<String, CompletableFuture<Integer>> held = new ConcurrentHashMap<>();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        Service() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/messages", this::answer);
            server.start();
        }

        String baseUrl() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        void hold(String recipient) {
            held.put(recipient, new CompletableFuture<>());
        }

        void answer(String recipient, int status) {
            held.get(recipient).complete(status);
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                Matcher matcher = RECIPIENT.matcher(body);
                assertThat(matcher.find()).isTrue();
                String recipient = matcher.group(1);
                came.add(recipient);
                int status = held.getOrDefault(recipient, CompletableFuture.completedFuture(200))
                        .join();
                byte[] answer = (status == 200 ? "{\"messages\":[{\"id\":\"wamid." + recipient + "\"}]}" : "")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
                answered.add(recipient);
            }
        }

        @Override
        public void close() {
            held.values().forEach(answer -> answer.complete(500));
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
