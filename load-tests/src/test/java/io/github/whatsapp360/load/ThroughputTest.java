package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Webhooks;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.testing.Figures;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The service's own sizing rule. Source: docs.360dialog.com, "Receiving messages": for 1,000 messages a second and 30 %
 * replies the webhook has to take 3,000 statuses and 300 messages a second, with a median of 250 ms, 1 % above one
 * second; after 5 seconds the service gives up.
 *
 * <p>Each message is confirmed and each event taken once, however long that takes; the long run says how long.
 */
class ThroughputTest {

    @Test
    void nothingOfFiveSecondsWorthIsLostOrTakenTwice() throws Exception {
        run(5, (said, webhooks) -> {});
    }

    @Test
    @Tag("long")
    void aMinuteOfAThousandMessagesASecondWithAllThatComesBack() throws Exception {
        run(60, ThroughputTest::report);
    }

    /** Sends what the rule asks for in so many seconds. */
    private static void run(int seconds, BiConsumer<String, Webhooks> report) throws Exception {
        int messages = 1_000 * seconds;
        int replies = 300 * seconds;
        ScheduledExecutorService customers = Executors.newSingleThreadScheduledExecutor();
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().messagesPerSecond(1_000).start()) {
            emulator.statuses(StatusReports.inOrder().andRead());
            Process application = start(emulator, messages);
            customers.schedule(
                    application::destroyForcibly, 200 + 5L * seconds, TimeUnit.SECONDS); // nobody reads for ever
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(application.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.readLine()).isEqualTo("ready");
                application.getOutputStream().write('\n');
                application.getOutputStream().flush();
                AtomicInteger written = new AtomicInteger();
                customers.scheduleAtFixedRate(
                        () -> {
                            for (int n = 0; n < 30 && written.get() < replies; n++) {
                                int number = 1_000_000 + written.getAndIncrement();
                                emulator.chat(Application.recipient(number)).writes("Hello?");
                            }
                        },
                        0,
                        100,
                        TimeUnit.MILLISECONDS);
                String ended = out.readLine();
                Webhooks webhooks = emulator.webhooks();
                await().until(() -> webhooks.delivered() == 3L * messages + replies);
                application.getOutputStream().close();
                String said = ended + "; " + out.readLine();
                assertThat(said)
                        .matches("confirmed " + messages + " of " + messages + " in \\d+ s; events "
                                + (3 * messages + replies));
                assertThat(application.waitFor()).isZero();
                report.accept(said, webhooks);
            } finally {
                application.destroyForcibly();
            }
        } finally {
            customers.shutdownNow();
        }
    }

    private static void report(String said, Webhooks webhooks) {
        int taken = Integer.parseInt(said.replaceAll(".* in (\\d+) s.*", "$1"));
        Figures.report("throughput: %s %s", said, Figures.wanted("at most 63 s", taken <= 63));
        Duration median = webhooks.answerTime(50);
        Duration most = webhooks.answerTime(99);
        Duration slowest = webhooks.answerTime(100);
        boolean reached = median.toMillis() < 250
                && most.toMillis() < 1_000
                && slowest.toMillis() < 5_000
                && webhooks.failed() == 0;
        Figures.report(
                "throughput: webhooks were answered within %d ms (median), %d ms (99 %%), %d ms (all), %d failed %s",
                median.toMillis(),
                most.toMillis(),
                slowest.toMillis(),
                webhooks.failed(),
                Figures.wanted("less than 250 ms, 1 s, 5 s, none", reached));
    }

    private static Process start(Whatsapp360Emulator emulator, int messages) throws Exception {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendingApplication.class.getName(),
                        emulator.baseUrl(),
                        emulator.apiKey(),
                        Integer.toString(messages)))
                .redirectError(Path.of("target", "sending-application.log").toFile())
                .start();
    }
}
