package io.github.whatsapp360.emulator.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts JSON with one thread, over one kept connection for each server, and gives up in time. The JDK's asynchronous
 * client starts a thread for each answer on a machine with two cores, and its old one posts again by itself.
 */
public final class PostClient implements AutoCloseable {

    private static final long KEPT_NANOS = Duration.ofMillis(500).toNanos();
    private static final long TRUSTED_NANOS = Duration.ofMillis(50).toNanos();

    private final Map<String, Connection> connections = new HashMap<>();
    private final long timeoutNanos;
    private volatile Connection busy;

    /** A client that gives up a post after this time, whatever has happened until then. */
    public PostClient(Duration timeout) {
        timeoutNanos = timeout.toNanos();
    }

    /**
     * Posts, and reads the answer to its end. A redirect is an answer as any other: it is not followed.
     *
     * @param local true if the host has to be on this machine, by the address that its name has now
     * @return the HTTP status
     * @throws Elsewhere if it is not; nothing was connected to
     * @throws IOException if there was no answer in time
     */
    public int post(URI url, Map<String, String> headers, byte[] body, boolean local) throws IOException {
        String origin = url.getScheme() + "://" + url.getRawAuthority();
        long deadline = System.nanoTime() + timeoutNanos;
        byte[] head = head(url, headers, body.length);
        Connection kept = connections.remove(origin);
        if (kept != null && kept.isUsable()) {
            return kept.post(origin, head, body, deadline);
        } else if (kept != null) {
            kept.close();
        }
        return new Connection(url, deadline, local).post(origin, head, body, deadline);
    }

    /** Aborts a running post, from another thread. */
    public void abort() {
        Connection now = busy;
        if (now != null) {
            now.close();
        }
    }

    /** Closes all connections. */
    @Override
    public void close() {
        connections.values().forEach(Connection::close);
        connections.clear();
    }

    /** The address is looked up once: what was checked is what is connected to. */
    private static InetAddress address(String host, boolean local) throws IOException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (!local || address.isLoopbackAddress()) {
                return address;
            }
        }
        throw new Elsewhere();
    }

    /** A host that should be on this machine is not. */
    public static final class Elsewhere extends IOException {
        private static final long serialVersionUID = 1L;

        Elsewhere() {
            super("The host is not on this machine");
        }
    }

    private static byte[] head(URI url, Map<String, String> headers, int length) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder head = new StringBuilder("POST " + path)
                .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nHost: " + url.getRawAuthority())
                .append("\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private final class Connection {

        private final Socket socket;
        private final InputStream in;
        private long deadline;
        private long usedAt;

        Connection(URI url, long deadline, boolean local) throws IOException {
            String host = url.getHost().replaceAll("[\\[\\]]", "");
            boolean secure = url.getScheme().equalsIgnoreCase("https");
            int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
            this.deadline = deadline;
            Socket plain = new Socket();
            try {
                plain.setTcpNoDelay(true);
                plain.connect(new InetSocketAddress(address(host, local), port), millisLeft());
                plain.setSoTimeout(millisLeft());
                socket = secure ? secured(plain, host, port) : plain;
                in = new BufferedInputStream(new Limited(socket.getInputStream()), 4096);
            } catch (IOException e) {
                plain.close();
                throw e;
            }
        }

        private static Socket secured(Socket plain, String host, int port) throws IOException {
            SSLSocket secure = (SSLSocket)
                    ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        }

        int post(String origin, byte[] head, byte[] body, long until) throws IOException {
            deadline = until;
            busy = this;
            boolean kept = false;
            try {
                byte[] request = new byte[head.length + body.length];
                System.arraycopy(head, 0, request, 0, head.length);
                System.arraycopy(body, 0, request, head.length, body.length);
                socket.getOutputStream().write(request);
                HttpHead answer = HttpHead.read(in);
                while (answer != null && answer.status() < 200) {
                    answer = HttpHead.read(in);
                }
                if (answer == null) {
                    throw new IOException("The connection ended without an answer");
                }
                if (!answer.isUntilEnd()) {
                    answer.copyBody(in, OutputStream.nullOutputStream());
                    kept = !answer.closes();
                }
                return answer.status();
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException("The answer is no HTTP", e);
            } finally {
                usedAt = System.nanoTime();
                busy = null;
                if (kept) {
                    connections.put(origin, this);
                } else {
                    close();
                }
            }
        }

        /** After a pause it is asked whether the server has closed it meanwhile, which takes a millisecond. */
        boolean isUsable() {
            long idle = System.nanoTime() - usedAt;
            if (idle < TRUSTED_NANOS || idle > KEPT_NANOS) {
                return idle < TRUSTED_NANOS;
            }
            try {
                socket.setSoTimeout(1);
                socket.getInputStream().read();
                return false; // the end, or something that nobody has asked for
            } catch (SocketTimeoutException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private int millisLeft() throws SocketTimeoutException {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new SocketTimeoutException("No answer in time");
            }
            return (int) Math.min(millis, Integer.MAX_VALUE);
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no more use either way.
            }
        }

        /** A socket's time-out is one for each read: a server that drips its answer would have as many as it likes. */
        private final class Limited extends InputStream {

            private final InputStream stream;

            Limited(InputStream stream) {
                this.stream = stream;
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                socket.setSoTimeout(millisLeft());
                return stream.read(bytes, offset, length);
            }
        }
    }
}
