package io.github.whatsapp360.emulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The JDK's HTTP server on a loopback port. */
final class LocalServer implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int SETTLE_MILLIS = 1000;

    static {
        // Without it the JDK's server waits for the client's delayed acknowledgement: 40 ms for each answer. It is read
        // once,
        // when the first server is made.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;

    LocalServer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
        threads = Executors.newCachedThreadPool(
                new DaemonThreads("whatsapp360-emulator-" + address().getPort()));
        server.setExecutor(threads);
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    void start(HttpHandler handler) {
        server.createContext("/", handler);
        server.start();
    }

    @Override
    public void close() {
        settle();
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JDK's server never closes a connection that it accepts while it stops; after this, all earlier ones are known. */
    private void settle() {
        try (Socket last = new Socket()) {
            last.connect(address(), SETTLE_MILLIS);
            last.setSoTimeout(SETTLE_MILLIS);
            last.getOutputStream()
                    .write("GET /chat.svg HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            last.getInputStream().readAllBytes();
        } catch (IOException e) {
            // It is busy or stopped: then it stops without this.
        }
    }
}
