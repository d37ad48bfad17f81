package io.github.whatsapp360.emulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** As much of HTTP/1.1's framing (RFC 9112) as a relay must know to tell where a message ends. */
final class HttpMessages {

    private static final int MAX_HEAD_BYTES = 64 * 1024;

    private HttpMessages() {}

    /** Reads a head up to its empty line; null if the stream ends before it begins. */
    static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                if (head.size() == 0) {
                    return null;
                }
                throw new EOFException("the head broke off");
            }
            head.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
            if (head.size() > MAX_HEAD_BYTES) {
                throw new IOException("the head is too long");
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Copies a body, framed as its head says, byte for byte. */
    static void copyBody(String head, InputStream in, OutputStream out) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.contains("\r\ntransfer-encoding: chunked\r\n")) {
            for (long size = 1; size > 0; ) {
                String line = copyLine(in, out);
                size = Long.parseLong(line.replaceAll("[;\\s].*", "").trim(), 16);
                copy(in, out, size);
                if (size > 0) {
                    copyLine(in, out);
                }
            }
            while (!copyLine(in, out).isBlank()) {
                // trailers
            }
            return;
        }
        int at = lower.indexOf("\r\ncontent-length:");
        if (at >= 0) {
            copy(
                    in,
                    out,
                    Long.parseLong(head.substring(at + 17, head.indexOf("\r\n", at + 2))
                            .trim()));
        }
    }

    private static String copyLine(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); ; b = in.read()) {
            if (b < 0) {
                throw new EOFException("a chunk broke off");
            }
            line.write(b);
            out.write(b);
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
        }
    }

    private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (long left = bytes; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("the body broke off");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
    }
}
