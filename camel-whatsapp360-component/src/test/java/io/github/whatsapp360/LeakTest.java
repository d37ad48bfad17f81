package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** After 200 failures in a row, nothing is left open. */
@Tag(EmulatorTest.BOTH_WAYS)
class LeakTest extends EmulatorTest {

    private static final int FAILURES = 200;

    /** Workers that are idle end after a minute, which nobody waits for. */
    private static final int FEW_WORKERS = 5;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "open files are counted in /proc/self/fd")
    void twoHundredFailuresLeaveNothingOpen() {
        Fault[] faults = {
            new Fault.ResetAfter(0),
            new Fault.ResetAfter(20_000),
            new Fault.CloseAfterRequest(),
            new Fault.Garbage("<html>"),
            new Fault.CutAnswerAfter(4),
            new Fault.Silent(),
            Fault.Status.bare(500),
            Fault.Status.bare(503)
        };
        try (FaultRelay relay = emulator().relay()) {
            // each call shall be an upload, so that it can fail
            String uri =
                    "whatsapp360:media?reuseMedia=false&maxRetries=0&responseTimeout=250&baseUrl=" + relay.baseUrl();
            untilItSucceeds(uri);
            relay.next(new Fault.Silent());
            send(uri, sample("good/invoice.pdf")); // whatever is started once is started now
            await().until(() -> relay.openConnections() <= 1);
            long filesBefore = openSamples();
            long threadsBefore = componentThreads();

            for (int i = 0; i < FAILURES; i++) {
                boolean refuse = i % 20 == 0;
                if (refuse) {
                    relay.always(new Fault.Refuse());
                } else {
                    relay.next(faults[i % faults.length]);
                }
                Exchange exchange = send(uri, sample("good/invoice.pdf"));
                assertThat(exchange.getException()).as("failure " + i).isNotNull();
                if (refuse) {
                    relay.clear();
                }
            }

            await().untilAsserted(() -> {
                assertThat(openSamples()).isLessThanOrEqualTo(filesBefore);
                assertThat(relay.openConnections()).as("connections").isLessThanOrEqualTo(1);
                assertThat(componentThreads()).as("threads").isLessThan(threadsBefore + FEW_WORKERS);
            });
            untilItSucceeds(uri);
        }
    }

    /** On a busy machine a call may need more than one attempt to be done within the short timeout of the failures. */
    private void untilItSucceeds(String uri) {
        await().until(() -> send(uri, sample("good/invoice.pdf")).getException() == null);
    }

    @Test
    void stoppingClosesConnectionsAndThreads() {
        try (FaultRelay relay = emulator().relay()) {
            relay.next(Fault.Status.bare(503));
            assertThat(send("whatsapp360:send?baseUrl=" + relay.baseUrl(), "hello")
                            .getException())
                    .isNull();
            assertThat(relay.openConnections()).isEqualTo(1);

            context.stop();

            await().untilAsserted(() -> assertThat(relay.openConnections()).isZero());
            await().untilAsserted(() -> assertThat(componentThreads()).isZero());
            assertThatCode(() -> context.stop()).doesNotThrowAnyException();
        }
    }

    private static long componentThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("Whatsapp360"))
                .count();
    }

    /** Open handles of the files that are sent; sockets are counted by the relay, which sees only ours. */
    private static long openSamples() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> {
                        try {
                            return Files.readSymbolicLink(file).toString().endsWith(".pdf");
                        } catch (IOException e) {
                            return false; // closed in the meantime
                        }
                    })
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
