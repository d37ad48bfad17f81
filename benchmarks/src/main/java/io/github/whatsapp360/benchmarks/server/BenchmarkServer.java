package io.github.whatsapp360.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A minimal server that answers like the Cloud API, on 360dialog's and Meta's paths. It reads and counts bytes, checks
 * only the length and the path, and sends constant answers, so that its cost is small compared with the measured
 * client.
 */
public final class BenchmarkServer implements AutoCloseable {

    /** A failure of one request. */
    public enum Fault {
        SILENT,
        UNAVAILABLE,
        UNAUTHORIZED,
        CUT_OFF
    }

    /** The length of the queue of connections, for clients that open very many at once. */
    private static final int BACKLOG = 4096;

    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final SharedBandwidth link = new SharedBandwidth();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private volatile long latencyMillis;
    private volatile long lastBody;
    private volatile MessageCounter counter;

    public BenchmarkServer() throws IOException {
        listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "benchmark-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Sets the time between a request and its answer. */
    public void latencyMillis(long millis) {
        latencyMillis = millis;
    }

    /** Limits the bytes a second of all connections together; 0 for no limit. */
    public void bytesPerSecond(long rate) {
        link.bytesPerSecond(rate);
    }

    /** Sets the failures of the next requests, in this order. */
    public void next(Fault... coming) {
        faults.addAll(java.util.List.of(coming));
    }

    /** Starts a new count of messages for {@link #received}. */
    public void startCounting() {
        counter = new MessageCounter();
    }

    /** Returns the messages that have arrived since {@link #startCounting}. */
    public MessageCounter.Snapshot received() {
        return counter.snapshot();
    }

    public long requests() {
        return requests.get();
    }

    /** Returns the number of bytes received, with headers. */
    public long bytes() {
        return bytes.get();
    }

    /** Returns the length of the last body that was answered with 200. */
    public long lastBody() {
        return lastBody;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "benchmark-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            RequestReader request = new RequestReader(socket.getInputStream(), read -> {
                bytes.addAndGet(read);
                link.pass(read);
            });
            while (request.next()) {
                long id = requests.incrementAndGet();
                MessageCounter current = counter;
                if (current != null && request.path().endsWith("/messages")) {
                    current.add(request.recipient());
                }
                if (latencyMillis > 0) {
                    Thread.sleep(latencyMillis);
                }
                Fault fault = faults.poll();
                if (fault == Fault.SILENT) {
                    Thread.sleep(Long.MAX_VALUE);
                }
                if (fault == null) {
                    lastBody = request.bodyBytes();
                }
                socket.getOutputStream().write(answer(request.path(), id, fault));
                if (fault == Fault.CUT_OFF) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // the client has closed the connection, and reports its own failure
        } finally {
            sockets.remove(socket);
        }
    }

    private static byte[] answer(String path, long id, Fault fault) {
        if (fault == Fault.UNAVAILABLE) {
            return http("503 Service Unavailable", "{\"error\":{\"message\":\"busy\",\"code\":131016}}", 0);
        }
        if (fault == Fault.UNAUTHORIZED) {
            return http("401 Unauthorized", "{\"error\":{\"message\":\"Invalid API key\",\"code\":401}}", 0);
        }
        String json = path.endsWith("/media")
                ? "{\"id\":\"" + (1_000_000_000_000_000L + id) + "\"}"
                : "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"4915112345678\","
                        + "\"wa_id\":\"4915112345678\"}],\"messages\":[{\"id\":\"wamid.HBgNNDkxNTExMjM0NTY3OBUCABEYEj"
                        + (1_000_000_000_000_000L + id) + "\"}]}";
        return http("200 OK", json, fault == Fault.CUT_OFF ? 20 : 0);
    }

    private static byte[] http(String status, String json, int missing) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + (json.length() + missing) + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /**
     * Runs the server in its own process. It prints its port, then follows the commands of {@link ServerProcess} until
     * the input ends.
     */
    public static void main(String[] args) throws IOException {
        try (BenchmarkServer server = new BenchmarkServer();
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(server.port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(server.execute(line.split(" ")));
            }
        }
    }

    private String execute(String... words) {
        switch (words[0]) {
            case "latency" -> latencyMillis(Long.parseLong(words[1]));
            case "rate" -> bytesPerSecond(Long.parseLong(words[1]));
            case "start" -> startCounting();
            case "received" -> {
                return received().line();
            }
            case "counts" -> {}
            default -> throw new IllegalArgumentException(words[0]);
        }
        long cpu = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
        return requests() + " " + bytes() + " " + cpu;
    }
}
