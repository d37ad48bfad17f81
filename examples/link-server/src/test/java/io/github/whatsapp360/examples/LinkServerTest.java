package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.LinkFetch;
import io.github.whatsapp360.emulator.model.LinkFetch.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Links are sent, fetched and cached as the answers' headers say. */
class LinkServerTest {

    private static final Path SAMPLES = Path.of(System.getProperty("samples.dir"), "good");

    @TempDir
    Path folder;

    private static final String KEY = "s3cret-" + UUID.randomUUID();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path files;
    private Whatsapp360Emulator emulator;
    private Main main;
    private String url;

    @BeforeEach
    void start() throws Exception {
        files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        emulator = Whatsapp360Emulator.builder().apiKey(KEY).start();
        main = LinkServer.run(emulator, files);
        int port = freePort();
        main.addOverrideProperty("camel.server.port", Integer.toString(port));
        url = "http://127.0.0.1:" + port + "/files/";
        main.start();
    }

    @AfterEach
    void stopAndLookIntoTheLog() {
        main.stop();
        emulator.close();
        root.setLevel(Level.INFO);
        root.detachAppender(log);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(message -> message.contains("Apache Camel"))
                .noneMatch(message -> message.contains(KEY) || message.contains("4915112345678"));
    }

    @Test
    void aFileIsFetchedOnceAndThenComesFromTheCache() throws Exception {
        Path file = drop("invoice.pdf", "Müller's invoice.pdf");
        ChatMessage first = message(1);
        assertThat(first.filename()).isEqualTo("Müller's invoice.pdf");
        assertThat(link(first))
                .extracting(LinkFetch::outcome, LinkFetch::mimeType, LinkFetch::sha256)
                .containsExactly(Outcome.MISS, "application/pdf", sha256(file));

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60))); // sent again, in 30 seconds
        assertThat(link(message(2)).outcome()).isEqualTo(Outcome.HIT);
    }

    @Test
    void everySampleIsTakenByTheService() throws Exception {
        List<Path> samples;
        try (var list = Files.list(SAMPLES)) {
            samples = list.toList();
        }
        for (Path sample : samples) {
            drop(sample.getFileName().toString(), sample.getFileName().toString());
        }
        List<ChatMessage> messages = emulator.chat("4915112345678").awaitMessages(samples.size());
        assertThat(messages).allSatisfy(message -> assertThat(link(message).outcome())
                .as("%s", link(message))
                .isEqualTo(Outcome.MISS));
    }

    @Test
    void whoAsksWithWhatItKnowsIsToldThatNothingChanged() throws Exception {
        drop("invoice.pdf", "invoice.pdf");
        HttpResponse<byte[]> full = get("invoice.pdf");
        assertThat(full.statusCode()).isEqualTo(200);
        assertThat(full.body()).isEqualTo(Files.readAllBytes(SAMPLES.resolve("invoice.pdf")));
        assertThat(full.headers().firstValue("Cache-Control")).contains("max-age=30");
        assertThat(full.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(full.headers().firstValue("Content-Length")).contains("" + full.body().length);

        String etag = full.headers().firstValue("ETag").orElseThrow();
        String modified = full.headers().firstValue("Last-Modified").orElseThrow();
        assertThat(get("invoice.pdf", "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(get("invoice.pdf", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
        assertThat(get("invoice.pdf", "If-Modified-Since", modified).statusCode())
                .isEqualTo(304);
        assertThat(get("invoice.pdf", "If-Modified-Since", "Thu, 1 Jan 1970 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("invoice.pdf", "If-Modified-Since", "yesterday").statusCode())
                .isEqualTo(200);

        HttpResponse<byte[]> head = http.send(
                HttpRequest.newBuilder(URI.create(url + "invoice.pdf"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag")).contains(etag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing.pdf",
                "..%2Fsecret.txt",
                "%2e%2e%2fsecret.txt",
                "..%5Csecret.txt",
                "%00",
                ".",
                "..",
                ".hidden"
            })
    void nothingButTheFolderIsServed(String name) throws Exception {
        Files.writeString(files.resolve(".hidden"), "hidden");
        assertThat(get(name).statusCode()).isEqualTo(404);
    }

    private Path drop(String sample, String name) throws Exception {
        return Files.copy(SAMPLES.resolve(sample), files.resolve(name));
    }

    private ChatMessage message(int count) {
        return emulator.chat("4915112345678").awaitMessages(count).get(count - 1);
    }

    private LinkFetch link(ChatMessage message) {
        return emulator.awaitLinks(message.id()).get(0);
    }

    private HttpResponse<byte[]> get(String name, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + name));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
