package io.github.whatsapp360.emulator.server;

import com.sun.net.httpserver.HttpHandler;
import io.github.whatsapp360.emulator.util.DaemonThreads;
import io.github.whatsapp360.emulator.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The emulator's port: on the loopback address only. */
public final class LocalServer implements AutoCloseable {

    private final WireServer server;

    public LocalServer(int port) {
        try {
            server = new WireServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    new DaemonThreads("whatsapp360-emulator"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
    }

    public InetSocketAddress address() {
        return server.address();
    }

    public void start(HttpHandler handler) {
        server.start(handler);
    }

    @Override
    public void close() {
        server.close();
    }
}
