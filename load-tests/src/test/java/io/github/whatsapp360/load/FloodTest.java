package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.model.WebhookDelivery.Outcome;
import io.github.whatsapp360.testing.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One customer writes 60 messages within two seconds, and 110 others write one each meanwhile, to an application that
 * answers with {@link AnsweringRoute}. The customer's 46th answer waits for its pace, one in 6 seconds; nobody else
 * waits. In a long run others also write while many more write to {@link HungRoute}.
 * A runtime's test says how the application is started; it is a process, and its log is
 * {@code target/NAME-OF-THE-TEST.log}.
 */
public abstract class FloodTest {

    private static final String FLOODING = "4915112345678";
    private static final int FLOOD = 60;
    /** A recipient gets so many messages at once, and then one in 6 seconds. */
    private static final int AT_ONCE = 45;
    /** Half of them write while the flood comes in, and half of them while it waits. */
    private static final int OTHERS = 110;
    /** So many are answered before the flood begins: a process that has just started is slow. */
    private static final int EARLIER = 20;
    /** The message, and {@code sent} and {@code delivered} of its answer. */
    private static final int WEBHOOKS_OF_EACH = 3;

    /** The emulator's status of a webhook that was not answered within 5 seconds, by chance on a busy machine. */
    private static final int UNANSWERED = 0;

    private static final String MESSAGE =
            """
            {"entry":[{"changes":[{"field":"messages","value":{"messages":[
              {"id":"wamid.flood-%s","from":"%s","timestamp":"1764000000","type":"text","text":{"body":"%s"}}]}}]}]}
            """;

    /** So long customers write to {@link HungRoute}. */
    private static final int HUNG_SECONDS = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** 30 answers that wait for 6 seconds each, and the last repetition of the webhook of the last one. */
    private static final Duration PATIENCE_WITH_FLOOD = Duration.ofSeconds(420);

    private final Path log = Path.of("target", getClass().getSimpleName() + ".log");

    /**
     * Returns the command that starts the application, with {@link AnsweringRoute} and {@link HungRoute}.
     *
     * @param port the port of 127.0.0.1 on which it must listen
     * @param properties its other properties
     */
    protected abstract List<String> command(int port, Map<String, String> properties);

    /** Returns the beginning of a command: this Java, with these system properties. */
    protected static List<String> java(Map<String, String> properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        return command;
    }

    @Test
    void allOthersAreAnsweredWhileOneSenderWaits() throws Exception {
        try (Run run = new Run()) {
            run.flood();
            run.print();
        }
    }

    @Test
    @Tag("long")
    void webhooksOfOthersAreAnsweredInTimeAndAllOfTheFloodInTheEnd() throws Exception {
        try (Run run = new Run()) {
            run.flood();
            run.print();
            run.awaitFlood();
            Duration median = run.answerTime(50);
            Duration slow = run.answerTime(99);
            Figures.report(
                    "flood: webhooks of others are answered within %d ms (median) and %d ms (99 %%) %s",
                    median.toMillis(),
                    slow.toMillis(),
                    Figures.wanted(
                            "250 ms and 1 s",
                            median.compareTo(Duration.ofMillis(250)) <= 0
                                    && slow.compareTo(Duration.ofSeconds(1)) <= 0));
        }
    }

    @Test
    @Tag("long")
    void aRouteThatNeverEndsLeavesTheDoorOpen() throws Exception {
        try (Run run = new Run()) {
            run.start();
            run.hang("slowly", 150);
            run.hang("for ever", 20);
            run.hang("for ever", 60);
        }
    }

    /** An emulator and an application. */
    private final class Run implements AutoCloseable {
        private final Whatsapp360Emulator emulator = Whatsapp360Emulator.start();
        private final ScheduledExecutorService customers = Executors.newSingleThreadScheduledExecutor();
        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final AtomicInteger taken = new AtomicInteger();
        private final List<String> written = new ArrayList<>();
        private final int port = freePort();
        private final Process process;
        private int others = EARLIER;

        Run() throws IOException {
            Map<String, String> properties = Map.of(
                    "camel.component.whatsapp360.base-url",
                    emulator.baseUrl(),
                    "camel.component.whatsapp360.api-key",
                    emulator.apiKey(),
                    "camel.component.whatsapp360.webhook-verify-token",
                    "of-the-test",
                    "application-url",
                    "http://127.0.0.1:" + port);
            Files.createDirectories(log.getParent());
            process = new ProcessBuilder(command(port, properties))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        }

        void start() {
            awaitThat("the application tells its address", () -> webhook().isPresent());
            IntStream.range(0, EARLIER).forEach(this::write);
            awaitThat("all who wrote earlier are answered", () -> answered(0, EARLIER));
        }

