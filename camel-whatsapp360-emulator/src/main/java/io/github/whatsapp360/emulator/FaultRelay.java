package io.github.whatsapp360.emulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP relay in front of the emulator which passes requests on, or misbehaves as it is told, so that every fault
 * applies to every operation and the server behind stays free of them.
 */
public final class FaultRelay implements AutoCloseable {

    private final int upstreamPort;
    private final int port;
    private final Queue<Fault> queued = new ConcurrentLinkedQueue<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Fault always;
    private volatile ServerSocket listener;
    private volatile Thread acceptor;

    FaultRelay(int upstreamPort) {
        this.upstreamPort = upstreamPort;
        listen(0);
        this.port = listener.getLocalPort();
    }

    /** What a client takes for the service's address. */
    public String baseUrl() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    }

    /** Applies these faults to the next requests, one each; after them requests are passed on. */
    public FaultRelay next(Fault... faults) {
        queued.addAll(java.util.List.of(faults));
        return this;
    }

    /** Applies this fault to every request, until {@link #clear()}. */
    public FaultRelay always(Fault fault) {
        always = fault;
        if (fault instanceof Fault.Refuse) {
            stopListening();
        }
        return this;
    }

    /** Forgets all faults; a port that refused listens again. */
    public FaultRelay clear() {
        boolean refused = always instanceof Fault.Refuse;
        always = null;
        queued.clear();
        if (refused) {
            listen(port);
        }
        return this;
    }

    /** How many requests have come, counted by their heads. */
    public int requests() {
        return requests.get();
    }

    /** How many connections of clients are open. */
    public int openConnections() {
        return connections.size();
    }

    @Override
    public void close() {
        closing.countDown();
        stopListening();
        connections.forEach(FaultRelay::quietly);
    }

    private void listen(int onPort) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 200);
            listener = socket;
            acceptor = start(() -> accept(socket), "accept");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port is free only when the thread that waits on it has let go of it. */
    private void stopListening() {
        quietly(listener);
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                connections.add(client);
                start(() -> serve(client), "connection");
            } catch (IOException e) {
                quietly(socket); // closed: by close(), or to refuse
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (fault() instanceof Fault.ResetAfter reset && reset.requestBytes() == 0) {
                queued.poll();
                client.setSoLinger(true, 0);
                return;
            }
            InputStream in = new BufferedInputStream(client.getInputStream());
            for (String head = HttpMessages.readHead(in); head != null; head = HttpMessages.readHead(in)) {
                requests.incrementAndGet();
                Fault fault = fault();
                queued.poll();
                if (!handle(fault, head, in, client)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // the client has gone, or this relay is being closed: nothing is left to do for this connection
        } finally {
            connections.remove(client);
        }
    }

    private Fault fault() {
        return always != null ? always : queued.peek();
    }

    /** Serves one request; false ends the connection. */
    private boolean handle(Fault fault, String head, InputStream in, Socket client)
            throws IOException, InterruptedException {
        OutputStream out = client.getOutputStream();
        if (fault == null) {
            out.write(passOn(head, in));
            return true;
        }
        if (fault instanceof Fault.ResetAfter reset) {
            take(in, reset.requestBytes() - head.length());
            client.setSoLinger(true, 0);
            return false;
        }
        if (fault instanceof Fault.StopReading stop) {
            take(in, stop.afterRequestBytes() - head.length());
            closing.await();
            return false;
        }
        if (fault instanceof Fault.Drip drip) {
            drip(passOn(head, in), out, drip.interval());
            return true;
        }
        if (fault instanceof Fault.CutAnswerAfter cut) {
            byte[] answer = passOn(head, in);
            int bodyAt = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
            out.write(answer, 0, Math.min(answer.length, bodyAt + cut.bodyBytes()));
            return false;
        }
        HttpMessages.copyBody(head, in, OutputStream.nullOutputStream());
        if (fault instanceof Fault.Garbage garbage) {
            out.write(answer(200, garbage.body(), "text/html", ""));
            return true;
        }
        if (fault instanceof Fault.Status status) {
            out.write(answer(status.status(), status.body(), "application/json", status.retryAfter()));
            return true;
        }
        if (fault instanceof Fault.Silent) {
            in.transferTo(OutputStream.nullOutputStream()); // until the client has had enough
        }
        return false;
    }

    private byte[] passOn(String head, InputStream in) throws IOException {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), upstreamPort)) {
            OutputStream out = upstream.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            HttpMessages.copyBody(head, in, out);
            out.flush();
            InputStream back = new BufferedInputStream(upstream.getInputStream());
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            String answerHead = HttpMessages.readHead(back);
            if (answerHead == null) {
                throw new IOException("the emulator has closed");
            }
            answer.write(answerHead.getBytes(StandardCharsets.ISO_8859_1));
            HttpMessages.copyBody(answerHead, back, answer);
            return answer.toByteArray();
        }
    }

    private void drip(byte[] answer, OutputStream out, Duration interval) throws IOException, InterruptedException {
        for (byte b : answer) {
            out.write(b);
            out.flush();
            if (closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static byte[] answer(int status, String body, String contentType, String retryAfter) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " Told\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                + bytes.length + "\r\n" + (retryAfter.isEmpty() ? "" : "Retry-After: " + retryAfter + "\r\n") + "\r\n";
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        answer.writeBytes(bytes);
        return answer.toByteArray();
    }

    private static void take(InputStream in, long bytes) throws IOException {
        for (long left = bytes; left > 0; left--) {
            if (in.read() < 0) {
                return;
            }
        }
    }

    private static Thread start(Runnable task, String name) {
        Thread thread = new Thread(task, "whatsapp360-relay-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("a socket could not be closed", e);
        }
    }
}
