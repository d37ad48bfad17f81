package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.Fault;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Waiting costs neither threads nor much memory. */
class WaitingTest {

    private static final long MAX_BYTES_EACH = 16 * 1024;

    @Test
    void fiveHundredThatWaitForTheirTurnNeedNoMoreThreadsThanFive() throws Exception {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                Application application = new Application(
                        emulator.baseUrl(), emulator.apiKey(), options -> options.setMessagesPerSecond(1))) {
            compare(application);
        }
    }

    @Test
    void fiveHundredThatWaitForAnotherAttemptNeedNoMoreThreadsThanFive() throws Exception {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                FaultRelay relay = emulator.relay();
                Application application = new Application(relay.baseUrl(), emulator.apiKey(), options -> {
                    options.setMessagesPerSecond(0);
                    options.setRetryDelay(600_000);
                })) {
            relay.always(Fault.Status.bare(503));
            compare(application);
            assertThat(relay.requests()).isEqualTo(501);
        }
    }

    /** A pool of Camel's refuses to hold more than a thousand tasks, unless it is told otherwise. */
    @Test
    void fiveThousandThatWaitForAnotherAttemptAllHaveIt() throws Exception {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                FaultRelay relay = emulator.relay();
                Application application = new Application(relay.baseUrl(), emulator.apiKey(), options -> {
                    options.setMessagesPerSecond(0);
                    options.setRetryDelay(8_000);
                    options.setMaxRetries(1);
                })) {
            application.sendTo("whatsapp360:send");
            relay.always(Fault.Status.bare(503));
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            send(application, 5_000, sent);
            assertThat(relay.requests()).isEqualTo(5_000);
            relay.clear();
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);
            assertThat(sent)
                    .allSatisfy(one -> assertThat(one.join().getException()).isNull());
            assertThat(relay.requests()).isEqualTo(10_000);
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
            assertThat(other.get(20, TimeUnit.SECONDS).getException()).isNull();
            assertThat(sent.stream().filter(CompletableFuture::isDone).count()).isBetween(45L, 50L);
        }
    }

    private static void compare(Application application) throws Exception {
        application.sendTo("whatsapp360:send");
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        send(application, 5, sent);
        int few = threads();
        long before = heap();
        send(application, 496, sent);
        long each = (heap() - before) / 496;
        assertThat(sent.stream().filter(CompletableFuture::isDone).count()).isLessThanOrEqualTo(3);
        assertThat(threads()).as("threads").isLessThanOrEqualTo(few);
        System.out.printf("%d threads, %d bytes for each exchange that waits%n", threads(), each);
        assertThat(each).as("bytes for each").isLessThan(MAX_BYTES_EACH);
    }

    private static void send(Application application, int count, List<CompletableFuture<Exchange>> sent) {
        for (int n = 0; n < count; n++) {
            sent.add(application.send("hello", Map.of("CamelWhatsapp360To", Application.recipient(sent.size()))));
        }
    }

    /** Those of the component: the emulator, in the same process, has threads of its own. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("Camel"))
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
