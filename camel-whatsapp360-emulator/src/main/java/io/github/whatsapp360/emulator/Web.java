package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes answers. */
final class Web {

    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
    /** What a refused request may still have to say is read up to here, so that it sees the answer and no reset. */
    private static final int MAX_DRAIN_BYTES = 128 * 1024 * 1024;

    private Web() {}

    static void json(HttpExchange http, int status, JsonNode body) throws IOException {
        bytes(http, status, "application/json; charset=utf-8", JSON.writeValueAsBytes(body));
    }

    static void text(HttpExchange http, int status, String text) throws IOException {
        bytes(http, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static void bytes(HttpExchange http, int status, String contentType, byte[] body) throws IOException {
        drain(http);
        http.getResponseHeaders().set("Content-Type", contentType);
        boolean empty = body.length == 0 || http.getRequestMethod().equals("HEAD");
        http.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            try (OutputStream out = http.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** Sends a file, or the part of it that a player asks for (RFC 9110, Range). */
    static void file(HttpExchange http, Path path, String contentType) throws IOException {
        long size = Files.size(path);
        long from = 0;
        long to = size - 1;
        String range = http.getRequestHeaders().getFirst("Range");
        Matcher matcher = RANGE.matcher(range == null ? "" : range);
        boolean partial = matcher.matches() && !(matcher.group(1) + matcher.group(2)).isEmpty() && size > 0;
        if (partial) {
            from = matcher.group(1).isEmpty()
                    ? Math.max(0, size - Long.parseLong(matcher.group(2)))
                    : Long.parseLong(matcher.group(1));
            to = matcher.group(1).isEmpty() || matcher.group(2).isEmpty()
                    ? size - 1
                    : Math.min(size - 1, Long.parseLong(matcher.group(2)));
            if (from > to) {
                http.getResponseHeaders().set("Content-Range", "bytes */" + size);
                http.sendResponseHeaders(416, -1);
                return;
            }
            http.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + to + "/" + size);
        }
        http.getResponseHeaders().set("Content-Type", contentType);
        http.getResponseHeaders().set("Accept-Ranges", "bytes");
        long length = to - from + 1;
        http.sendResponseHeaders(partial ? 206 : 200, length == 0 ? -1 : length);
        try (InputStream in = Files.newInputStream(path);
                OutputStream out = http.getResponseBody()) {
            in.skipNBytes(from);
            byte[] buffer = new byte[64 * 1024];
            for (long left = length; left > 0; ) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    return;
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        }
    }

    private static void drain(HttpExchange http) throws IOException {
        InputStream in = http.getRequestBody();
        byte[] buffer = new byte[64 * 1024];
        for (long total = 0; total < MAX_DRAIN_BYTES; ) {
            int n = in.read(buffer);
            if (n < 0) {
                return;
            }
            total += n;
        }
    }
}
