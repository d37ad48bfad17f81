package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of the private camel-http component, each by its effect on the connection. */
@Tag(EmulatorTest.BOTH_WAYS)
class TransportTest extends EmulatorTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void nothingIsRepeatedBehindOurBack() {
        try (FaultRelay relay = emulator().relay()) {
            for (int status : new int[] {429, 503}) {
                int before = relay.requests();
                relay.next(Fault.Status.bare(status).retryAfter("0"));
                send("whatsapp360:send?maxRetries=0&baseUrl=" + relay.baseUrl(), "hello");
                assertThat(relay.requests() - before)
                        .as("requests after " + status)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (FaultRelay relay = emulator().relay();
                ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            relay.next(new RedirectTo(elsewhere.getLocalPort()).fault());
            Exchange exchange = send("whatsapp360:send?maxRetries=0&baseUrl=" + relay.baseUrl(), "hello");
            assertThat(exchange.getException()).hasMessageContaining("302");
            elsewhere.setSoTimeout(50);
            org.assertj.core.api.Assertions.assertThatThrownBy(elsewhere::accept)
                    .isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    private record RedirectTo(int port) {
        Fault fault() {
            return new Fault.Status(302, "", "0\r\nLocation: http://127.0.0.1:" + port + "/messages");
        }
    }

    /** The server closes idle connections after 300 ms; a POST on a stale one would look like an unknown outcome. */
    @Test
    void aConnectionThatTheServerClosedWhileIdleDoesNotLoseAMessage() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> closedOnce = new CompletableFuture<>();
            Thread thread = new Thread(() -> answerAndCloseWhenIdle(server, connections, closedOnce));
            thread.setDaemon(true);
            thread.start();
            String uri = "whatsapp360:send?maxRetries=0&baseUrl=http://127.0.0.1:" + server.getLocalPort();
            assertThat(send(uri, "one").getException()).isNull();
            closedOnce.get();
            assertThat(send(uri, "two").getException()).isNull();
            assertThat(connections).hasValue(2);
        }
    }

    private static void answerAndCloseWhenIdle(
            ServerSocket server, AtomicInteger connections, CompletableFuture<Void> closedOnce) {
        byte[] json = "{\"messages\":[{\"id\":\"wamid.1\"}]}".getBytes(StandardCharsets.US_ASCII);
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                connections.incrementAndGet();
                InputStream in = client.getInputStream();
                byte[] buffer = new byte[65536];
                int n = in.read(buffer);
                while (n > 0) {
                    client.getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nContent-Length: " + json.length + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    client.getOutputStream().write(json);
                    client.setSoTimeout(300);
                    n = in.read(buffer);
                }
            } catch (IOException e) {
                // idle for 300 ms, or the test is over: the connection closes
            }
            closedOnce.complete(null);
        }
    }

    /** A synchronous call runs on its caller's thread, so there may be more calls than connections. */
    @Test
    void moreCallersThanConnectionsAreServed() throws Exception {
        emulator().faults(FaultRule.on(FaultRule.On.ANY, new Fault.Latency(Duration.ofMillis(100))));
        ExecutorService callers = Executors.newFixedThreadPool(300);
        try (FaultRelay relay = emulator().relay()) {
            String uri = "whatsapp360:send?synchronous=true&messagesPerSecond=0&baseUrl=" + relay.baseUrl() + "&to=";
            List<Callable<Exchange>> calls = IntStream.range(0, 600)
                    .<Callable<Exchange>>mapToObj(n -> () -> send(uri + (491510000000L + n), "hello"))
                    .toList();
            for (Future<Exchange> call : callers.invokeAll(calls)) {
                assertThat(call.get().getException()).isNull();
            }
            assertThat(emulator().messages()).hasSize(calls.size());
        } finally {
            callers.shutdownNow();
        }
    }

    /** The emulator is the proxy: it answers to the name that it was allowed. */
    @Test
    void theProxyIsUsed() {
        try (Whatsapp360Emulator proxy =
                Whatsapp360Emulator.builder().allowedHost("waba.invalid").start()) {
            Exchange exchange = send(
                    "whatsapp360:send?baseUrl=http://waba.invalid&proxyHost=127.0.0.1&proxyPort=" + proxy.port(),
                    "hello");
            assertThat(exchange.getException()).isNull();
            assertThat(proxy.requests()).singleElement().satisfies(request -> assertThat(request.headers())
                    .containsEntry("host", "waba.invalid"));
        }
    }

    /**
     * Without a body, it is not known when the request was written; it may have arrived as soon as it had a connection.
     */
    @Test
    void aBrokenTlsConnectionAfterTheRequestIsAnUnknownOutcome() throws Exception {
        Path store = store();
        AtomicInteger requests = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> breakTls(server, store, requests));
            thread.setDaemon(true);
            thread.start();
            context.getRegistry().bind("trusting", trusting(store));
            String uri = "whatsapp360:call?method=POST&path=/groups/1/reset&retryDelay=5"
                    + "&sslContextParameters=#trusting&baseUrl=https://127.0.0.1:" + server.getLocalPort();
            assertThat(send(uri, null).getException()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(requests).hasValue(1);
        }
    }

    /** Reads each request, and answers with bytes that are no TLS record of the connection. */
    private static void breakTls(ServerSocket server, Path store, AtomicInteger requests) {
        while (!server.isClosed()) {
            try (Socket client = server.accept();
                    SSLSocket tls = (SSLSocket)
                            tls(store).getSocketFactory().createSocket(client, null, client.getPort(), false)) {
                tls.setUseClientMode(false);
                String request = "";
                while (!request.endsWith("\r\n\r\n")) {
                    request += (char) tls.getInputStream().read();
                }
                requests.incrementAndGet();
                byte[] record = new byte[37];
                record[0] = 0x17; // application data, TLS 1.2, 32 bytes
                record[1] = 3;
                record[2] = 3;
                record[4] = 32;
                client.getOutputStream().write(record);
                client.getOutputStream().flush();
                client.getInputStream().readAllBytes();
            } catch (Exception e) {
                // the client has gone
            }
        }
    }

    @Test
    void anUnknownCertificateIsAFailedConnectionAndAKnownOneIsNot() throws Exception {
        Path store = store();
        HttpsServer server = https(store);
        try {
            String uri = "whatsapp360:send?maxRetries=0&baseUrl=https://127.0.0.1:"
                    + server.getAddress().getPort();
            assertThat(send(uri, "hello").getException())
                    .isInstanceOf(NotSentException.class)
                    .hasMessageContaining("secure connection")
                    .hasMessageContaining("sslContextParameters");

            context.getRegistry().bind("trusting", trusting(store));
            assertThat(send(uri + "&sslContextParameters=#trusting", "hello").getException())
                    .isNull();
        } finally {
            server.stop(0);
        }
    }

    /** Creates a certificate of the server with its key. */
    private Path store() throws Exception {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    @Test
    void aServerWithoutTlsIsAFailedConnection() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket client = plain.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // the client has gone
                }
            });
            server.setDaemon(true);
            server.start();
            Exchange exchange =
                    send("whatsapp360:send?maxRetries=0&baseUrl=https://127.0.0.1:" + plain.getLocalPort(), "hello");
            assertThat(exchange.getException())
                    .isInstanceOf(NotSentException.class)
                    .hasMessageContaining("secure connection");
        }
    }

    @Test
    void theContextShowsNoSecondHttpComponent() {
        assertThat(send("whatsapp360:send", "hello").getException()).isNull();
        assertThat(context.getComponentNames()).noneMatch(name -> name.startsWith("http"));
        assertThat(context.hasService(HttpComponent.class)).isNull();
    }

    private static SSLContext tls(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext ssl = SSLContext.getInstance("TLS");
        ssl.init(factory.getKeyManagers(), null, null);
        return ssl;
    }

    private static HttpsServer https(Path store) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(store)));
        server.createContext("/messages", http -> {
            byte[] json = "{\"messages\":[{\"id\":\"wamid.1\"}]}".getBytes(StandardCharsets.US_ASCII);
            http.getRequestBody().readAllBytes();
            http.sendResponseHeaders(200, json.length);
            http.getResponseBody().write(json);
            http.close();
        });
        server.start();
        return server;
    }

    private static SSLContextParameters trusting(Path store) {
        KeyStoreParameters keys = new KeyStoreParameters();
        keys.setResource("file:" + store);
        keys.setPassword(PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(keys);
        SSLContextParameters ssl = new SSLContextParameters();
        ssl.setTrustManagers(trust);
        return ssl;
    }
}
