package io.github.whatsapp360.emulator.wire;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;

/** A request's body: up to its length, or chunk by chunk. It ends early, without an error, where the client does. */
final class RequestBody extends InputStream {

    private static final int MAX_LINE = 8_192;

    private final InputStream in;
    private final boolean chunked;
    private final Start start;
    private long left;
    private boolean started;
    private boolean over;

    /** Runs before the first byte is read. */
    interface Start {
        void run() throws IOException;
    }

    private RequestBody(InputStream in, long length, Start start) {
        this.in = in;
        this.chunked = length < 0;
        this.left = Math.max(0, length);
        this.over = length == 0;
        this.start = start;
    }

    /**
     * The body that belongs to these headers.
     *
     * @throws IllegalArgumentException if they do not say how far it reaches
     */
    static RequestBody of(Headers headers, InputStream in, Start start) {
        String encoding = headers.getFirst("Transfer-Encoding");
        String length = headers.getFirst("Content-Length");
        if (encoding != null) {
            if (!encoding.equalsIgnoreCase("chunked")) {
                throw new IllegalArgumentException("not a known encoding");
            }
            return new RequestBody(in, -1, start);
        }
        if (length != null && !length.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("not a length");
        }
        return new RequestBody(in, length == null ? 0 : Long.parseLong(length), start);
    }

    boolean isStarted() {
        return started;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!started && !over) {
            started = true;
            start.run();
        }
        if (chunked && left == 0 && !over) {
            left = nextChunk();
            over = left == 0;
        }
        if (over) {
            return -1;
        }
        int n = in.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(n, 0);
        if (n < 0 || left == 0 && (!chunked || !line().isEmpty())) {
            over = true;
        }
        return n;
    }

    private long nextChunk() throws IOException {
        String size = line().replaceAll(";.*", "").strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            return 0; // the client is gone, or does not know chunks
        }
        long length = Long.parseLong(size, 16);
        while (length == 0 && !line().isEmpty()) {
            // Trailers end with an empty line.
        }
        return length;
    }

    /** A line without its end; empty if the client is gone. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
            if (line.length() > MAX_LINE) {
                throw new IOException("A line is too long");
            }
        }
        return line.toString().strip();
    }

    @Override
    public long skip(long wanted) throws IOException {
        byte[] nowhere = new byte[8_192];
        long skipped = 0;
        for (int n = 0; n >= 0 && skipped < wanted; n = read(nowhere, 0, nowhere.length)) {
            skipped += n;
        }
        return skipped;
    }
}
