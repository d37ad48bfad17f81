package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.github.whatsapp360.emulator.wire.HttpHead;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the emulator manages beside its clients on one machine: more than a sender may do. */
class LoadTest {

    private static final int MESSAGES = 4_000;
    private static final int SENDERS = 4;
    private static final byte[] OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private volatile long pause;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void twoThousandMessagesASecondAndTheirStatuses() throws Exception {
        try (ServerSocket hook = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start()) {
            threads.execute(() -> accept(hook));
            emulator.webhook(URI.create("http://127.0.0.1:" + hook.getLocalPort() + "/"), Map.of());
            send(emulator, 1_000);
            emulator.webhooks().awaitDelivered(2_000);
            emulator.reset();
            long cpu = CPU.getProcessCpuTime();
            long start = System.nanoTime();
            send(emulator, MESSAGES);
            double accepted = seconds(start);
            emulator.webhooks().awaitDelivered(MESSAGES * 2L);
            double reported = seconds(start);
            double cores = (CPU.getProcessCpuTime() - cpu) / 1e9 / MESSAGES * 2_000;
            System.out.printf(
                    "%,.0f messages a second were accepted, %,.0f reported, 99 %% of them within %,d µs;"
                            + " 2,000 a second take %.2f cores, with those who send and listen%n",
                    MESSAGES / accepted,
                    MESSAGES * 2 / reported,
                    emulator.webhooks().answerTime(99).toNanos() / 1000,
                    cores);
            // Of the processor's time, since other builds may run on the same machine.
            assertThat(cores).isLessThan(2);
            assertThat(emulator.webhooks().failed()).isZero();
            assertThat(emulator.webhooks().answerTime(50)).isLessThan(Duration.ofMillis(200));
        }
    }

    @Test
    void aSlowWebhookGetsManyPostsAtOnce() throws Exception {
        try (ServerSocket hook = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start()) {
            pause = 100;
            threads.execute(() -> accept(hook));
            emulator.webhook(URI.create("http://127.0.0.1:" + hook.getLocalPort() + "/"), Map.of());
            long start = System.nanoTime();
            send(emulator, 500);
            emulator.webhooks().awaitDelivered(1_000);
            System.out.printf("1,000 posts to a webhook that takes 100 ms: %.1f s%n", seconds(start));
            assertThat(seconds(start)).as("with 8 at once it were 12.5 s").isLessThan(8);
        }
    }

    private void send(Whatsapp360Emulator emulator, int count) throws Exception {
        List<Future<?>> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            int first = sender;
            senders.add(threads.submit(() -> {
                try (Socket socket = new Socket("127.0.0.1", emulator.port())) {
                    socket.setTcpNoDelay(true);
                    InputStream in = new BufferedInputStream(socket.getInputStream());
                    for (int i = first; i < count; i += SENDERS) {
                        String body = "{\"messaging_product\":\"whatsapp\",\"to\":\"" + (4_915_100_000L + i % 1000)
                                + "\",\"type\":\"text\",\"text\":{\"body\":\"Message " + i + "\"}}";
                        socket.getOutputStream()
                                .write(("POST /messages HTTP/1.1\r\nHost: 127.0.0.1\r\nD360-API-KEY: "
                                                + emulator.apiKey()
                                                + "\r\nContent-Type: application/json\r\nContent-Length: "
                                                + body.length() + "\r\n\r\n" + body)
                                        .getBytes(StandardCharsets.US_ASCII));
                        HttpHead head = HttpHead.read(in);
                        assertThat(head.status()).isEqualTo(200);
                        head.copyBody(in, OutputStream.nullOutputStream());
                    }
                    return null;
                }
            }));
        }
        for (Future<?> sender : senders) {
            sender.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void twoHundredMegabytesOfUploads() throws Exception {
        byte[] pdf = new byte[50 << 20];
        System.arraycopy("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), 0, pdf, 0, 9);
        byte[] form = TestClient.Form.of(pdf, "large.pdf", "application/pdf");
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.start()) {
            long start = System.nanoTime();
            List<Future<TestClient.Response>> uploads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                uploads.add(threads.submit(() -> new TestClient(emulator)
                        .send("POST", "/media", form, "Content-Type: " + TestClient.Form.CONTENT_TYPE)));
            }
            for (Future<TestClient.Response> upload : uploads) {
                assertThat(upload.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
            System.out.printf("200 MB of uploads in %.1f s%n", seconds(start));
            assertThat(seconds(start)).isLessThan(20);
        }
    }

    private void accept(ServerSocket hook) {
        try {
            while (true) {
                Socket socket = hook.accept();
                threads.execute(() -> answer(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            for (HttpHead head = HttpHead.read(in); head != null; head = HttpHead.read(in)) {
                head.copyBody(in, OutputStream.nullOutputStream());
                Thread.sleep(pause);
                out.write(OK);
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // The emulator has closed the connection.
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
