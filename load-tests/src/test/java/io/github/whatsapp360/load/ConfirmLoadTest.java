package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.Whatsapp360Confirmation;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.testing.Figures;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages that wait for their delivery, with statuses in any order, twice, late, and a share that fails. */
class ConfirmLoadTest {

    private static final double FAILING = 0.05;
    /** In bytes: the IDs of events that have been taken are remembered, some three for each message. */
    private static final long MAX_GROWTH_EACH = 2_000;

    private static final long MAX_GROWTH_ONCE = 4 << 20;

    @Test
    void threeThousandEndRightlyAndTheMemoryComesBack() throws Exception {
        everyExchangeEndsRightlyAndTheMemoryComesBack(3_000);
    }

    @Test
    @Tag("long")
    void tenThousandEndRightlyAndTheMemoryComesBack() throws Exception {
        Figures.report("%s", everyExchangeEndsRightlyAndTheMemoryComesBack(10_000));
    }

    /** Answers what it took. */
    private static String everyExchangeEndsRightlyAndTheMemoryComesBack(int messages) throws Exception {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                Application application = new Application(emulator.baseUrl(), emulator.apiKey(), options -> {
                    options.setMessagesPerSecond(0);
                    options.setConfirm(Whatsapp360Confirmation.DELIVERED);
                    options.setConfirmTimeout(Duration.ofMinutes(10).toMillis());
                })) {
            application.listen(exchange -> {}).sendTo("whatsapp360:send");
            report(emulator);
            run(application, 1_000); // what grows only once
            emulator.reset();
            report(emulator);
            long before = heap();
            long start = System.nanoTime();

            int failed = run(application, messages);

            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(failed).isBetween((int) (messages * FAILING * 0.6), (int) (messages * FAILING * 1.4));
            assertThat(emulator.messages()).hasSize(messages);
            await().until(() -> emulator.webhooks().waiting() == 0);
            emulator.reset(); // its memory is not what is measured
            await().until(() -> heap() - before < MAX_GROWTH_ONCE + MAX_GROWTH_EACH * messages);
            return String.format(
                    Locale.ROOT,
                    "confirmed: %,d messages in %.1f s, %d of them failed later; the heap grew by %,d KB",
                    messages,
                    seconds,
                    failed,
                    (heap() - before) / 1024);
        }
    }

    private static void report(Whatsapp360Emulator emulator) {
        emulator.statuses(StatusReports.inOrder()
                .andRead()
                .ordered(StatusReports.Order.SHUFFLED)
                .copies(2)
                .delayedBy(Duration.ofSeconds(1))
                .failing(131026, FAILING));
    }

    /** Sends so many, a thousand at a time, and answers how many failed later. */
    private static int run(Application application, int messages) throws Exception {
        Semaphore room = new Semaphore(1_000);
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int n = 0; n < messages; n++) {
            room.acquire();
            CompletableFuture<Exchange> one =
                    application.send("hello", Map.of("CamelWhatsapp360To", Application.recipient(n)));
            sent.add(one.whenComplete((exchange, failure) -> room.release()));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
        int failed = 0;
        for (CompletableFuture<Exchange> one : sent) {
            Exception failure = one.join().getException();
            if (failure == null) {
                assertThat(one.join().getMessage().getHeader("CamelWhatsapp360MessageStatus", String.class))
                        .isIn("delivered", "read");
            } else {
                assertThat(failure).isInstanceOf(DeliveryFailedException.class);
                failed++;
            }
        }
        return failed;
    }

    private static long heap() {
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