        /** Returns when each of the others has its answer and each of their webhooks was answered with 200. */
        void flood() throws Exception {
            start();
            for (int n = 0; n < FLOOD; n++) {
                String text = Integer.toString(n);
                after(n * 2_000L / FLOOD, () -> deliver(text, 1));
            }
            writeEvenly(OTHERS / 2);
            awaitThat("the flooding sender has to wait", () -> answersToFlood().size() >= AT_ONCE);
            writeEvenly(OTHERS / 2);
            awaitOthers();
            assertThat(answersToFlood()).hasSizeBetween(AT_ONCE, FLOOD - 1).doesNotHaveDuplicates();
        }

        /** Customers write to {@link HungRoute}, once each, and others to {@link AnsweringRoute} all the while. */
        void hang(String text, int rate) throws Exception {
            Queue<Answer> hung = new ConcurrentLinkedQueue<>();
            int before = others;
            List<Future<CompletableFuture<Void>>> first = new ArrayList<>();
            for (int n = 0; n < rate * HUNG_SECONDS; n++) {
                String message = MESSAGE.formatted(text + rate + "-" + n, "4940" + rate + (1_000_000 + n), text);
                first.add(after(n * 1_000L / rate, () -> deliverHung(message, 1, hung)));
            }
            writeEvenly(OTHERS / 2);
            writeEvenly(OTHERS / 2);
            for (Future<CompletableFuture<Void>> one : first) {
                one.get().get();
            }
            List<Answer> answers = List.copyOf(hung);
            awaitOthers();
            report(rate + " a second, " + text, answers);
            report(
                    "others beside them",
                    ofOthers(before, others).stream()
                            .map(attempt -> new Answer(attempt.status(), attempt.duration()))
                            .toList());
            assertThat(answers).extracting(Answer::status).isSubsetOf(200, 503, UNANSWERED);
            assertThat(answers.stream().filter(answer -> answer.status() == UNANSWERED))
                    .as("webhooks without an answer; with a door that is blocked, most of them")
                    .hasSizeLessThan(answers.size() / 10);
        }

        private void report(String what, List<Answer> answers) {
            List<Duration> times =
                    answers.stream().map(Answer::duration).sorted().toList();
            Duration median = percentile(times, 50);
            Duration slow = percentile(times, 99);
            Map<Integer, Long> statuses = answers.stream()
                    .collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
            Figures.report(
                    "%s: %s: webhooks are answered within %d ms (median) and %d ms (99 %%), %d at most; by status %s %s",
                    FloodTest.this.getClass().getSimpleName(),
                    what,
                    median.toMillis(),
                    slow.toMillis(),
                    percentile(times, 100).toMillis(),
                    statuses,
                    Figures.wanted(
                            "250 ms and 1 s",
                            median.compareTo(Duration.ofMillis(250)) <= 0
                                    && slow.compareTo(Duration.ofSeconds(1)) <= 0));
        }

        /** Delivers a message, again and again until it is taken. */
        private CompletableFuture<Void> deliverHung(String message, int attempt, Queue<Answer> answers) {
            long start = System.nanoTime();
            return client.sendAsync(
                            request(URI.create("http://127.0.0.1:" + port + "/hung"), message),
                            HttpResponse.BodyHandlers.discarding())
                    .handle((response, failure) -> failure == null ? response.statusCode() : UNANSWERED)
                    .thenAccept(status -> {
                        answers.add(new Answer(status, Duration.ofNanos(System.nanoTime() - start)));
                        if (status != 200) {
                            after(1_000L << (attempt - 1), () -> deliverHung(message, attempt + 1, answers));
                        }
                    });
        }

        private void awaitOthers() {
            awaitThat("all others are answered", () -> answered(EARLIER, others));
            awaitThat(
                    "all webhooks of others are answered with 200",
                    () -> ofOthers().stream()
                                    .filter(attempt -> attempt.outcome() == Outcome.DELIVERED)
                                    .count()
                            == (others - EARLIER) * WEBHOOKS_OF_EACH);
            assertThat(ofOthers()).extracting(WebhookDelivery::status).isSubsetOf(200, 503, UNANSWERED);
            assertThat(unanswered())
                    .as("webhooks of others without an answer; with a door that is blocked, most of them")
                    .isLessThan((others - EARLIER) * WEBHOOKS_OF_EACH / 10);
            assertOthersAreAnsweredOnce();
        }

