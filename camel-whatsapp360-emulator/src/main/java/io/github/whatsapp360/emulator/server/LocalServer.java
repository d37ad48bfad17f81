package io.github.whatsapp360.emulator.server;

import com.sun.net.httpserver.HttpHandler;
import io.github.whatsapp360.emulator.util.DaemonThreads;
import io.github.whatsapp360.emulator.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The emulator's port. */
public final class LocalServer implements AutoCloseable {

    private final WireServer server;

    /** Listens on the loopback address. */
    public LocalServer(int port) {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public LocalServer(InetSocketAddress address) {
        try {
            server = new WireServer(address, new DaemonThreads("whatsapp360-emulator"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + address.getPort(), e);
        }
    }

    public InetSocketAddress address() {
        return server.address();
    }

    public void start(HttpHandler handler) {
        server.start(handler);
    }

    /** Stops listening, and lets requests that have begun end for so long. */
    public void finish(Duration grace) {
        server.finish(grace);
    }

    @Override
    public void close() {
        server.close();
    }
}
