package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a service that lies, breaks off, or points elsewhere. */
@Tag(EmulatorTest.BOTH_WAYS)
class DownloadTest extends EmulatorTest {

    private static final byte[] FILE = "the whole file".getBytes(StandardCharsets.UTF_8);

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> elsewhereRequests = new CopyOnWriteArrayList<>();
    private HttpServer service;
    private HttpServer elsewhere;
    private volatile String info;

    @TempDir
    Path folder;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:store").to("whatsapp360:media?operation=download").to("file:" + folder);
                from("direct:soon")
                        .to("whatsapp360:media?operation=download&responseTimeout=" + SHORT.toMillis())
                        .to("file:" + folder);
            }
        };
    }

    @BeforeEach
    void serve() {
        service.createContext("/123", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            answer(exchange, 200, info.getBytes(StandardCharsets.UTF_8), -1);
        });
        elsewhere.createContext("/", exchange -> {
            elsewhereRequests.add(exchange.getRequestURI().toString());
            answer(exchange, 200, FILE, -1);
        });
    }

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        try {
            service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        service.start();
        elsewhere.start();
        options.setBaseUrl(url(service));
        options.setMaxRetries(1);
    }

    @AfterEach
    void stop() {
        service.stop(0);
        elsewhere.stop(0);
    }

    @Test
    void theKeyGoesToTheConfiguredHostWhateverTheUrlSays() throws Exception {
        info = info(url(elsewhere) + "/attachments/?mid=1&hash=a%2Fb", hex(FILE), FILE.length);
        file(200, FILE, -1);

        Exchange exchange = send("direct:store", "123", java.util.Map.of(Whatsapp360Constants.FILENAME, "f.txt"));

        assertThat(exchange.getException()).isNull();
        assertThat(requests).containsExactly("/123", "/attachments/?mid=1&hash=a%2Fb");
        assertThat(elsewhereRequests).isEmpty();
        assertThat(folder.resolve("f-123.txt")).hasBinaryContent(FILE);
    }

    @Test
    void aHashInBase64AndASizeInWordsAreUnderstoodToo() throws Exception {
        String base64 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(FILE));
        info = info("https://lookaside.fbsbx.com/attachments/", base64, "\"" + FILE.length + "\"");
        file(200, FILE, -1);

        assertThat(send("direct:store", "123").getException()).isNull();
    }

    @Test
    void aFileThatIsNotTheOneDescribedIsNotHandedOn() throws Exception {
        info = info("https://lookaside.fbsbx.com/attachments/", hex("another".getBytes(StandardCharsets.UTF_8)), 14);
        file(200, FILE, -1);

        Exchange exchange = send("direct:store", "123");

        assertThat(exchange.getException())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("SHA-256");
        assertThat(requests).hasSize(4); // one retry of both calls
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatBreaksOffIsFetchedAgainAndNotHandedOn() throws Exception {
        info = info("https://lookaside.fbsbx.com/attachments/", hex(FILE), FILE.length);
        file(200, FILE, FILE.length + 10);

        assertThat(send("direct:soon", "123").getException()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(requests).hasSize(4);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRedirectIsNotFollowedAndARefusalNotRepeated() throws Exception {
        info = info("https://lookaside.fbsbx.com/attachments/", hex(FILE), FILE.length);
        service.createContext("/attachments/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            exchange.getResponseHeaders().set("Location", url(elsewhere) + "/");
            answer(exchange, 302, new byte[0], -1);
        });

        assertThat(send("direct:store", "123").getException())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getStatus()).isEqualTo(302));
        assertThat(requests).hasSize(2);
        assertThat(elsewhereRequests).isEmpty();
    }

    @Test
    void noTemporaryFileIsLeft() throws Exception {
        info = info("https://lookaside.fbsbx.com/attachments/", hex(FILE), FILE.length);
        file(200, FILE, -1);
        Path[] seen = new Path[1];
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:seen").to("whatsapp360:media?operation=download").process(exchange -> {
                    seen[0] = exchange.getMessage().getBody(java.io.File.class).toPath();
                    assertThat(seen[0]).hasBinaryContent(FILE);
                    assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(FILE);
                });
            }
        });

        assertThat(send("direct:seen", "123").getException()).isNull();
        assertThat(seen[0]).doesNotExist();
    }

    private void file(int status, byte[] bytes, long length) {
        service.createContext("/attachments/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            answer(exchange, status, bytes, length);
        });
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status, byte[] body, long length)
            throws IOException {
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : Math.max(length, body.length));
            out.write(body);
        } catch (IOException e) {
            // a body shorter than announced is one of the cases: the connection closes
        }
    }

    private static String info(String url, String sha256, Object size) {
        return "{\"messaging_product\":\"whatsapp\",\"id\":\"123\",\"mime_type\":\"text/plain\",\"url\":\"" + url
                + "\",\"sha256\":\"" + sha256 + "\",\"file_size\":" + size + "}";
    }

    private static String hex(byte[] bytes) throws Exception {
        return sha256(bytes);
    }

    private static String url(HttpServer server) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }
}
