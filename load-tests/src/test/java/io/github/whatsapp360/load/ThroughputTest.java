package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.StatusReports;
import io.github.whatsapp360.emulator.Webhooks;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The service's own sizing rule. Source: docs.360dialog.com, "Receiving messages": for 1,000 messages a second and 30 %
 * replies the webhook has to take 3,000 statuses and 300 messages a second, with a median of 250 ms, 1 % above one second;
 * after 5 seconds the service gives up.
 */
@Timeout(180)
class ThroughputTest {

    private static final int SECONDS = 60;
    private static final int SENT = 1_000 * SECONDS;
    private static final int WRITTEN = 300 * SECONDS;

    @Test
    void aThousandMessagesASecondWithAllThatComesBack() throws Exception {
        ScheduledExecutorService customers = Executors.newSingleThreadScheduledExecutor();
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().messagesPerSecond(1_000).start()) {
            emulator.statuses(StatusReports.inOrder().andRead());
            Process application = start(emulator);
            customers.schedule(application::destroyForcibly, 150, TimeUnit.SECONDS); // nobody reads for ever
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(application.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.readLine()).isEqualTo("ready");
                application.getOutputStream().write('\n');
                application.getOutputStream().flush();
                AtomicInteger written = new AtomicInteger();
                customers.scheduleAtFixedRate(
                        () -> {
                            for (int n = 0; n < 30 && written.get() < WRITTEN; n++) {
                                int number = 1_000_000 + written.getAndIncrement();
                                emulator.chat(Application.recipient(number)).writes("Hello?");
                            }
                        },
                        0,
                        100,
                        TimeUnit.MILLISECONDS);
                String ended = out.readLine();
                Webhooks webhooks = emulator.webhooks();
                await().atMost(Duration.ofSeconds(30)).until(() -> webhooks.delivered() == 3L * SENT + WRITTEN);
                application.getOutputStream().close();
                String said = ended + "; " + out.readLine();
                System.out.printf(
                        "%s; webhooks: median %s, 99 %% %s, slowest %s, %d failed%n",
                        said,
                        webhooks.answerTime(50),
                        webhooks.answerTime(99),
                        webhooks.answerTime(100),
                        webhooks.failed());
                assertThat(said)
                        .matches("confirmed " + SENT + " of " + SENT + " in \\d+ s; events " + (3 * SENT + WRITTEN));
                assertThat(Integer.parseInt(said.replaceAll(".* in (\\d+) s.*", "$1")))
                        .isLessThanOrEqualTo(SECONDS * 105 / 100);
                assertThat(webhooks.answerTime(50)).isLessThan(Duration.ofMillis(250));
                assertThat(webhooks.answerTime(99)).isLessThan(Duration.ofSeconds(1));
                assertThat(webhooks.answerTime(100)).isLessThan(Duration.ofSeconds(5));
                assertThat(webhooks.failed()).isZero();
                assertThat(application.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(application.exitValue()).isZero();
            } finally {
                application.destroyForcibly();
            }
        } finally {
            customers.shutdownNow();
        }
    }

    private static Process start(Whatsapp360Emulator emulator) throws Exception {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendingApplication.class.getName(),
                        emulator.baseUrl(),
                        emulator.apiKey(),
                        Integer.toString(SENT)))
                .redirectError(Path.of("target", "sending-application.log").toFile())
                .start();
    }
}
