package io.github.whatsapp360.emulator.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** One request and its answer, with the connection at hand. */
public final class WireExchange extends HttpExchange {

    private static final long MOST_DRAINED = 256L << 20;

    private final String method;
    private final URI uri;
    private final String protocol;
    private final Headers request = new Headers();
    private final Headers response = new Headers();
    private final Socket socket;
    private final InputStream in;
    private final RequestBody body;
    private final boolean waits;
    private OutputStream out;
    private OutputStream answer;
    private boolean keepsAlive;
    private int cutAfter = -1;
    private int status = -1;

    private WireExchange(String[] line, String[] headers, InputStream in, Socket socket) throws IOException {
        this.method = line[0];
        this.uri = URI.create(line[1]);
        this.protocol = line[2];
        this.socket = socket;
        this.in = in;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
        for (int i = 1; i < headers.length; i++) {
            int colon = headers[i].indexOf(':');
            if (colon < 1 || headers[i].charAt(0) == ' ' || headers[i].charAt(0) == '\t') {
                throw new IllegalArgumentException("not a header");
            }
            request.add(
                    headers[i].substring(0, colon),
                    headers[i].substring(colon + 1).strip());
        }
        this.keepsAlive = protocol.equals("HTTP/1.1") && !"close".equalsIgnoreCase(request.getFirst("Connection"));
        this.waits = "100-continue".equalsIgnoreCase(request.getFirst("Expect"));
        this.body = RequestBody.of(request, in, waits ? this::goOn : () -> {});
    }

    /**
     * Reads what a head says.
     *
     * @throws IllegalArgumentException if it is not one of HTTP/1
     */
    static WireExchange of(HttpHead head, InputStream in, Socket socket) throws IOException {
        String[] lines = new String(head.bytes(), StandardCharsets.ISO_8859_1).split("\r\n");
        String[] line = lines.length == 0 ? new String[0] : lines[0].split(" ", -1);
        if (line.length != 3 || !line[2].startsWith("HTTP/1.") || line[0].isEmpty() || line[1].isEmpty()) {
            throw new IllegalArgumentException("not a request");
        }
        return new WireExchange(line, lines, in, socket);
    }

    private void goOn() throws IOException {
        socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Ends the connection with a TCP reset. */
    public void reset() throws IOException {
        keepsAlive = false;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Sends the whole answer, head and all, one byte at a time with this pause between. */
    public void drip(Duration interval) throws IOException {
        out = new DrippingOutput(socket.getOutputStream(), interval, socket);
    }

    /** Ends the connection after the head and so many bytes of the answer's body. */
    public void cutAfter(int bytes) {
        cutAfter = bytes;
    }

    /** Sends these bytes instead of an answer; the connection is kept if they are one, with a length. */
    public void raw(byte[] bytes, boolean isAnswer) throws IOException {
        status = 0;
        keepsAlive &= isAnswer;
        out.write(bytes);
    }

    /** Returns whether the client has gone meanwhile, or has at least ended its side of the connection. */
    public boolean isAbandoned() {
        try {
            int timeout = socket.getSoTimeout();
            socket.setSoTimeout(1);
            in.mark(1);
            try {
                boolean ended = in.read() < 0;
                in.reset(); // it may be the next request
                return ended;
            } catch (SocketTimeoutException e) {
                return false;
            } finally {
                socket.setSoTimeout(timeout);
            }
        } catch (IOException e) {
            return true;
        }
    }

    /** Sends the rest of the answer; returns whether the connection can be used again. */
    boolean end() throws IOException {
        if (socket.isClosed() || status < 0) {
            return false;
        }
        if (answer != null) {
            answer.close();
        }
        if (cutAfter >= 0) {
            keepsAlive = false;
        }
        out.flush();
        boolean neverCame = waits && !body.isStarted(); // and may never: the client has not been told to go on
        return keepsAlive && !neverCame && body.skip(MOST_DRAINED) < MOST_DRAINED;
    }

    @Override
    public void sendResponseHeaders(int code, long length) throws IOException {
        if (status >= 0) {
            throw new IOException("The answer has begun already");
        }
        status = code;
        boolean bodiless = length < 0 || code == 204 || code == 304 || method.equals("HEAD");
        response.set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        if (bodiless) {
            if (code != 204 && code != 304) {
                response.set("Content-Length", "0");
            }
            answer = new ResponseBody(out, 0);
        } else if (length > 0) {
            response.set("Content-Length", Long.toString(length));
            answer = new ResponseBody(out, length);
        } else if (protocol.equals("HTTP/1.1")) {
            response.set("Transfer-Encoding", "chunked");
            answer = new ChunkedBody(out);
        } else {
            keepsAlive = false;
            answer = out;
        }
        if (!keepsAlive) {
            response.set("Connection", "close");
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 " + code + " \r\n");
        response.forEach((name, values) -> values.forEach(
                value -> head.append(name).append(": ").append(value).append("\r\n")));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (cutAfter >= 0) {
            answer = new CutBody(answer, cutAfter);
        }
    }

    /** An answer that ends before its length ends the connection. */
    @Override
    public void close() {
        try {
            if (answer instanceof ResponseBody fixed && fixed.left() > 0 || answer instanceof CutBody) {
                out.flush();
                keepsAlive = false;
                socket.close();
            } else if (status < 0) {
                keepsAlive = false;
                socket.close();
            }
        } catch (IOException e) {
            keepsAlive = false;
        }
    }

    @Override
    public Headers getRequestHeaders() {
        return request;
    }

    @Override
    public Headers getResponseHeaders() {
        return response;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public InputStream getRequestBody() {
        return body;
    }

    @Override
    public OutputStream getResponseBody() {
        return answer;
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public String getProtocol() {
        return protocol;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getAttribute(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(String name, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setStreams(InputStream in, OutputStream other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpPrincipal getPrincipal() {
        return null;
    }
}
