package io.github.whatsapp360.emulator.wire;

import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * HTTP/1.1 with a thread for each connection. The JDK's server hides its sockets from handlers, and whoever plays a
 * service that fails has to reset, hold and starve them.
 */
public final class WireServer implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int MOST_CONNECTIONS = 2_000;
    private static final int IDLE_MILLIS = 30_000;
    private static final int STALLED_MILLIS = 120_000;
    private static final long REST_NANOS = 1_000_000;

    private final ServerSocket listener = new ServerSocket();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Set<Socket> busy = new HashSet<>();
    private final ExecutorService threads;
    private volatile boolean closed;

    /** Listens at once, and answers after {@link #start}. */
    public WireServer(InetSocketAddress address, ThreadFactory factory) throws IOException {
        threads = Executors.newCachedThreadPool(factory);
        try {
            listener.setReuseAddress(true);
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Begins to answer. */
    public void start(HttpHandler handler) {
        threads.execute(() -> accept(handler));
    }

    /**
     * Stops listening, ends connections without a request, and waits until the others have got their answers, for so
     * long at most.
     */
    public void finish(Duration grace) {
        closed = true;
        quietly(listener);
        long end = System.nanoTime() + grace.toNanos();
        synchronized (busy) {
            connections.stream().filter(socket -> !busy.contains(socket)).forEach(WireServer::quietly);
            long millis = grace.toMillis();
            while (!busy.isEmpty() && millis > 0) {
                try {
                    busy.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                millis = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** Stops listening, closes all connections, and waits for their threads for 5 seconds at most. */
    @Override
    public void close() {
        closed = true;
        quietly(listener);
        connections.forEach(WireServer::quietly);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(HttpHandler handler) {
        while (!closed) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                if (closed || connections.size() > MOST_CONNECTIONS) {
                    end(socket);
                } else {
                    threads.execute(() -> serve(socket, handler));
                }
            } catch (IOException e) {
                // The listener was closed, a client went before it was accepted, or there are no descriptors left.
                LockSupport.parkNanos(REST_NANOS);
            }
        }
    }

    private void serve(Socket socket, HttpHandler handler) {
        try {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            boolean more = true;
            while (more) {
                socket.setSoTimeout(IDLE_MILLIS);
                HttpHead head = HttpHead.read(in);
                if (head == null) {
                    return;
                }
                socket.setSoTimeout(STALLED_MILLIS);
                synchronized (busy) {
                    busy.add(socket);
                }
                more = exchange(head, in, socket, handler) && !closed;
                synchronized (busy) {
                    busy.remove(socket);
                    busy.notifyAll();
                }
            }
        } catch (IOException e) {
            // The client is gone, or too slow: nobody is left to tell.
        } finally {
            end(socket);
            synchronized (busy) {
                busy.remove(socket);
                busy.notifyAll();
            }
        }
    }

    /** Returns whether the connection can be used again. */
    private static boolean exchange(HttpHead head, InputStream in, Socket socket, HttpHandler handler)
            throws IOException {
        WireExchange exchange;
        try {
            exchange = WireExchange.of(head, in, socket);
        } catch (IllegalArgumentException e) {
            byte[] refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes();
            socket.getOutputStream().write(refusal);
            return false;
        }
        handler.handle(exchange);
        return exchange.end();
    }

    private void end(Socket socket) {
        quietly(socket);
        connections.remove(socket);
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Whatever it was, it is closed now.
        }
    }
}
