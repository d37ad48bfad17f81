package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.testing.Figures;
import java.io.BufferedReader;
import java.io.IOException;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The start-up time of the executable jar, and the heap that it needs. */
@Tag("long")
class AppFiguresIT {

    private static final int MESSAGES = 100_000;
    private static final int CHATS = 1_000;
    private static final int STARTS = 9;
    private static final int AT_ONCE = 16;

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
            start();
            seconds.add((System.nanoTime() - start) / 1e9);
            processes.get(i).destroyForcibly().waitFor();
        }
        Collections.sort(seconds);
        double median = seconds.get(STARTS / 2);
        Figures.report(
                "java -jar camel-whatsapp360-emulator.jar: %.2f s until it listens, the median of %d starts %s",
                median, STARTS, Figures.wanted("1 s", median < 1));
    }

    @Test
    void manyMessagesFitIntoTheHeap() throws Exception {
        URI messages = URI.create(start("-Xmx256m") + "/messages");
        HttpClient client = HttpClient.newHttpClient();
        Semaphore places = new Semaphore(AT_ONCE);
        AtomicInteger accepted = new AtomicInteger();
        for (int i = 0; i < MESSAGES; i++) {
            places.acquire();
            client.sendAsync(message(messages, i), HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, error) -> {
                        if (error == null && answer.statusCode() == 200) {
                            accepted.incrementAndGet();
                        }
                        places.release();
                    });
        }
        places.acquire(AT_ONCE);
        assertThat(accepted).hasValue(MESSAGES);
        long heap = heap(processes.get(0).pid()) >> 20;
        Figures.report(
                "%,d short messages in %,d chats: %d MB of heap in use, with -Xmx256m %s",
                MESSAGES, CHATS, heap, Figures.wanted("64 MB", heap <= 64));
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
