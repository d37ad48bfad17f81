package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.emulator.StatusReports;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 10,000 messages that wait for their delivery, with statuses in any order, twice, late, and a share that fails. */
@Timeout(150)
class ConfirmLoadTest {

    private static final int MESSAGES = 10_000;
    private static final double FAILING = 0.05;
    /** The IDs of events that have been taken are remembered, some 30,000 of them here. */
    private static final long MAX_GROWTH = 24L << 20;

    @Test
    void everyExchangeEndsRightlyAndTheMemoryComesBack() throws Exception {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                Application application = new Application(emulator.baseUrl(), emulator.apiKey(), options -> {
                    options.setMessagesPerSecond(0);
                    options.setConfirm("delivered");
                    options.setConfirmTimeout(60_000);
                })) {
            application.listen(exchange -> {}).sendTo("whatsapp360:send");
            emulator.statuses(StatusReports.inOrder()
                    .andRead()
                    .ordered(StatusReports.Order.SHUFFLED)
                    .copies(2)
                    .delayedBy(Duration.ofSeconds(1))
                    .failing(131026, FAILING));
            run(application, 1_000); // what grows only once
            emulator.reset();
            emulator.statuses(StatusReports.inOrder()
                    .andRead()
                    .ordered(StatusReports.Order.SHUFFLED)
                    .copies(2)
                    .delayedBy(Duration.ofSeconds(1))
                    .failing(131026, FAILING));
            long before = heap();

            int failed = run(application, MESSAGES);

            assertThat(failed).isBetween((int) (MESSAGES * FAILING * 0.6), (int) (MESSAGES * FAILING * 1.4));
            assertThat(emulator.messages()).hasSize(MESSAGES);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> emulator.webhooks().waiting() == 0);
            emulator.reset(); // its memory is not what is measured
            await().atMost(Duration.ofSeconds(30)).until(() -> heap() - before < MAX_GROWTH);
            System.out.printf(
                    "%d messages, %d failed later; the heap grew by %d KB%n",
                    MESSAGES, failed, (heap() - before) / 1024);
        }
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
