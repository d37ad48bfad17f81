package io.github.whatsapp360.emulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The extensions run test classes with and without leaks. */
class LeakCheckTest {

    private static final CountDownLatch END = new CountDownLatch(1);
    private static AutoCloseable left;

    @AfterEach
    void tidyUp() throws Exception {
        if (left != null) {
            left.close();
            left = null;
        }
    }

    private static String failure(String method) {
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Leaky.class, method))
                .execute()
                .testEvents();
        events.assertStatistics(statistics -> statistics.started(1).failed(1));
        return messages(events).get(0);
    }

    private static List<String> messages(Events events) {
        return events.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow().getMessage())
                .toList();
    }

    @Test
    void cleanTestsPass() {
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Clean.class))
                .execute()
                .testEvents();
        assertThat(messages(events)).isEmpty();
        events.assertStatistics(statistics -> statistics.succeeded(4));
    }

    @Test
    void openFilesAreNamed() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        assertThat(failure("leavesAFileOpen")).contains("The test left behind:", "open: ", "leak");
    }

    @Test
    void openConnectionsAreNamed() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        assertThat(failure("leavesAConnectionOpen")).contains("connection from port ", "established");
    }

    @Test
    void lastingThreadsAreNamed() {
        left = END::countDown;
        assertThat(failure("leavesAThreadRunning")).contains("running: thread the-leak");
    }

    @Test
    void uncaughtExceptionsAreNamed() {
        assertThat(failure("letsAnExceptionEscape"))
                .contains("uncaught in the-thrower: java.lang.IllegalStateException: nobody catches this");
    }

    @Test
    void theEmulatorMustBeStatic() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NotStatic.class))
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.started(1).failed(1));
    }

    static class Leaky {

        @RegisterExtension
        static final LeakCheck LEAKS = new LeakCheck(Duration.ofMillis(200));

        @Test
        void leavesAFileOpen() throws IOException {
            Path file = Files.createTempFile("leak", ".txt");
            InputStream in = Files.newInputStream(file);
            Files.delete(file);
            left = in;
        }

        @Test
        void leavesAConnectionOpen() throws IOException {
            try (ServerSocket server = new ServerSocket(0)) {
                Socket client = new Socket("127.0.0.1", server.getLocalPort());
                Socket accepted = server.accept();
                left = () -> {
                    client.close();
                    accepted.close();
                };
            }
        }

        @Test
        void leavesAThreadRunning() {
            new Thread(
                            () -> {
                                try {
                                    END.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            },
                            "the-leak")
                    .start();
        }

        @Test
        void letsAnExceptionEscape() throws InterruptedException {
            Thread thread = new Thread(
                    () -> {
                        throw new IllegalStateException("nobody catches this");
                    },
                    "the-thrower");
            thread.start();
            thread.join();
        }
    }

    @ExtendWith(LeakCheck.class)
    static class Clean {

        @RegisterExtension
        static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

        private static int port;

        @Test
        void opensAndCloses() throws IOException {
            port = SERVICE.emulator().port();
            try (Whatsapp360Emulator other = Whatsapp360Emulator.start();
                    Socket socket = new Socket("127.0.0.1", other.port())) {
                assertThat(socket.isConnected()).isTrue();
            }
        }

        @Test
        void startsEmpty() {
            assertThat(SERVICE.emulator().requests()).isEmpty();
        }

        @Nested
        class Inside {

            @Test
            void sharesTheEmulator() {
                assertThat(port).isIn(0, SERVICE.emulator().port());
            }

            @Test
            void startsEmptyToo() {
                assertThat(SERVICE.emulator().messages()).isEmpty();
            }
        }
    }

    static class NotStatic {

        @RegisterExtension
        final Whatsapp360EmulatorExtension service = new Whatsapp360EmulatorExtension();

        @Test
        void cannotRun() {}
    }
}