        /** Returns when all webhooks were answered with 200, and with them the last one of the flood. */
        void awaitFlood() {
            await("the flood's end")
                    .atMost(PATIENCE_WITH_FLOOD)
                    .until(() -> taken.get() == FLOOD && emulator.webhooks().waiting() == 0);
            assertThat(answersToFlood())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, FLOOD)
                            .mapToObj(n -> "You wrote: " + n)
                            .toList());
            assertOthersAreAnsweredOnce();
        }

        private void assertOthersAreAnsweredOnce() {
            for (int n = 0; n < others; n++) {
                assertThat(answersTo(other(n))).containsExactly("You wrote: " + n);
            }
        }

        private long unanswered() {
            return ofOthers().stream()
                    .filter(attempt -> attempt.status() == UNANSWERED)
                    .count();
        }

        void print() {
            List<WebhookDelivery> attempts = ofOthers();
            System.out.printf(
                    "%s: %d webhooks of others, answered within %d ms (median) and %d ms (99 %%); %d without an answer; "
                            + "%d of %d answers to the flood were sent by then%n",
                    FloodTest.this.getClass().getSimpleName(),
                    attempts.size(),
                    answerTime(50).toMillis(),
                    answerTime(99).toMillis(),
                    unanswered(),
                    answersToFlood().size(),
                    FLOOD);
        }

        /** The time that this share of the attempts did not exceed; an attempt without an answer took 5 s. */
        Duration answerTime(int percent) {
            return percentile(
                    ofOthers().stream().map(WebhookDelivery::duration).sorted().toList(), percent);
        }

        /** The attempts to deliver what others wrote since the flood began, and the statuses of their answers. */
        private List<WebhookDelivery> ofOthers() {
            return ofOthers(EARLIER, others);
        }

        private List<WebhookDelivery> ofOthers(int from, int to) {
            Set<String> ids = new HashSet<>(written.subList(from - EARLIER, to - EARLIER));
            for (int n = from; n < to; n++) {
                emulator.chat(other(n)).messages().forEach(answer -> ids.add(answer.id()));
            }
            return emulator.webhooks().attempts().stream()
                    .filter(attempt -> ids.contains(attempt.messageId()))
                    .toList();
        }

        private List<String> answersToFlood() {
            return answersTo(FLOODING);
        }

        private List<String> answersTo(String customer) {
            return emulator.chat(customer).messages().stream()
                    .map(ChatMessage::text)
                    .toList();
        }

        private boolean answered(int from, int to) {
            return IntStream.range(from, to).noneMatch(n -> answersTo(other(n)).isEmpty());
        }

        /**
         * Delivers a message of the flooding sender, again and again until it is taken; unlike the emulator, which
         * delivers the messages of one sender one after the other.
         */
        private Future<?> deliver(String text, int attempt) {
            JsonNode address = webhook().orElseThrow();
            HttpRequest request =
                    request(URI.create(address.path("url").asText()), MESSAGE.formatted(text, FLOODING, text));
            return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .handle((response, failure) -> failure == null && response.statusCode() == 200)
                    .thenAccept(isTaken -> {
                        if (isTaken) {
                            taken.incrementAndGet();
                        } else {
                            after(1_000L << (attempt - 1), () -> deliver(text, attempt + 1));
                        }
                    });
        }

        private HttpRequest request(URI address, String body) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(5))
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            webhook().orElseThrow().path("headers").forEachEntry((name, value) -> request.header(name, value.asText()));
            return request.build();
        }

        /** Returns the settings that the application has told the service. */
        private Optional<JsonNode> webhook() {
            return emulator.requests().stream()
                    .filter(request -> request.path().equals("/v1/configs/webhook"))
                    .map(request -> json(request.body()))
                    .findFirst();
        }

        /** So many others write, within 5 seconds. */
        private void writeEvenly(int more) throws Exception {
            List<Future<String>> messages = new ArrayList<>();
            for (int n = 0; n < more; n++) {
                int other = others + n;
                messages.add(after(n * 5_000L / more, () -> write(other)));
            }
            others += more;
            for (Future<String> one : messages) {
                written.add(one.get());
            }
        }

        /** Returns the message's ID. */
        private String write(int number) {
            return emulator.chat(other(number))
                    .writes(Integer.toString(number))
                    .path("id")
                    .asText();
        }

        private <T> Future<T> after(long millis, Callable<T> action) {
            return customers.schedule(action, millis, TimeUnit.MILLISECONDS);
        }

        private void awaitThat(String what, Callable<Boolean> condition) {
            await(what).atMost(PATIENCE).until(() -> {
                assertThat(process.isAlive())
                        .as("the application runs, see %s", log)
                        .isTrue();
                return condition.call();
            });
        }

        @Override
        public void close() {
            customers.shutdownNow();
            process.destroyForcibly().onExit().join();
            emulator.close();
        }
    }

    private record Answer(int status, Duration duration) {}

    /** The time that this share of them did not exceed. */
    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get((sorted.size() * percent - 1) / 100);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String other(int number) {
        return "4930" + (1_000_000 + number);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
