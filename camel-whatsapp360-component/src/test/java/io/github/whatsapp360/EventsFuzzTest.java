package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.whatsapp360.event.WebhookEvent;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Random requests, as an attacker or a broken gateway may send them. Each is refused or becomes an event, and none
 * causes an internal error.
 */
class EventsFuzzTest extends WebhookTest {

    private static final int CASES = 3_000;

    private final Queue<Object> bodies = new ConcurrentLinkedQueue<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(NAME + "&webhookAutoRegister=false")
                        .process(exchange -> bodies.add(exchange.getMessage().getBody()));
            }
        };
    }

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void nothingWasLoggedAsAnErrorAndOnlyEventsReachedTheRoute() {
        root.detachAppender(log);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                // refuses bodies of more than 10 MB before they get here, and says so in a line of its own
                .filteredOn(event -> !event.getLoggerName().startsWith("io.vertx."))
                .isEmpty();
        assertThat(bodies).hasOnlyElementsOfType(WebhookEvent.class);
    }

    @Test
    void brokenPayloads() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> payloads = payloads();
        int taken = 0;
        for (int n = 0; n < CASES; n++) {
            byte[] body = broken(payloads.get(random.nextInt(payloads.size())), random);
            HttpResponse<String> answer = post(body, Map.of(SECRET_HEADER, SECRET));
            assertThat(answer.statusCode()).as("seed %s, case %s", seed, n).isIn(200, 400);
            assertThat(answer.body()).isEmpty();
            taken += answer.statusCode() == 200 ? 1 : 0;
        }
        assertThat(taken).as("seed %s", seed).isBetween(CASES / 20, CASES * 19 / 20);
        assertThat(bodies).isNotEmpty();
    }

    /** Bytes that are changed, left out, doubled or cut off, or characters of all kinds put in between. */
    private static byte[] broken(byte[] payload, Random random) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int place = random.nextInt(payload.length);
        body.write(payload, 0, place);
        switch (random.nextInt(6)) {
            case 0 -> body.write(random.nextInt(256));
            case 1 -> body.write(payload, 0, random.nextInt(payload.length));
            case 2 -> body.writeBytes("\u0000\uFFFF\uD83D\uDE00\u202E\u2028".getBytes(StandardCharsets.UTF_8));
            case 3 -> body.writeBytes("[".repeat(2_000).getBytes(StandardCharsets.UTF_8));
            case 4 -> body.writeBytes(new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xED, (byte) 0xA0});
            default -> {
                return body.toByteArray(); // cut off
            }
        }
        int left = Math.min(payload.length, place + random.nextInt(3));
        body.write(payload, left, payload.length - left);
        return body.toByteArray();
    }

    private static List<byte[]> payloads() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/payloads/webhooks"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(EventsFuzzTest::read)
                    .toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aHundredMegabytesAreRefusedBeforeTheyAreRead() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", url().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /whatsapp HTTP/1.1\r\nHost: localhost\r\n" + SECRET_HEADER + ": " + SECRET
                            + "\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] block = new byte[1 << 16];
            try {
                for (int n = 0; n < 1_600; n++) {
                    out.write(block);
                }
            } catch (java.io.IOException e) {
                // the server has had enough
            }
            InputStream in = socket.getInputStream();
            byte[] answer = new byte[12];
            try {
                in.readNBytes(answer, 0, answer.length);
            } catch (java.io.IOException e) {
                // it did not wait for the rest
            }
            assertThat(new String(answer, StandardCharsets.US_ASCII))
                    .doesNotContain(" 200")
                    .doesNotContain(" 5");
        }
        assertThat(bodies).isEmpty();
        assertThat(post("{\"entry\":[]}").statusCode()).as("the next one").isEqualTo(200);
    }

    @Test
    void strangeHeaders() throws Exception {
        byte[] body = "{\"entry\":[]}".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("text/plain", "application/xml", "multipart/form-data; boundary=x", "nonsense")) {
            HttpResponse<String> answer = post(body, Map.of(SECRET_HEADER, SECRET, "X-Type", type));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(post(body, Map.of(SECRET_HEADER, "ÄÖÜ".repeat(100))).statusCode())
                .isEqualTo(401);
        assertThat(post(body, Map.of(SECRET_HEADER, SECRET, "CamelHttpResponseCode", "999", "CamelFileName", "../x"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void severalSecrets() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", url().getPort())) {
            socket.getOutputStream()
                    .write(("POST /whatsapp HTTP/1.1\r\nHost: localhost\r\n" + SECRET_HEADER + ": wrong\r\n"
                                    + SECRET_HEADER
                                    + ": " + SECRET + "\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n"
                                    + "{\"entry\":[]}")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).endsWith(" 401");
        }
    }
}
