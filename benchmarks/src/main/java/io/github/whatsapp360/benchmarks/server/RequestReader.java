package io.github.whatsapp360.benchmarks.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader of the HTTP/1.1 requests of a connection. It skips their bodies. */
final class RequestReader {

    /** The number of bytes of each body that are kept, which is enough for a text message. */
    private static final int KEPT = 1024;

    private static final Pattern TO = Pattern.compile("\"to\"\\s*:\\s*\"([^\"]*)\"");

    private final InputStream in;
    private final IntConsumer counter;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int end;
    private String path = "";
    private long bodyBytes;
    private final StringBuilder begin = new StringBuilder();

    /**
     * Creates a reader of a stream.
     *
     * @param counter gets the number of bytes of each read
     */
    RequestReader(InputStream in, IntConsumer counter) {
        this.in = in;
        this.counter = counter;
    }

    String path() {
        return path;
    }

    long bodyBytes() {
        return bodyBytes;
    }

    /** Returns the recipient of the message in the body; empty if it has none. */
    String recipient() {
        Matcher to = TO.matcher(begin);
        return to.find() ? to.group(1) : "";
    }

    /** Reads the next request to its end. Returns false if there is none. */
    boolean next() throws IOException {
        if (position == end && !fill()) {
            return false;
        }
        String head = head();
        String line = head.substring(0, head.indexOf('\r'));
        path = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
        bodyBytes = 0;
        begin.setLength(0);
        String lower = head.toLowerCase(Locale.ROOT);
        int length = lower.indexOf("\r\ncontent-length:");
        if (length >= 0) {
            int from = length + "\r\ncontent-length:".length();
            skip(Long.parseLong(lower.substring(from, lower.indexOf('\r', from)).trim()));
        } else if (lower.contains("\r\ntransfer-encoding: chunked")) {
            long chunk;
            do {
                chunk = Long.parseLong(line().trim(), 16);
                skip(chunk);
                line();
            } while (chunk > 0);
        }
        return true;
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        int from = position;
        while (true) {
            for (int i = from; i < end; i++) {
                if (buffer[i] == '\n' && i - position >= 3 && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                    head.append(new String(buffer, position, i + 1 - position, StandardCharsets.ISO_8859_1));
                    position = i + 1;
                    return head.toString();
                }
            }
            from = end; // the buffer is larger than the head of any request
            more();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (position == end) {
                require();
            }
            char next = (char) buffer[position++];
            if (next == '\n') {
                return line.toString();
            }
            line.append(next);
        }
    }

    private void skip(long bytes) throws IOException {
        bodyBytes += bytes;
        for (long left = bytes; left > 0; ) {
            if (position == end) {
                require();
            }
            long step = Math.min(left, end - position);
            int kept = (int) Math.min(step, KEPT - begin.length());
            for (int i = 0; i < kept; i++) {
                begin.append((char) (buffer[position + i] & 0xff));
            }
            position += (int) step;
            left -= step;
        }
    }

    private void require() throws IOException {
        if (!fill()) {
            throw new EOFException();
        }
    }

    /** Reads new bytes in place of the used ones. Returns false at the end of the stream. */
    private boolean fill() throws IOException {
        position = 0;
        end = 0;
        return append();
    }

    /** Reads more bytes after those in the buffer. */
    private void more() throws IOException {
        if (end == buffer.length) {
            System.arraycopy(buffer, position, buffer, 0, end - position);
            end -= position;
            position = 0;
        }
        if (!append()) {
            throw new EOFException();
        }
    }

    private boolean append() throws IOException {
        int read = in.read(buffer, end, buffer.length - end);
        if (read > 0) {
            end += read;
            counter.accept(read);
        }
        return read > 0;
    }
}
