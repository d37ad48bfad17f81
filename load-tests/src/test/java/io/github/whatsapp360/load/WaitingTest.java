package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.Fault;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Waiting costs neither threads nor much memory. */
class WaitingTest {

    private static final long MAX_BYTES_EACH = 16 * 1024;

    private static final int FEW = 5;

    /** So many that the 200 threads and connections of calls, which stay open for a while, add at most 6 KB to each. */
    private static final int MANY = 2_000;

    /** Threads: one that has its turn meanwhile needs one, two thousand that wait would need as many. */
    private static final int SEVERAL = 10;

    @Test
    void twoThousandThatWaitForTheirTurnNeedNoThreads() throws Exception {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                Application application = new Application(
                        emulator.baseUrl(), emulator.apiKey(), options -> options.setMessagesPerSecond(1))) {
            compare(application);
        }
    }

    @Test
    void twoThousandThatWaitForAnotherAttemptNeedNoThreads() throws Exception {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                FaultRelay relay = emulator.relay();
                Application application = new Application(relay.baseUrl(), emulator.apiKey(), options -> {
                    options.setMessagesPerSecond(0);
                    options.setRetryDelay(600_000);
                })) {
            relay.always(Fault.Status.meta(400, 131056, "Pair rate limit hit")); // which takes no retry quota
            compare(application);
            await().until(() -> relay.requests() == MANY);
        }
    }

    /** A pool of Camel's refuses to hold more than a thousand tasks, unless it is told otherwise. */
    @Test
    void thousandsThatWaitForAnotherAttemptAllHaveIt() throws Exception {
        int messages = 3_000;
        try (Hesitant service = new Hesitant(messages);
                Application application = new Application(service.baseUrl(), "key", options -> {
                    options.setMessagesPerSecond(0);
                    options.setMaxRetries(20);
                })) {
            application.sendTo("whatsapp360:send");
            ExecutorService callers = Executors.newFixedThreadPool(32); // this server takes 40 ms for each answer
            List<CompletableFuture<Exchange>> sent = IntStream.range(0, messages)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> application.send("hello", to(n)), callers)
                            .thenCompose(Function.identity()))
                    .toList();
            callers.shutdown();
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
            assertThat(sent)
                    .allSatisfy(one -> assertThat(one.join().getException()).isNull());
            assertThat(service.accepted).hasSize(messages).allSatisfy((to, times) -> assertThat(times)
                    .isEqualTo(1));
        }
    }

    /**
     * A service that accepts nothing until it has refused each recipient's message: so that all wait at the same time.
     */
    private static final class Hesitant implements AutoCloseable {

        private static final Pattern TO = Pattern.compile("\"to\":\"(\\d+)\"");

        final Map<String, Integer> accepted = new ConcurrentHashMap<>();
        private final Set<String> refused = ConcurrentHashMap.newKeySet();
        private final int messages;
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        Hesitant(int messages) throws IOException {
            this.messages = messages;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }

        String baseUrl() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                Matcher to = TO.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                if (!to.find() || refused.add(to.group(1)) || refused.size() < messages) {
                    // too many to one recipient, which takes no retry quota
                    exchange.getResponseHeaders().set("Retry-After", "6");
                    write(exchange, 400, "{\"error\":{\"code\":131056,\"message\":\"Pair rate limit hit\"}}");
                } else {
                    accepted.merge(to.group(1), 1, Integer::sum);
                    write(exchange, 200, "{\"messages\":[{\"id\":\"wamid.1\"}]}");
                }
            }
        }

        private static void write(HttpExchange exchange, int status, String json) throws IOException {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void threeThousandThatWaitForTheirRecipientHoldUpNobody() throws Exception {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                Application application = new Application(
                        emulator.baseUrl(), emulator.apiKey(), options -> options.setMessagesPerSecond(1_000))) {
            application.sendTo("whatsapp360:send");
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            for (int n = 0; n < 3_000; n++) {
                sent.add(application.send("hello", Map.of("CamelWhatsapp360To", Application.recipient(7))));
            }
            CompletableFuture<Exchange> other =
                    application.send("hello", Map.of("CamelWhatsapp360To", Application.recipient(8)));
            assertThat(other.get().getException()).isNull();
            await().until(() -> done(sent) >= 45);
            assertThat(done(sent)).as("one more for each six seconds").isLessThan(200);
        }
    }

    private static void compare(Application application) throws Exception {
        application.sendTo("whatsapp360:send");
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        send(application, FEW, sent);
        int few = threads();
        long before = heap();
        send(application, MANY - FEW, sent);
        await().until(() -> threads() < few + SEVERAL); // first attempts need some, for as long as they take
        long each = (heap() - before) / (MANY - FEW);
        assertThat(done(sent)).as("one for each second").isLessThan(200);
        System.out.printf("%d threads, %d bytes for each exchange that waits%n", threads(), each);
        assertThat(each).as("bytes for each").isLessThan(MAX_BYTES_EACH);
    }

    private static long done(List<CompletableFuture<Exchange>> sent) {
        return sent.stream().filter(CompletableFuture::isDone).count();
    }

    private static void send(Application application, int count, List<CompletableFuture<Exchange>> sent) {
        for (int n = 0; n < count; n++) {
            sent.add(application.send("hello", to(sent.size())));
        }
    }

    private static Map<String, Object> to(int number) {
        return Map.of("CamelWhatsapp360To", Application.recipient(number));
    }

    /**
     * Those of the component that do not just wait for a task: the emulator, in the same process, has threads of its
     * own.
     */
    private static int threads() {
        return (int) Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().contains("Camel"))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .noneMatch(frame -> frame.getMethodName().equals("getTask")))
                .count();
    }

    private static long heap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int times = 0; times < 3; times++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
