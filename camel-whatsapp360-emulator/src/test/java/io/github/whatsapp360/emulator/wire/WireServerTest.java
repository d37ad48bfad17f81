package io.github.whatsapp360.emulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server handles correct and wrong HTTP/1.1. The server under test answers with the body of the request. */
class WireServerTest {

    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private WireServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WireServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), task -> {
            Thread thread = new Thread(task, "wire-test");
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((any, exception) -> uncaught.add(exception));
            return thread;
        });
        server.start(WireServerTest::echo);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(talk("POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 3\r\n\r\nend"))
                .as("in the end it works")
                .endsWith("\r\n\r\nend");
        server.close();
        assertThat(uncaught).isEmpty();
    }

    private static void echo(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean chunked = "/chunked".equals(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, chunked ? 0 : body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(server.address());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Returns the bytes that arrive until one side ends the connection. */
    private String talk(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String body(HttpHead head, InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        head.copyBody(in, body);
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aConnectionIsUsedAgain() throws IOException {
        try (Socket socket = connect()) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String text : List.of("one", "", "three")) {
                socket.getOutputStream()
                        .write(("POST / HTTP/1.1\r\nContent-Length: " + text.length() + "\r\n\r\n" + text)
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(body(HttpHead.read(in), in)).isEqualTo(text);
            }
        }
    }

    @Test
    void requestsMayBeSentAheadOfTheAnswers() throws IOException {
        String answers = talk("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\noneGET / HTTP/1.1\r\n\r\n"
                + "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n"
                + "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nthree");
        assertThat(answers.split("HTTP/1.1 200")).hasSize(5);
        assertThat(answers).containsSubsequence("one", "Content-length: 0", "two", "three");
    }

    @Test
    void chunksMayHaveExtensionsAndTrailers() throws IOException {
        assertThat(talk("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "4;name=value\r\nab\r\n\r\n6\r\ncdefgh\r\n0\r\nTrailer: x\r\n\r\n"
                        + "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nnext"))
                .contains("ab\r\ncdefgh")
                .endsWith("next");
    }

    @Test
    void anAnswerWithoutALengthIsChunkedOrEndsWithTheConnection() throws IOException {
        assertThat(talk("POST /chunked HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"))
                .contains("Transfer-encoding: chunked")
                .endsWith("\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        assertThat(talk("POST /chunked HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc"))
                .contains("Connection: close")
                .doesNotContain("chunked")
                .endsWith("\r\n\r\nabc");
    }

    @Test
    void theClientIsToldToGoOnBeforeItsBodyIsRead() throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            out.write("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(HttpHead.read(in).status()).isEqualTo(100);
            out.write("abc".getBytes(StandardCharsets.US_ASCII));
            assertThat(body(HttpHead.read(in), in)).isEqualTo("abc");
        }
    }

    @Test
    void aHeadHasNoBody() throws IOException {
        assertThat(talk("HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n")).endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n\r\n",
                "GET / HTTP/2\r\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "GET /%%% HTTP/1.1\r\n\r\n",
                "\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\n: no name\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n"
            })
    void whatIsNoRequestIsRefusedAndTheConnectionEnds(String request) throws IOException {
        assertThat(talk(request + "GET / HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .containsOnlyOnce("HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET / HTTP/1.1\r\nHost: x", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf"})
    void clientsMayLeave(String request) throws IOException {
        assertThat(talk(request)).doesNotContain("500");
    }

    @Test
    void aHeadWithoutEndEndsTheConnection() throws IOException {
        try (Socket socket = connect()) {
            byte[] head = ("GET / HTTP/1.1\r\n" + ("X: " + "x".repeat(1000) + "\r\n").repeat(70))
                    .getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(head, 0, 66_000);
            assertThat(ends(socket)).isTrue();
        }
    }

    private static boolean ends(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return e.getMessage().contains("reset");
        }
    }

    @Test
    void noiseDoesNotHarmIt() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String good =
                "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n";
        for (int i = 0; i < 300; i++) {
            StringBuilder noise = new StringBuilder(good);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(noise.length());
                switch (random.nextInt(3)) {
                    case 0 -> noise.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> noise.deleteCharAt(at);
                    default -> noise.insert(at, random.nextBoolean() ? "\r\n" : "" + (char) random.nextInt(256));
                }
            }
            try {
                talk(noise.toString());
            } catch (java.net.SocketException e) {
                // The server closed the connection before everything was sent.
            }
            assertThat(uncaught).as("seed %d, case %d", seed, i).isEmpty();
        }
    }
}
