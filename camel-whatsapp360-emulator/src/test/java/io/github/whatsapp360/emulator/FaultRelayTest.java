package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.emulator.TestClient.Form;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.wire.HttpHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain client sees each fault, and its next message arrives. */
class FaultRelayTest {

    private static final byte[] JSON =
            "{\"messaging_product\":\"whatsapp\",\"to\":\"4915112345678\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final int LARGE = 20_000_000;

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    @RegisterExtension
    @Order(2)
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private FaultRelay relay;
    private TestClient client;

    @BeforeEach
    void open() {
        relay = SERVICE.emulator().relay();
        client = new TestClient(relay.baseUrl(), SERVICE.emulator().apiKey());
    }

    @AfterEach
    void succeedAndClose() {
        relay.clear();
        assertThat(client.message("text", "{\"body\":\"in the end\"}").status()).isEqualTo(200);
        assertThat(SERVICE.emulator().chat(TestClient.NUMBER).awaitMessages(1))
                .last()
                .satisfies(message -> assertThat(message.text()).isEqualTo("in the end"));
        relay.close();
        assertThat(relay.openConnections()).isZero();
    }

    private static byte[] request(int length) {
        return ("POST /messages HTTP/1.1\r\nHost: localhost\r\nD360-API-KEY: emulator-key\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private int arrived() {
        return SERVICE.emulator().requests().size();
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(condition::getAsBoolean);
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.emulator.Sample#good")
    void withoutFaultsEveryByteIsRelayed(Sample sample) {
        String id = client.upload(sample);
        assertThat(SERVICE.emulator().requests().get(0).sha256()).isEqualTo(sample.sha256());
        assertThat(Sample.sha256(client.get("/emulator/media/" + id).bytes())).isEqualTo(sample.sha256());
        assertThat(relay.requests()).isEqualTo(2);
        assertThat(relay.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionIsKeptForFurtherRequests() throws IOException {
        try (Socket socket = client.connect()) {
            for (int i = 1; i <= 3; i++) {
                socket.getOutputStream().write(request(JSON.length));
                socket.getOutputStream().write(JSON);
                HttpHead head = HttpHead.read(socket.getInputStream());
                assertThat(head.status()).isEqualTo(200);
                head.copyBody(socket.getInputStream(), OutputStream.nullOutputStream());
                assertThat(relay.requests()).isEqualTo(i);
            }
        }
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void aClientThatWaitsForContinueGetsIt() throws IOException {
        try (Socket socket = client.connect()) {
            String head = new String(request(JSON.length), StandardCharsets.US_ASCII)
                    .replace("Host: localhost", "Host: localhost\r\nExpect: 100-continue\r\nConnection: close");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(HttpHead.read(socket.getInputStream()).status()).isEqualTo(100);
            socket.getOutputStream().write(JSON);
            assertThat(TestClient.read(socket.getInputStream()).status()).isEqualTo(200);
        }
    }

    @Test
    void refuse() {
        relay.always(new Fault.Refuse());
        assertThatThrownBy(client::connect).isInstanceOf(ConnectException.class);
        assertThatThrownBy(client::connect).isInstanceOf(ConnectException.class);
        assertThat(relay.connections()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> relay.next(new Fault.Refuse()));
    }

    @Test
    void resetAtAccept() throws IOException {
        relay.next(new Fault.ResetAfter(0));
        try (Socket socket = client.connect()) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertThat(relay.requests()).isZero();
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void resetInTheRequest() throws IOException {
        relay.next(new Fault.ResetAfter(1_000_000));
        try (Socket socket = client.connect()) {
            socket.getOutputStream().write(request(LARGE));
            assertThatThrownBy(() -> {
                        socket.getOutputStream().write(new byte[LARGE]);
                        socket.getInputStream().read();
                    })
                    .isInstanceOf(SocketException.class);
        }
        assertThat(relay.requests()).isEqualTo(1);
        assertThat(arrived()).isZero();
    }

    @Test
    void resetAfterTheLastByteOfTheRequest() throws IOException {
        relay.next(new Fault.ResetAfter(request(JSON.length).length + JSON.length - 1));
        try (Socket socket = client.connect()) {
            socket.getOutputStream().write(request(JSON.length));
            socket.getOutputStream().write(JSON);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertThat(arrived()).isZero();
    }

    @Test
    void aShortRequestIsNotReset() {
        relay.next(new Fault.ResetAfter(1_000_000), new Fault.StopReading(1_000_000));
        assertThat(client.message("text", "{\"body\":\"x\"}").status()).isEqualTo(200);
        assertThat(client.message("text", "{\"body\":\"x\"}").status()).isEqualTo(200);
        assertThat(arrived()).isEqualTo(2);
    }

    @Test
    void closeAfterRequest() throws IOException {
        relay.next(new Fault.CloseAfterRequest());
        try (Socket socket = client.connect()) {
            socket.getOutputStream().write(request(LARGE));
            socket.getOutputStream().write(new byte[LARGE]);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(arrived()).isZero();
    }

    @Test
    void loseAnswer() throws IOException {
        relay.next(new Fault.LoseAnswer());
        try (Socket socket = client.connect()) {
            socket.getOutputStream().write(request(JSON.length));
            socket.getOutputStream().write(JSON);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(SERVICE.emulator().messages()).hasSize(1);
    }

    @Test
    void stopReading() throws Exception {
        relay.next(new Fault.StopReading(100_000));
        try (Socket socket = client.connect()) {
            socket.setSendBufferSize(64 * 1024);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(
                    () -> {
                        try {
                            socket.getOutputStream().write(request(LARGE));
                            socket.getOutputStream().write(new byte[LARGE]);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    task -> new Thread(task).start()); // The common pool may have only one thread.
            assertThatThrownBy(() -> writing.get(400, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            await(() -> relay.openConnections() == 1);
            relay.clear();
            assertThatThrownBy(writing::get).hasRootCauseInstanceOf(SocketException.class);
        }
        await(() -> relay.openConnections() == 0);
        assertThat(arrived()).isZero();
    }

    @Test
    void stopReadingAtOnce() throws IOException {
        relay.next(new Fault.StopReading(0));
        try (Socket socket = client.connect()) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write(request(0));
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
        await(() -> relay.openConnections() == 1);
        assertThat(relay.requests()).isZero();
    }

    @Test
    void silent() throws IOException {
        relay.next(new Fault.Silent());
        try (Socket socket = client.connect()) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write(request(LARGE));
            socket.getOutputStream().write(new byte[LARGE]);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            await(() -> relay.openConnections() == 1);
        }
        await(() -> relay.openConnections() == 0);
        assertThat(arrived()).isZero();
    }

    @Test
    void drip() throws IOException {
        relay.next(new Fault.Drip(Duration.ofMillis(20)));
        try (Socket socket = client.connect()) {
            socket.getOutputStream().write(request(JSON.length));
            long before = System.nanoTime();
            socket.getOutputStream().write(JSON);
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo('H');
            for (int i = 0; i < 20; i++) {
                in.read();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(350));
        }
        assertThat(SERVICE.emulator().messages()).hasSize(1);
    }

    @Test
    void aDrippedAnswerIsComplete() {
        relay.next(new Fault.Drip(Duration.ofNanos(1)));
        assertThat(client.message("text", "{\"body\":\"x\"}")
                        .json()
                        .at("/messages/0/id")
                        .asText())
                .startsWith("wamid.");
    }

    @Test
    void cutAnswerAfter() {
        relay.next(new Fault.CutAnswerAfter(0), new Fault.CutAnswerAfter(30));
        for (int length : new int[] {0, 30}) {
            Response response = client.message("text", "{\"body\":\"x\"}");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.bytes()).hasSize(length);
            assertThat(Integer.parseInt(response.headers().get("content-length")))
                    .isGreaterThan(100);
        }
        assertThat(SERVICE.emulator().messages()).hasSize(2);
    }

    @Test
    void garbage() {
        relay.next(new Fault.Garbage(), new Fault.Garbage("{\"id\":"));
        Response portal = client.message("text", "{\"body\":\"x\"}");
        assertThat(portal.status()).isEqualTo(200);
        assertThat(portal.headers().get("content-type")).startsWith("text/html");
        assertThat(portal.text()).contains("<html>");
        assertThat(client.upload(Sample.good("invoice.pdf").bytes(), "a.pdf", "application/pdf")
                        .text())
                .isEqualTo("{\"id\":");
        assertThat(arrived()).isZero();
    }

    @Test
    void notHttp() {
        relay.next(new Fault.NotHttp());
        assertThatThrownBy(() -> client.message("text", "{\"body\":\"x\"}")).hasMessageContaining("no HTTP: SSH-2.0");
    }

    @Test
    void status() {
        relay.next(
                Fault.Status.meta(400, 130429, "Rate limit hit").retryAfter("7"),
                Fault.Status.gateway(403, "Path blocked"),
                Fault.Status.wrapped(400, 131000, "Something went wrong"),
                Fault.Status.bare(502));
        Response meta = client.message("text", "{\"body\":\"x\"}");
        assertThat(meta.status()).isEqualTo(400);
        assertThat(meta.code()).isEqualTo(130429);
        assertThat(meta.message()).isEqualTo("(#130429) Rate limit hit");
        assertThat(meta.headers()).containsEntry("retry-after", "7");
        Response gateway = client.message("text", "{\"body\":\"x\"}");
        assertThat(gateway.status()).isEqualTo(403);
        assertThat(gateway.message()).isEqualTo("Path blocked");
        assertThat(gateway.headers()).doesNotContainKey("retry-after");
        Response wrapped = client.message("text", "{\"body\":\"x\"}");
        assertThat(wrapped.json().at("/meta/error").asText()).contains("\"code\":131000");
        Response bare = client.message("text", "{\"body\":\"x\"}");
        assertThat(bare.status()).isEqualTo(502);
        assertThat(bare.bytes()).isEmpty();
        assertThat(arrived()).isZero();
        assertThat(relay.requests()).isEqualTo(4);
    }

    @Test
    void aRefusedUploadIsReadToItsEnd() {
        relay.next(Fault.Status.bare(503));
        assertThat(client.send("POST", "/media", new byte[LARGE], "Content-Type: " + Form.CONTENT_TYPE)
                        .status())
                .isEqualTo(503);
    }

    @Test
    void queuedFaultsComeBeforeTheLastingOne() {
        relay.always(Fault.Status.bare(500)).next(Fault.Status.bare(429), Fault.Status.bare(503));
        for (int status : new int[] {429, 503, 500, 500}) {
            assertThat(client.message("text", "{\"body\":\"x\"}").status()).isEqualTo(status);
        }
        relay.next(Fault.Status.bare(429)).clear();
        assertThat(client.message("text", "{\"body\":\"x\"}").status()).isEqualTo(200);
    }

    @Test
    void refusingEndsOpenConnections() throws IOException {
        try (Socket socket = client.connect()) {
            await(() -> relay.openConnections() == 1);
            relay.always(new Fault.Refuse());
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void closingEndsWhateverIsHeld() throws IOException {
        FaultRelay other = new FaultRelay(
                new java.net.InetSocketAddress("127.0.0.1", SERVICE.emulator().port()));
        other.always(new Fault.StopReading(0));
        TestClient stopped = new TestClient(other.baseUrl(), "");
        try (Socket socket = stopped.connect()) {
            await(() -> other.openConnections() == 1);
            other.close();
            other.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(stopped::connect).isInstanceOf(ConnectException.class);
    }
}
