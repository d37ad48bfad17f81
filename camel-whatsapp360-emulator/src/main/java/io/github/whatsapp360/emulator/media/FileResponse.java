package io.github.whatsapp360.emulator.media;

import com.sun.net.httpserver.HttpExchange;
import io.github.whatsapp360.emulator.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file from disk: whole, or the part of it that a Range header asks for, as players do. */
public record FileResponse(StoredMedia media, int status, long first, long last) implements Response {

    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Returns the answer to a Range header; several ranges at once are answered with the whole file. */
    public static FileResponse of(StoredMedia media, String range) {
        Matcher matcher = ONE_RANGE.matcher(range);
        long end = media.size() - 1;
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return new FileResponse(media, 200, 0, end);
        }
        if (matcher.group(1).isEmpty()) {
            long suffix = Math.min(Long.parseLong(matcher.group(2)), media.size());
            return new FileResponse(media, suffix == 0 ? 416 : 206, media.size() - suffix, end);
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? end : Math.min(Long.parseLong(matcher.group(2)), end);
        return new FileResponse(media, first > last ? 416 : 206, first, last);
    }

    @Override
    public String contentType() {
        return media.mimeType();
    }

    @Override
    public void write(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        if (status == 416) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + media.size());
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", media.mimeType());
        if (status == 206) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + last + "/" + media.size());
        }
        try (InputStream in = Files.newInputStream(media.path())) {
            in.skipNBytes(first);
            exchange.sendResponseHeaders(status, last - first + 1);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] buffer = new byte[64 * 1024];
                for (long left = last - first + 1; left > 0; ) {
                    int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                    out.write(buffer, 0, n);
                    left -= n;
                }
            }
        }
    }
}
