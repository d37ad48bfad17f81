package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.testing.Figures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The start-up time of the executable jar, and its work with many messages in a small heap. */
@Tag("long")
class AppFiguresIT {

    private static final int MESSAGES = 100_000;
    private static final int CHATS = 1_000;
    private static final int STARTS = 9;
    private static final int AT_ONCE = 16;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    private final List<Process> processes = new ArrayList<>();

    /** Starts an emulator and returns its base URL. */
    private String start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(BIN.resolve("java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", System.getProperty("app.jar"), "--port", "0", "--unlimited"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        BufferedReader lines = process.inputReader();
        lines.readLine();
        return lines.readLine().replace("Base URL:  ", "");
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void itStarts() throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            TestClient client = new TestClient(start(), Whatsapp360Emulator.DEFAULT_API_KEY);
            assertThat(client.get("/health").status()).isEqualTo(200);
            seconds.add((System.nanoTime() - start) / 1e9);
            processes.get(i).destroyForcibly().waitFor();
        }
        Collections.sort(seconds);
        double median = seconds.get(STARTS / 2);
        Figures.report(
                "java -jar camel-whatsapp360-emulator.jar: %.2f s until it answers, the median of %d starts %s",
                median, STARTS, Figures.wanted("1 s", median < 1));
    }

    @Test
    void aHundredThousandMessagesFitInto64Megabytes() throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        hook.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            if (body.contains("\"status\":\"delivered\"")) {
                places.release();
            }
        });
        hook.start();
        try {
            String base = start("-Xmx64m");
            TestClient emulator = new TestClient(base, Whatsapp360Emulator.DEFAULT_API_KEY);
            String url = "http://127.0.0.1:" + hook.getAddress().getPort() + "/";
            emulator.send(
                    "PUT",
                    "/emulator/settings",
                    ("{\"webhook\":{\"url\":\"" + url + "\"}}").getBytes(StandardCharsets.UTF_8));
            double sending = seconds(() -> send(URI.create(base + "/messages"), places));
            double searching = seconds(() -> assertThat(emulator.get("/emulator/messages?words=order&limit=1")
                            .json()
                            .path("total")
                            .asInt())
                    .isEqualTo(MESSAGES));
            assertThat(emulator.get("/emulator/messages?text=order%200%20&status=delivered")
                            .json()
                            .path("total")
                            .asInt())
                    .isEqualTo(1);
            assertThat(emulator.get("/emulator/wait?text=nothing&timeout=0").status())
                    .isEqualTo(408);
            double opening;
            double showing;
            try (BufferedReader events = new BufferedReader(new InputStreamReader(
                    emulator.uri("/emulator/events").toURL().openStream(), StandardCharsets.UTF_8))) {
                opening = seconds(() ->
                        assertThat(JSON.readTree(data(events, "\"total\":"))).hasSize(500));
                showing = seconds(() -> {
                    emulator.message("text", "{\"body\":\"the last one\"}");
                    data(events, "the last one");
                });
            }
            Figures.report(
                    "%,d short messages in %,d chats, with webhooks: %d MB of heap in use, with -Xmx64m",
                    MESSAGES, CHATS, heap(processes.get(0).pid()) >> 20);
            Figures.report(
                    "they are accepted in %.1f s; the page has its chats after %.2f s %s, a new message after %.3f s",
                    sending, opening, Figures.wanted("less than 1 s", opening < 1), showing);
            Figures.report(
                    "a search of all of them takes %.2f s, for the first time %s",
                    searching, Figures.wanted("less than 1 s", searching < 1));
        } finally {
            hook.stop(0);
        }
    }

    /** Work that is measured. */
    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Returns the data of the next event that has this in it. */
    private static String data(BufferedReader events, String part) throws IOException {
        String line = events.readLine();
        while (line != null && !(line.startsWith("data:") && line.contains(part))) {
            line = events.readLine();
        }
        assertThat(line).isNotNull();
        return line.substring("data:".length());
    }

    /** Sends all messages, each as soon as there is a place; a place is free when a message was delivered. */
    private static void send(URI messages, Semaphore places) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        AtomicInteger refused = new AtomicInteger();
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(places.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
            client.sendAsync(message(messages, i), HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, error) -> {
                        if (error != null || answer.statusCode() != 200) {
                            refused.incrementAndGet();
                        }
                    });
        }
        assertThat(places.tryAcquire(AT_ONCE, 1, TimeUnit.MINUTES)).isTrue();
        assertThat(refused).hasValue(0);
    }

    private static HttpRequest message(URI to, int i) {
        String json = "{\"messaging_product\":\"whatsapp\",\"to\":\"" + (4_915_100_000_000L + i % CHATS)
                + "\",\"type\":\"text\",\"text\":{\"body\":\"Your order " + i + " is ready, thank you\"}}";
        return HttpRequest.newBuilder(to)
                .header("D360-API-KEY", Whatsapp360Emulator.DEFAULT_API_KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    /** Returns the bytes that are in use after a garbage collection. */
    private static long heap(long pid) throws IOException {
        Process jcmd =
                new ProcessBuilder(BIN.resolve("jcmd").toString(), Long.toString(pid), "GC.class_histogram").start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(text);
        assertThat(total.find()).as(text).isTrue();
        return Long.parseLong(total.group(1));
    }
}
