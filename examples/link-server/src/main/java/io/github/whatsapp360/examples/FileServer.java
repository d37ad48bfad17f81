package io.github.whatsapp360.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Answers GET and HEAD with a file of one folder, and tells caches how long it is good and how to ask again. */
final class FileServer implements Processor {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("webp", "image/webp"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"));

    private final Path folder;
    private final long maxAge;

    /**
     * @param maxAge the time for which a cache may use a file without asking, in seconds
     */
    FileServer(Path folder, long maxAge) {
        this.folder = folder.toAbsolutePath().normalize();
        this.maxAge = maxAge;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String name = message.getHeader("name", "", String.class);
        String method = message.getHeader(Exchange.HTTP_METHOD, "GET", String.class);
        String ifNoneMatch = message.getHeader("If-None-Match", "", String.class);
        String ifModifiedSince = message.getHeader("If-Modified-Since", "", String.class);
        message.removeHeaders("*");
        message.setBody(null);
        Path file = find(name);
        if (file == null) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
            return;
        }
        Instant modified = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
        String etag = "\"" + Long.toHexString(Files.getLastModifiedTime(file).toMillis()) + "-"
                + Long.toHexString(Files.size(file)) + "\"";
        message.setHeader("Cache-Control", "max-age=" + maxAge);
        message.setHeader("Last-Modified", HTTP_DATE.format(modified));
        message.setHeader("ETag", etag);
        if (isUnchanged(etag, modified, ifNoneMatch, ifModifiedSince)) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 304);
            return;
        }
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setHeader(Exchange.CONTENT_TYPE, type(name));
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader(Exchange.CONTENT_LENGTH, Files.size(file));
        if (!method.equals("HEAD")) {
            message.setBody(file.toFile());
        }
    }

    /** A file right in the folder; null for anything else, wherever its name would lead. */
    private Path find(String name) {
        try {
            Path file = folder.resolve(name).normalize();
            return folder.equals(file.getParent()) && !name.startsWith(".") && Files.isRegularFile(file) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** RFC 9110: If-None-Match counts alone where it is given. */
    private static boolean isUnchanged(String etag, Instant modified, String ifNoneMatch, String ifModifiedSince) {
        if (!ifNoneMatch.isEmpty()) {
            return ifNoneMatch.equals("*") || ifNoneMatch.contains(etag);
        }
        try {
            return !ifModifiedSince.isEmpty()
                    && !modified.isAfter(
                            ZonedDateTime.parse(ifModifiedSince, HTTP_DATE).toInstant());
        } catch (DateTimeException e) {
            return false; // no date: as if it were not there
        }
    }

    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }
}
