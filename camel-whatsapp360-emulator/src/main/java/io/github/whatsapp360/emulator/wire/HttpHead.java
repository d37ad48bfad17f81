package io.github.whatsapp360.emulator.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The head of an HTTP/1.1 message, and how far its body reaches: as much of HTTP as relaying and posting need.
 *
 * @param bytes with the empty line
 */
public record HttpHead(byte[] bytes) {

    private static final int MAX_BYTES = 64 * 1024;

    /** Reads a head; null if the stream has ended before it. */
    public static HttpHead read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
            if (matched == 4) {
                return new HttpHead(head.toByteArray());
            }
            if (head.size() == MAX_BYTES) {
                throw new IOException("The head of a message is too long");
            }
        }
        if (head.size() > 0) {
            throw new EOFException("A message ended in its head");
        }
        return null;
    }

    /** A header's value; empty if it is not there. */
    public String header(String name) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Returns the status of an answer. */
    public int status() {
        String[] words = new String(bytes, StandardCharsets.ISO_8859_1).split("\\s", 3);
        return Integer.parseInt(words[1]);
    }

    public boolean closes() {
        return header("Connection").equalsIgnoreCase("close");
    }

    public boolean expectsContinue() {
        return header("Expect").equalsIgnoreCase("100-continue");
    }

    /** An answer without a length goes on until the connection ends. */
    public boolean isUntilEnd() {
        return status() != 204 && status() != 304 && header("Content-Length").isEmpty() && !isChunked();
    }

    /** Copies the body that belongs to this head, with its chunk framing if it has one. */
    public void copyBody(InputStream in, OutputStream out) throws IOException {
        if (isChunked()) {
            copyChunks(in, out);
        } else if (!header("Content-Length").isEmpty()) {
            copy(in, out, Long.parseLong(header("Content-Length")));
        }
    }

    private boolean isChunked() {
        return header("Transfer-Encoding").equalsIgnoreCase("chunked");
    }

    private static void copyChunks(InputStream in, OutputStream out) throws IOException {
        long size;
        do {
            String line = copyLine(in, out);
            size = Long.parseLong(line.replaceAll(";.*", "").strip(), 16);
            copy(in, out, size);
        } while (size > 0 && copyLine(in, out).isEmpty());
        while (!copyLine(in, out).isEmpty()) {
            // Trailers end with an empty line.
        }
    }

    private static String copyLine(InputStream in, OutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        int b;
        do {
            b = in.read();
            if (b < 0) {
                throw new EOFException("A message ended between chunks");
            }
            out.write(b);
            line.append((char) b);
        } while (b != '\n');
        return line.toString().strip();
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[32 * 1024];
        for (long left = length; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException("A message ended in its body");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
    }
}
