package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.model.LinkFetch;
import io.github.whatsapp360.emulator.model.LinkFetch.Outcome;
import io.github.whatsapp360.emulator.server.LocalServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator fetches and caches files behind links. Source: 360dialog, "Media messages", "Media HTTP Caching". */
class LinksTest {

    @RegisterExtension
    static final LeakCheck LEAKS = new LeakCheck();

    private static final String MONDAY = "Mon, 23 Nov 2026 08:00:00 GMT";
    private static final String TUESDAY = "Tue, 24 Nov 2026 08:00:00 GMT";

    private final MovableClock clock = new MovableClock();
    private final List<Map<String, List<String>>> asked = new CopyOnWriteArrayList<>();
    private Whatsapp360Emulator emulator;
    private TestClient client;
    private LocalServer origin;
    private volatile int status = 200;
    private volatile String contentType = "text/plain";
    private volatile byte[] file = "first".getBytes(StandardCharsets.UTF_8);
    private volatile Map<String, String> headers = Map.of();

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder().clock(clock).start();
        client = new TestClient(emulator);
        origin = new LocalServer(0);
        origin.start(exchange -> {
            asked.add(Map.copyOf(exchange.getRequestHeaders()));
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            // Without this header, the JDK's client keeps the closed connection in its cache for some seconds.
            exchange.getResponseHeaders().set("Connection", "close");
            try (exchange) {
                exchange.sendResponseHeaders(status, status == 200 ? file.length : -1);
                if (status == 200) {
                    exchange.getResponseBody().write(file);
                }
            }
        });
    }

    @AfterEach
    void stop() {
        origin.close();
        emulator.close();
    }

    @Test
    void withoutAnyOfTheHeadersNothingIsCached() {
        assertThat(send().outcome()).isEqualTo(Outcome.MISS);
        assertThat(send().outcome()).isEqualTo(Outcome.MISS);
        assertThat(asked).hasSize(2);
    }

    @Test
    void maxAgeIsUsedUntilItIsExceeded() {
        headers = Map.of("Cache-Control", "public, max-age=60");
        LinkFetch first = send();
        file = "second".getBytes(StandardCharsets.UTF_8);
        clock.forward(Duration.ofSeconds(59));
        assertThat(send()).isEqualTo(new LinkFetch(url(), Outcome.HIT, "text/plain", 5, first.sha256(), ""));
        clock.forward(Duration.ofSeconds(1));
        assertThat(send().outcome()).isEqualTo(Outcome.MISS);
        assertThat(send().size()).isEqualTo(6);
        assertThat(asked).hasSize(2);
    }

    @Test
    void noCacheAsksAgainAndUpdatesWhenLastModifiedDiffers() {
        headers = Map.of("Cache-Control", "no-cache", "Last-Modified", MONDAY);
        assertThat(send().outcome()).isEqualTo(Outcome.MISS);
        assertThat(send().outcome()).isEqualTo(Outcome.REVALIDATED);
        assertThat(asked.get(1).get("If-modified-since")).containsExactly(MONDAY);
        status = 304;
        assertThat(send().outcome()).isEqualTo(Outcome.REVALIDATED);
        status = 200;
        headers = Map.of("Cache-Control", "no-cache", "Last-Modified", TUESDAY);
        file = "second".getBytes(StandardCharsets.UTF_8);
        assertThat(send()).extracting(LinkFetch::outcome, LinkFetch::size).containsExactly(Outcome.MISS, 6L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-store",
                "private",
                "private, max-age=60",
                "no-store, max-age=60",
                "no-cache",
                "Max-Age=0",
                "public"
            })
    void theseAreNotCached(String control) {
        headers = Map.of("Cache-Control", control, "ETag", "\"1\"");
        assertThat(send().outcome()).isEqualTo(Outcome.MISS);
        assertThat(send().outcome()).isEqualTo(Outcome.MISS);
        assertThat(asked.get(1)).doesNotContainKeys("If-none-match", "If-modified-since");
    }

    @Test
    void anEtagCountsOnlyWithoutTheOtherTwo() {
        headers = Map.of("ETag", "\"33a64df5\"");
        assertThat(send().outcome()).isEqualTo(Outcome.MISS);
        status = 304;
        assertThat(send().outcome()).isEqualTo(Outcome.REVALIDATED);
        assertThat(asked.get(1).get("If-none-match")).containsExactly("\"33a64df5\"");

        emulator.reset();
        status = 200;
        headers = Map.of("ETag", "\"33a64df5\"", "Last-Modified", MONDAY);
        assertThat(send().outcome()).isEqualTo(Outcome.MISS);
        assertThat(send().outcome()).isEqualTo(Outcome.MISS);
        assertThat(asked.get(3)).doesNotContainKeys("If-none-match", "If-modified-since");
    }

    @Test
    void anotherQueryIsAnotherFile() {
        headers = Map.of("Cache-Control", "max-age=60");
        send();
        assertThat(send(url() + "?v=2", "document").outcome()).isEqualTo(Outcome.MISS);
        assertThat(send().outcome()).isEqualTo(Outcome.HIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 302, 304, 403, 404, 429, 500})
    void whatIsNoFileFails(int answered) {
        status = answered;
        headers = Map.of("Location", url() + "/elsewhere");
        LinkFetch fetch = send();
        assertThat(fetch.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(fetch.reason()).contains("http code " + answered);
        assertThat(asked).hasSize(1);
    }

    @Test
    void theTypeMustBeOneThatTheMessageTakes() {
        contentType = "text/html";
        assertThat(send(url(), "video").reason())
                .isEqualTo("Unsupported Video mime type text/html. Please use one of video/mp4, video/3gpp.");
        contentType = "application/pdf";
        assertThat(send().outcome()).as("text that says it is a PDF").isEqualTo(Outcome.FAILED);
    }

    @Test
    void aServerThatIsNotThereFails() {
        origin.close();
        assertThat(send().outcome()).isEqualTo(Outcome.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/a.pdf",
                "http://127.0.0.1.example.com/a",
                "http://127.0.0.1@example.com/a",
                "http://127.0.0.1:80@example.com/a",
                "http://localhost.example.com/a",
                "http://127.0.0.256/a",
                "http://0.0.0.0/a",
                "http://[::]/a",
                "http://[::2]/a",
                "http://2130706433/a"
            })
    void otherMachinesAreNotContacted(String link) {
        assertThat(send(link, "document").outcome()).isEqualTo(Outcome.NOT_FETCHED);
    }

    @Test
    void headersOfTemplatesAreFetchedToo() {
        String id = client.message(
                        "template",
                        "{\"name\":\"invoice\",\"language\":{\"code\":\"en\"},\"components\":[{\"type\":\"header\","
                                + "\"parameters\":[{\"type\":\"document\",\"document\":{\"link\":\"" + url()
                                + "\"}}]}]}")
                .json()
                .at("/messages/0/id")
                .asText();
        assertThat(emulator.awaitLinks(id)).extracting(LinkFetch::outcome).containsExactly(Outcome.MISS);
    }

    @Test
    void aMessageWithoutALinkHasNone() {
        client.message("text", "{\"body\":\"https://example.com\"}");
        assertThat(emulator.awaitLinks(emulator.messages().get(0).id())).isEmpty();
    }

    @Test
    void thePageGetsTheFileAndHowItCame() {
        headers = Map.of("Cache-Control", "max-age=60");
        send();
        send();
        String id = emulator.messages().get(1).id();
        var links = client.get("/emulator/links/" + id).json();
        assertThat(links.at("/0/outcome").asText()).isEqualTo("HIT");
        assertThat(client.get("/emulator/media/" + links.at("/0/mediaId").asText())
                        .text())
                .isEqualTo("first");
    }

    private LinkFetch send() {
        return send(url(), "document");
    }

    private LinkFetch send(String link, String type) {
        String id = client.message(type, "{\"link\":\"" + link + "\"}")
                .json()
                .at("/messages/0/id")
                .asText();
        List<LinkFetch> fetched = emulator.awaitLinks(id);
        assertThat(fetched).hasSize(1);
        return fetched.get(0);
    }

    private String url() {
        return "http://127.0.0.1:" + origin.address().getPort() + "/report.txt";
    }
}
