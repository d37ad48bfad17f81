package io.github.whatsapp360.emulator.media;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rule by which the service's cache keeps an answer, from its headers. Source: 360dialog, "Media messages", section
 * "Media HTTP Caching".
 *
 * @param life the time for which it is used without a request; zero for not at all
 * @param lastModified by which an answer with no-cache is compared with the next one; empty for none
 * @param etag by which an answer is compared that has neither of the other two headers; empty for none. What the
 *     service does with it is not published; asking again with If-None-Match is this emulator's choice
 */
public record CacheRule(Duration life, String lastModified, String etag) {

    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age\\s*=\\s*\"?(\\d{1,9})");

    static CacheRule of(HttpURLConnection answer) {
        String control = header(answer, "Cache-Control").toLowerCase(Locale.ROOT);
        String modified = header(answer, "Last-Modified");
        if (control.isEmpty()) {
            return new CacheRule(Duration.ZERO, "", modified.isEmpty() ? header(answer, "ETag") : "");
        }
        if (has(control, "no-store") || has(control, "private")) {
            return new CacheRule(Duration.ZERO, "", "");
        }
        if (has(control, "no-cache")) {
            return new CacheRule(Duration.ZERO, modified, "");
        }
        Matcher maxAge = MAX_AGE.matcher(control);
        return new CacheRule(
                maxAge.find() ? Duration.ofSeconds(Long.parseLong(maxAge.group(1))) : Duration.ZERO, "", "");
    }

    boolean isCached() {
        return !life.isZero() || !lastModified.isEmpty() || !etag.isEmpty();
    }

    private static boolean has(String control, String directive) {
        return control.matches("(?s)(.*[,\\s])?" + directive + "([,=\\s].*)?");
    }

    private static String header(HttpURLConnection answer, String name) {
        String value = answer.getHeaderField(name);
        return value == null ? "" : value.trim();
    }
}
