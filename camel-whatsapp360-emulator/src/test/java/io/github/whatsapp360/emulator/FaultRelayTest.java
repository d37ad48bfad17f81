package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each fault as a plain socket sees it. */
class FaultRelayTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private static final String JSON =
            "{\"messaging_product\":\"whatsapp\",\"to\":\"49151234\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}";

    private FaultRelay relay;

    @BeforeEach
    void open() {
        relay = SERVICE.emulator().relay();
    }

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void withoutAFaultRequestsAndAnswersPass() throws IOException {
        assertThat(exchange()).startsWith("HTTP/1.1 200").contains("wamid.");
        assertThat(relay.requests()).isEqualTo(1);
        assertThat(SERVICE.emulator().messages()).hasSize(1);
    }

    @Test
    void refuse() throws IOException {
        relay.always(new Fault.Refuse());
        assertThatThrownBy(this::exchange).isInstanceOf(ConnectException.class);
        relay.clear();
        assertThat(exchange()).startsWith("HTTP/1.1 200");
    }

    @Test
    void reset() {
        relay.next(new Fault.ResetAfter(0), new Fault.ResetAfter(150));
        assertThatThrownBy(this::exchange).isInstanceOf(SocketException.class);
        assertThatThrownBy(this::exchange).isInstanceOf(SocketException.class);
        assertThat(SERVICE.emulator().messages()).isEmpty();
    }

    @Test
    void closeAndSilence() throws IOException {
        relay.next(new Fault.CloseAfterRequest());
        assertThat(exchange()).isEmpty();
        relay.next(new Fault.Silent());
        assertThatThrownBy(this::exchange).isInstanceOf(SocketTimeoutException.class);
        relay.next(new Fault.StopReading(10));
        assertThatThrownBy(this::exchange).isInstanceOf(SocketTimeoutException.class);
        assertThat(SERVICE.emulator().messages()).isEmpty();
    }

    @Test
    void drip() throws IOException {
        relay.next(new Fault.Drip(Duration.ofMillis(2)));
        long start = System.nanoTime();
        assertThat(exchange()).contains("wamid.");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void cutGarbageAndStatus() throws IOException {
        relay.next(
                new Fault.CutAnswerAfter(7),
                new Fault.Garbage("<html>"),
                Fault.Status.meta(429, 130429, "Rate limit hit").retryAfter("3"),
                Fault.Status.gateway(401, "Invalid api key"),
                Fault.Status.bare(503));
        assertThat(exchange()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n{\"messa");
        assertThat(SERVICE.emulator().messages()).as("it was accepted").hasSize(1);
        assertThat(exchange()).startsWith("HTTP/1.1 200").endsWith("<html>");
        assertThat(exchange())
                .startsWith("HTTP/1.1 429")
                .contains("Retry-After: 3")
                .contains("\"code\":130429");
        assertThat(exchange()).startsWith("HTTP/1.1 401").contains("\"developer_message\":\"Invalid api key\"");
        assertThat(exchange()).startsWith("HTTP/1.1 503").contains("Content-Length: 0");
        assertThat(exchange()).startsWith("HTTP/1.1 200").contains("wamid.");
        assertThat(SERVICE.emulator().messages()).hasSize(2);
        assertThat(relay.requests()).isEqualTo(6);
    }

    /** One request on a connection of its own, and all that comes back until the answer is whole or the connection ends. */
    private String exchange() throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(relay.baseUrl()).getPort())) {
            socket.setSoTimeout(1_500);
            socket.getOutputStream()
                    .write(("POST /messages HTTP/1.1\r\nHost: x\r\nD360-API-KEY: "
                                    + SERVICE.emulator().apiKey()
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + JSON.length()
                                    + "\r\n\r\n" + JSON)
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                answer.append((char) b);
                int body = answer.indexOf("\r\n\r\n") + 4;
                if (body >= 4 && answer.length() - body == length(answer.toString())) {
                    break;
                }
            }
            return answer.toString();
        }
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length: ", 0, 16))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(-1);
    }
}
