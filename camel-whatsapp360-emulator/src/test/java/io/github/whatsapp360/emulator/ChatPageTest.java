package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.model.ChatMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files and events that the chat page loads. */
class ChatPageTest {

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    @RegisterExtension
    @Order(2)
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private TestClient client;
    private TestClient browser;

    @BeforeEach
    void connect() {
        client = new TestClient(SERVICE.emulator());
        browser = new TestClient(SERVICE.emulator().baseUrl(), "");
    }

    @ParameterizedTest
    @CsvSource({"/, text/html", "/chat.css, text/css", "/chat.js, text/javascript", "/chat.svg, image/svg+xml"})
    void thePageIsServedWithItsPolicy(String path, String type) {
        Response response = browser.get(path);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().get("content-type")).startsWith(type);
        assertThat(response.headers().get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(response.headers()).containsEntry("x-content-type-options", "nosniff");
    }

    @Test
    void thePageNeedsNothingFromElsewhereAndWritesNoHtml() {
        for (String path : new String[] {"/", "/chat.css", "/chat.js"}) {
            String file = browser.get(path).text().replace("http://www.w3.org/2000/svg", "");
            assertThat(file)
                    .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(", "//cdn", "@import");
            assertThat(file).doesNotContainPattern("(?:src|href)=\"https?:");
        }
    }

    @Test
    void theExampleShowsTheKey() {
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().apiKey("<key>&").start()) {
            assertThat(new TestClient(emulator).get("/").text())
                    .contains("D360-API-KEY: &lt;key&gt;&amp;")
                    .doesNotContain("{{");
        }
    }

    @Test
    void chatsAreListedByRecipient() {
        client.message("text", "{\"body\":\"<img src=x onerror=alert(1)>\"}");
        client.post("{\"messaging_product\":\"whatsapp\",\"to\":\"4930901820\",\"type\":\"location\","
                + "\"location\":{\"latitude\":1,\"longitude\":2}}");
        client.message("image", "{\"link\":\"https://example.com/a.jpg\",\"caption\":\"Look\"}");
        var chats = browser.get("/emulator/chats").json();
        assertThat(chats).hasSize(2);
        assertThat(chats.at("/0/number").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(chats.at("/0/messages/0/text").asText()).isEqualTo("<img src=x onerror=alert(1)>");
        assertThat(chats.at("/0/messages/1/link").asText()).isEqualTo("https://example.com/a.jpg");
        assertThat(chats.at("/0/messages/1/caption").asText()).isEqualTo("Look");
        assertThat(chats.at("/1/messages/0/content/latitude").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.emulator.Sample#good")
    void filesAreShownOrDownloaded(Sample sample) {
        String id = client.upload(sample);
        client.message(sample.kind(), "{\"id\":\"" + id + "\"}");
        Response response = browser.get("/emulator/media/" + id);
        assertThat(Sample.sha256(response.bytes())).isEqualTo(sample.sha256());
        assertThat(response.headers()).containsEntry("content-type", MediaTypes.plain(sample.mimeType()));
        assertThat(response.headers()).containsEntry("x-content-type-options", "nosniff");
        assertThat(response.headers().get("content-disposition"))
                .startsWith(sample.kind().equals("document") ? "attachment; " : "inline; ");
    }

    @Test
    void aDownloadHasTheNameFromItsMessage() {
        String id = client.upload(Sample.good("invoice.pdf"));
        client.message("document", "{\"id\":\"" + id + "\",\"filename\":\"Zoë's \\\"Rechnung\\\"*; 1/2.pdf\"}");
        client.message("document", "{\"id\":\"" + id + "\"}");
        var messages = SERVICE.emulator().messages();
        assertThat(disposition(id, messages.get(0)))
                .isEqualTo("attachment; filename*=UTF-8''Zo%C3%AB%27s%20%22Rechnung%22%2A%3B%201%2F2.pdf");
        assertThat(disposition(id, messages.get(1))).isEqualTo("attachment; filename*=UTF-8''invoice.pdf");
    }

    private String disposition(String id, ChatMessage message) {
        String encoded = java.net.URLEncoder.encode(message.id(), StandardCharsets.UTF_8);
        return browser.get("/emulator/media/" + id + "?message=" + encoded)
                .headers()
                .get("content-disposition");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 206, 0, 10",
        "bytes=5-, 206, 5, 15018",
        "bytes=-7, 206, 15016, 7",
        "bytes=-99999, 206, 0, 15023",
        "bytes=15022-15099, 206, 15022, 1",
        "bytes=15023-, 416, 0, 0",
        "bytes=9-5, 416, 0, 0",
        "bytes=-0, 416, 0, 0",
        "'bytes=0-1,3-4', 200, 0, 15023",
        "bytes=-, 200, 0, 15023",
        "lines=1-2, 200, 0, 15023"
    })
    void playersMayAskForRanges(String range, int status, int offset, int length) {
        Sample sample = Sample.good("voice.ogg");
        int size = sample.bytes().length;
        assertThat(size).isEqualTo(15023);
        Response response = browser.get("/emulator/media/" + client.upload(sample), "Range: " + range);
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.bytes()).isEqualTo(Arrays.copyOfRange(sample.bytes(), offset, offset + length));
        assertThat(response.headers()).containsEntry("accept-ranges", "bytes");
        if (status == 206) {
            assertThat(response.headers())
                    .containsEntry("content-range", "bytes " + offset + "-" + (offset + length - 1) + "/" + size);
        }
    }

    @Test
    void eventsBeginWithEverythingAndGoOn() throws IOException {
        client.message("text", "{\"body\":\"before\\nit\"}");
        try (Events events = new Events(browser)) {
            assertThat(events.next("snapshot")).startsWith("[{").contains("\"text\":\"before\\nit\"");
            client.message("text", "{\"body\":\"after\"}");
            assertThat(events.next("message")).contains("\"text\":\"after\"").doesNotContain("before");
            SERVICE.emulator().reset();
            assertThat(events.next("snapshot")).isEqualTo("[]");
            client.message("text", "{\"body\":\"anew\"}");
            assertThat(events.next("message")).contains("anew");
        }
        try (Events again = new Events(browser)) {
            assertThat(again.next("snapshot")).contains("anew");
        }
        // Only a write tells the server that these readers are gone.
        client.message("text", "{\"body\":\"to nobody\"}");
        client.message("text", "{\"body\":\"to nobody\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void closingEndsTheEventStreams(int readers) throws IOException {
        Whatsapp360Emulator emulator = Whatsapp360Emulator.start();
        Events[] all = new Events[readers];
        for (int i = 0; i < readers; i++) {
            all[i] = new Events(new TestClient(emulator));
            all[i].next("snapshot");
        }
        long before = System.nanoTime();
        emulator.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("less than it would have waited for a stream that does not end")
                .isLessThan(Duration.ofSeconds(5));
        for (Events events : all) {
            assertThat(events.reader.lines()).isEmpty();
            events.close();
        }
    }

    /** A reader of server-sent events. */
    private static final class Events implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader reader;

        Events(TestClient client) throws IOException {
            socket = client.connect();
            socket.getOutputStream()
                    .write("GET /emulator/events HTTP/1.0\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String next(String event) throws IOException {
            String line = reader.readLine();
            while (!line.equals("event: " + event)) {
                line = reader.readLine();
            }
            String data = reader.readLine();
            assertThat(data).startsWith("data: ");
            assertThat(reader.readLine()).isEmpty();
            return data.substring("data: ".length());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
