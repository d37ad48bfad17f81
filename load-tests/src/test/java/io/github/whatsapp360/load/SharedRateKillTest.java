package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.testing.Figures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three processes, one number, and a store that is killed and started again while they send. */
@Tag("long")
class SharedRateKillTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int PER_SECOND = 80;
    private static final int APPLICATIONS = 3;
    private static final double SHARE = 0.1;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void inNoSecondMoreArriveThanTheRateAndNothingIsLost(RateStore.Kind kind) throws Exception {
        if (!kind.isInstalled()) {
            System.out.println(
                    "################ NOT RUN: " + kind + " is not installed on this machine ################");
        }
        assumeTrue(kind.isInstalled(), kind + " is not installed");
        try (RateStore store = RateStore.create(kind, folder);
                Service service = new Service()) {
            store.start();
            List<Sending> applications = new ArrayList<>();
            try {
                for (int n = 0; n < APPLICATIONS; n++) {
                    applications.add(new Sending(kind, store.port, service.url(), n));
                }
                for (Sending application : applications) {
                    assertThat(application.says()).isEqualTo("ready");
                }
                for (Sending application : applications) {
                    application.go();
                }
                service.awaitMore(800);
                long killed = System.nanoTime();
                store.kill();
                service.awaitMore(200);
                long started = System.nanoTime();
                store.start();
                service.awaitMore(1_000);
                int sent = 0;
                for (Sending application : applications) {
                    application.go(); // to its end
                }
                for (Sending application : applications) {
                    String says = application.says();
                    assertThat(says).matches("sent \\d+, failed 0");
                    sent += Integer.parseInt(says.replaceAll("sent (\\d+),.*", "$1"));
                }

                assertThat(service.texts()).hasSize(sent).doesNotHaveDuplicates();
                List<Long> arrivals = service.arrivals();
                for (int n = 0; n + PER_SECOND < arrivals.size(); n++) {
                    assertThat(arrivals.get(n + PER_SECOND) - arrivals.get(n))
                            .as("from %.3f s after the kill on", (arrivals.get(n) - killed) / 1e9)
                            .isGreaterThan(SECOND);
                }
                long first = arrivals.get(0);
                long last = arrivals.get(arrivals.size() - 1);
                double away = rate(arrivals, killed + 2 * SECOND, started);
                assertThat(away).isLessThan(APPLICATIONS * SHARE * PER_SECOND * 1.25);
                double back = rate(arrivals, last - 9 * SECOND, last - SECOND);
                Figures.report(
                        "shared rate, %s: %.1f messages a second of three processes, %.1f while the store is away, %.1f after it"
                                + " %s",
                        kind,
                        rate(arrivals, first + SECOND, killed),
                        away,
                        back,
                        Figures.wanted("72 before and after", back >= 72));
            } finally {
                applications.forEach(Sending::close);
            }
        }
    }

    private static double rate(List<Long> arrivals, long from, long to) {
        return arrivals.stream().filter(at -> at >= from && at < to).count() / ((to - from) / 1e9);
    }

    /** A process that sends. */
    private static final class Sending {
        private final Process process;
        private final BufferedReader out;

        Sending(RateStore.Kind kind, int port, String url, int number) throws IOException {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SharingApplication.class.getName(),
                            kind.name(),
                            Integer.toString(port),
                            url,
                            Integer.toString(number),
                            Double.toString(SHARE)))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            Path.of("target", "sharing-application.log").toFile()))
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        String says() throws IOException {
            return out.readLine();
        }

        void go() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        void close() {
            process.destroyForcibly();
        }
    }

    /** A service that notes when a message arrives, and answers after 50 ms. */
    private static final class Service implements AutoCloseable {
        private static final Pattern TEXT = Pattern.compile("\"body\"\\s*:\\s*\"([^\"]*)\"");
        private static final byte[] ANSWER = "{\"messages\":[{\"id\":\"wamid.1\"}]}".getBytes(StandardCharsets.UTF_8);

        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private final List<Long> arrivals = Collections.synchronizedList(new ArrayList<>());
        private final List<String> texts = Collections.synchronizedList(new ArrayList<>());

        Service() throws IOException {
            server.setExecutor(threads);
            server.createContext("/", this::take);
            server.start();
        }

        private void take(HttpExchange exchange) throws IOException {
            arrivals.add(System.nanoTime());
            Matcher text = TEXT.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            texts.add(text.find() ? text.group(1) : "");
            timer.schedule(() -> threads.execute(() -> answer(exchange)), 50, TimeUnit.MILLISECONDS);
        }

        private static void answer(HttpExchange exchange) {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.getResponseHeaders().set("Connection", "close"); // rather than in the moment of the next call
                exchange.sendResponseHeaders(200, ANSWER.length);
                exchange.getResponseBody().write(ANSWER);
            } catch (IOException e) {
                e.printStackTrace(); // the application has been killed
            }
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        void awaitMore(int messages) {
            int wanted = arrivals.size() + messages;
            await().until(() -> arrivals.size() >= wanted);
        }

        List<Long> arrivals() {
            synchronized (arrivals) {
                return arrivals.stream().sorted().toList();
            }
        }

        List<String> texts() {
            synchronized (texts) {
                return List.copyOf(texts);
            }
        }

        @Override
        public void close() {
            server.stop(0);
            timer.shutdownNow();
            threads.shutdownNow();
        }
    }
}
