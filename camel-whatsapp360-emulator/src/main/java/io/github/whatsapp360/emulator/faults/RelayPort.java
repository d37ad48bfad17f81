package io.github.whatsapp360.emulator.faults;

import io.github.whatsapp360.emulator.util.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** A loopback port that listens, or refuses connections without giving the port away. */
public final class RelayPort implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int RECEIVE_BUFFER_BYTES = 64 * 1024;

    private final InetSocketAddress address;
    private final ExecutorService threads;
    private final Consumer<Socket> connected;
    private ServerSocket listener;
    private Future<?> accepting;
    private Socket placeholder;
    private boolean closed;

    public RelayPort(ExecutorService threads, Consumer<Socket> connected) {
        this.threads = threads;
        this.connected = connected;
        try {
            open(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = (InetSocketAddress) listener.getLocalSocketAddress();
    }

    public InetSocketAddress address() {
        return address;
    }

    public synchronized void listen() {
        if (placeholder == null || closed) {
            return;
        }
        try {
            placeholder.close();
            placeholder = null;
            open(address.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A bound socket that does not listen keeps the port from others while connections to it are refused. */
    public synchronized void refuse() {
        if (placeholder != null || closed) {
            return;
        }
        try {
            listener.close();
            accepting.get(); // for as long as a thread is in accept() the port is taken
            placeholder = new Socket();
            placeholder.setReuseAddress(true);
            placeholder.bind(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Sockets.quietly(listener);
        Sockets.quietly(placeholder);
    }

    private void open(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        listener = socket;
        accepting = threads.submit(() -> accept(socket));
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                connected.accept(socket.accept());
            } catch (IOException e) {
                // The listener was closed, or a client went before it was accepted.
            }
        }
    }
}
