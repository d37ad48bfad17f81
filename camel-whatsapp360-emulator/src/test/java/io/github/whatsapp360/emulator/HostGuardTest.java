package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator refuses calls under foreign host names, because a foreign page can let its own name point to it. */
class HostGuardTest {

    private static final String NEEDED = "--allowed-host";

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    @RegisterExtension
    @Order(2)
    static final Whatsapp360EmulatorExtension SERVICE = Whatsapp360EmulatorExtension.of(
            builder -> builder.allowedHost("emulator.test").allowedHost("[fd00::1]"));

    private static Response raw(String baseUrl, String request) {
        try (Socket socket = new TestClient(baseUrl, "").connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return TestClient.read(socket.getInputStream());
        } catch (IOException e) {
            throw new AssertionError(request, e);
        }
    }

    private static Response call(String line, String... headers) {
        String head = line + " HTTP/1.1\r\nConnection: close\r\nD360-API-KEY: emulator-key\r\n";
        String all = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return raw(SERVICE.emulator().baseUrl(), head + all + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /app.js",
                "GET /page.css",
                "GET /chat.svg",
                "GET /emulator/chats",
                "GET /emulator/events",
                "GET /emulator/requests",
                "GET /emulator/requests/1",
                "GET /emulator/webhooks",
                "GET /emulator/settings",
                "GET /emulator/faults",
                "GET /emulator/scenarios",
                "GET /emulator/media/1",
                "GET /emulator/links/1",
                "DELETE /emulator/chats",
                "POST /emulator/clock",
                "PATCH /emulator/settings",
                "GET /nothing",
                "POST /messages",
                "GET /messages",
                "POST /media",
                "GET /123",
                "GET /whatsapp_business/attachments/?mid=1",
                "GET /v1/configs/webhook",
                "POST /v1/configs/webhook",
                "GET /v1/configs/templates",
                "GET /multi_webhook",
                "OPTIONS /messages",
                "HEAD /",
                "BREW /",
            })
    void aForeignNameGetsNothing(String line) {
        new TestClient(SERVICE.emulator()).message("text", "{\"body\":\"secret words\"}");
        int before = SERVICE.emulator().requests().size();
        for (String host : new String[] {"evil.example", "evil.example:3600", "127.0.0.1.evil.example"}) {
            Response response = call(line, "Host: " + host);
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.headers()).containsEntry("content-type", "application/json; charset=utf-8");
            if (!line.startsWith("HEAD")) {
                assertThat(response.json().path("error").asText()).contains(NEEDED, "allowedHost");
            }
            assertThat(response.text()).doesNotContain("secret words", "<");
        }
        assertThat(SERVICE.emulator().messages()).hasSize(1);
        assertThat(SERVICE.emulator().requests()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:1",
                "localhost:",
                "127.0.0.1:3600",
                "127.255.255.254",
                "[::1]:80",
                "page.localhost:5173",
                "emulator.test",
                "Emulator.Test:8443",
                "[fd00::1]:80"
            })
    void namesOfThisMachineAndThoseThatWereAllowedAreServed(String host) {
        assertThat(call("GET /emulator/chats", "Host: " + host).status()).isEqualTo(200);
        assertThat(call("GET /", "Host: " + host).status()).isEqualTo(200);
        assertThat(call("GET /v1/configs/webhook", "Host: " + host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.256",
                "127.0.0.1.1",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "10.0.0.1",
                "[::2]",
                "[fd00::2]",
                "::1",
                "localhost.evil.example",
                "notlocalhost",
                "xlocalhost:80",
                ".localhost",
                "emulator.test.evil.example",
                "user@localhost",
                "localhost:80:80",
                "localhost:x",
                "localhost/",
                "localhost#",
                "localhost, evil.example",
                "evil.example, localhost",
                "evil.example:80@localhost",
                "evil.example\tlocalhost",
                ""
            })
    void allOthersAreForeign(String host) {
        assertThat(call("GET /emulator/chats", "Host: " + host).status()).isEqualTo(403);
    }

    /** A server that accepts connections at 127.0.0.2 listens on more addresses than 127.0.0.1. */
    @Test
    void itListensOnItsOneAddressOnly() {
        assertThat(SERVICE.emulator().baseUrl()).startsWith("http://127.0.0.1:");
        assertThatIOException()
                .isThrownBy(() -> new Socket("127.0.0.2", SERVICE.emulator().port()).close());
    }

    @Test
    void veryLongNamesAreForeign() {
        assertThat(call("GET /", "Host: " + "a.".repeat(25_000) + "localhost").status())
                .isEqualTo(403);
        assertThat(call("GET /", "Host: " + "a".repeat(50_000)).status()).isEqualTo(403);
    }

    @Test
    void thereIsOneHost() {
        assertThat(call("GET /emulator/chats").status()).isEqualTo(400);
        assertThat(call("GET /emulator/chats", "Host: localhost", "Host: localhost")
                        .status())
                .isEqualTo(400);
        assertThat(call("GET /emulator/chats", "Host: localhost", "Host: evil.example")
                        .status())
                .isEqualTo(400);
        assertThat(call("GET /emulator/chats", "Host : localhost", "Host: evil.example")
                        .status())
                .isEqualTo(403);
        String old = "GET /emulator/chats HTTP/1.0\r\n";
        assertThat(raw(SERVICE.emulator().baseUrl(), old + "\r\n").status()).isEqualTo(400);
        assertThat(raw(SERVICE.emulator().baseUrl(), old + "Host: localhost\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost/emulator/chats, localhost, 200",
        "http://EMULATOR.test:80/emulator/chats, emulator.test, 200",
        "http://evil.example/emulator/chats, evil.example, 403",
        "http://evil.example/emulator/chats, localhost, 403",
        "http://localhost/emulator/chats, evil.example, 403",
        "http://localhost@evil.example/emulator/chats, localhost, 403",
        "http://user@localhost/emulator/chats, localhost, 403",
        "//evil.example/emulator/chats, localhost, 403",
        "mailto:x, localhost, 400",
        "evil.example:80, localhost, 400",
        "*, localhost, 400",
        "http://localhost, localhost, 400",
    })
    void theRequestLineMayNameAHostToo(String target, String host, int status) {
        assertThat(call("GET " + target, "Host: " + host).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(EmulatedHosting.class)
    void eachHostingIsGuardedAndSoIsARelay(EmulatedHosting hosting) {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().hosting(hosting).start();
                FaultRelay relay = emulator.relay()) {
            String request = "POST /v1/messages HTTP/1.1\r\nConnection: close\r\nD360-API-KEY: emulator-key\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 2\r\nHost: %s\r\n\r\n{}";
            for (String url : new String[] {emulator.baseUrl(), relay.baseUrl()}) {
                assertThat(raw(url, request.formatted("evil.example")).text()).contains(NEEDED);
                assertThat(raw(url, request.formatted("localhost")).text()).doesNotContain(NEEDED);
            }
            assertThat(emulator.requests()).hasSize(2);
        }
    }

    @Test
    void whoSendsMuchLearnsTheReasonToo() {
        int length = 20_000_000;
        String request = "POST /media HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nContent-Length: " + length
                + "\r\n\r\n" + "x".repeat(length);
        assertThat(raw(SERVICE.emulator().baseUrl(), request).text()).contains(NEEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, text/plain",
        "https://evil.example, application/x-www-form-urlencoded",
        "null, multipart/form-data; boundary=x",
        "http://localhost:81, text/plain",
        "http://127.0.0.1:80, text/plain",
        "http://emulator.test.evil.example, text/plain",
        "http://emulator.test@evil.example, text/plain",
        "file://, text/plain",
        "ftp://localhost:80, text/plain",
        "'http://localhost:80, http://evil.example', text/plain",
    })
    void pagesFromElsewhereCannotChangeAnything(String origin, String contentType) {
        Whatsapp360Emulator emulator = SERVICE.emulator();
        new TestClient(emulator).message("text", "{\"body\":\"Hi\"}");
        String json = "{\"webhook\":{\"url\":\"http://127.0.0.1:9/\"},\"rules\":[],\"advance\":\"PT1H\",\"steps\":[{}],"
                + "\"type\":\"text\",\"text\":{\"body\":\"x\"}}";
        for (String line : new String[] {
            "POST /emulator/chats/4915112345678/messages",
            "POST /emulator/chats/4915112345678/read",
            "DELETE /emulator/chats",
            "PUT /emulator/faults",
            "DELETE /emulator/faults",
            "POST /emulator/scenarios",
            "DELETE /emulator/scenarios",
            "PUT /emulator/settings",
            "POST /emulator/clock",
        }) {
            String request = line + " HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\nOrigin: " + origin
                    + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
            Response response = raw(emulator.baseUrl(), request);
            assertThat(response.status()).as(line).isEqualTo(403);
            assertThat(response.json().path("error").asText()).isEqualTo("The Origin is not this emulator");
        }
        assertThat(emulator.messages()).hasSize(1);
        assertThat(new TestClient(emulator).get("/emulator/settings").json().path("webhook"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:80, http://localhost:80",
        "emulator.test, http://emulator.test",
        "emulator.test, https://emulator.test",
        "127.0.0.1:80, https://emulator.test:8443",
    })
    void thePageItselfCan(String host, String origin) {
        assertThat(call("DELETE /emulator/chats", "Host: " + host, "Origin: " + origin)
                        .status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://emulator.test", "emulator.test:80", "emulator.test/x", "a b", "*", "[x]"})
    void whatIsNoNameCannotBeAllowed(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Whatsapp360Emulator.builder().allowedHost(name).start());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Whatsapp360Emulator.builder().allowedWebhook(name).start());
    }
}
