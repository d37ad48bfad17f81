package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A caller that hands over too many messages waits on its own thread. No other caller waits, and no message fails. */
class BackPressureTest {

    /** As many exchanges as may be in the component. */
    private static final int PLACES = 10_000;

    @Test
    void tenThousandForOneRecipientHoldUpNobody() throws Exception {
        final Sending toOne;
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                Application application = new Application(
                        emulator.baseUrl(), emulator.apiKey(), options -> options.setMessagesPerSecond(1_000))) {
            application.sendTo("whatsapp360:send");
            toOne = new Sending(application, 10_000, n -> Application.recipient(0));
            await().until(toOne::isWaiting);
            assertThat(toOne.sent)
                    .as("of one recipient")
                    .filteredOn(one -> !one.isDone())
                    .hasSizeLessThanOrEqualTo(PLACES / 2);

            Sending others = new Sending(application, 2_000, Application::recipient, 1);
            Sending more = new Sending(application, 2_000, Application::recipient, 2_001);
            others.thread.join();
            more.thread.join();
            others.allEnd();
            more.allEnd();

            assertThat(toOne.isWaiting()).isTrue();
            assertThat(emulator.chat(Application.recipient(0)).messages())
                    .as("the burst, and one more for each six seconds")
                    .hasSizeBetween(45, 200);
        }
        toOne.thread.join(); // as the application has stopped
        assertThat(toOne.sent).hasSize(10_000);
        // the callback of the last one may still run on a worker
        await().untilAsserted(() -> assertThat(toOne.sent).allMatch(CompletableFuture::isDone));
    }

    @Test
    void whoeverExceedsTheBoundGoesOnWhenThereIsRoom() throws Exception {
        int messages = PLACES + 2_000;
        try (HoldingService service = new HoldingService();
                Application application =
                        new Application(service.baseUrl(), "key", options -> options.setMessagesPerSecond(0))) {
            application.sendTo("whatsapp360:send");
            Sending sending = new Sending(application, messages, Application::recipient);
            await().until(sending::isWaiting);
            assertThat(sending.sent).hasSize(PLACES);

            service.answer();
            sending.thread.join();

            assertThat(sending.sent).hasSize(messages);
            sending.allEnd();
        }
    }

    /** 300 MB in all, through a heap of 64 MB. */
    @Test
    void whatIsHeldInMemoryIsBounded() throws Exception {
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().unlimited().start()) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BytesApplication.class.getName(),
                            emulator.baseUrl(),
                            emulator.apiKey(),
                            "300"))
                    .redirectError(Path.of("target", "bytes-application.log").toFile())
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.lines().toList()).containsExactly("sent 300");
                assertThat(process.waitFor()).isZero();
            } finally {
                process.destroyForcibly();
            }
            assertThat(emulator.messages())
                    .hasSize(300)
                    .allMatch(message -> message.size() == BytesApplication.BYTES)
                    .extracting(message -> message.filename())
                    .doesNotHaveDuplicates();
        }
    }

    /** A thread that hands over messages. */
    private static final class Sending {
        final Queue<CompletableFuture<Exchange>> sent = new ConcurrentLinkedQueue<>();
        final Thread thread;

        Sending(Application application, int messages, IntFunction<String> recipients) {
            this(application, messages, recipients, 0);
        }

        Sending(Application application, int messages, IntFunction<String> recipients, int first) {
            thread = new Thread(() -> {
                for (int n = first; n < first + messages; n++) {
                    sent.add(application.send("hello", Map.of("CamelWhatsapp360To", recipients.apply(n))));
                }
            });
            thread.start();
        }

        /** Returns whether it waits for a place. */
        boolean isWaiting() {
            return List.of(thread.getStackTrace()).stream()
                    .anyMatch(frame -> frame.getClassName().endsWith(".Admission")
                            && frame.getMethodName().equals("await"));
        }

        void allEnd() {
            assertThat(sent)
                    .allSatisfy(one -> assertThat(one.join().getException()).isNull());
        }
    }
}
