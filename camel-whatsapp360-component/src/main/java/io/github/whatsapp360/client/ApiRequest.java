package io.github.whatsapp360.client;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.files.MediaFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to any path of the service. It is checked so that it can go to the service's own host only, and below the
 * path of its base address, whatever its path and headers are.
 *
 * @param method one of {@link #METHODS}
 * @param path the path, with its query
 * @param headers further HTTP headers
 * @param body the whole body; null for none
 * @param contentType the Content-Type of the body
 */
public record ApiRequest(String method, String path, Map<String, String> headers, MediaFile body, String contentType) {

    /** The methods that a request may have. */
    public static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** The characters of a path and a query. Source: RFC 3986, 3.3 and 3.4. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*");

    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern NOT_ENCODED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** The largest number of encodings of a path. More would only hide what it contains. */
    private static final int MAX_ENCODINGS = 3;

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    /** The headers that the component writes itself. */
    private static final Set<String> OWN = Set.of(
            "d360-api-key",
            "host",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /**
     * Creates a request without a body.
     *
     * @throws InvalidMessageException if the method, the path or a header cannot be sent to the service
     */
    public static ApiRequest of(String method, String path, Map<String, String> headers) {
        String upper = method.toUpperCase(Locale.ROOT);
        if (!METHODS.contains(upper)) {
            throw new InvalidMessageException(
                    new Problem("method", "\"" + method + "\" is unknown; accepted: " + String.join(", ", METHODS)));
        }
        checkPath(path);
        headers.forEach(ApiRequest::checkHeader);
        return new ApiRequest(upper, path, Map.copyOf(headers), null, "");
    }

    /**
     * Returns a copy with this body.
     *
     * @throws InvalidMessageException if the Content-Type cannot be sent in an HTTP header
     */
    public ApiRequest withBody(MediaFile body, String contentType) {
        checkValue("Content-Type", contentType);
        return new ApiRequest(method, path, headers, body, contentType);
    }

    /** Returns whether the method only reads. Such a request sends no body. */
    public boolean onlyReads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Returns whether the body can be sent only once. */
    public boolean isOneShot() {
        return body != null && body.isOneShot();
    }

    /**
     * Checks a path and its query.
     *
     * @throws InvalidMessageException if it could leave the service's host or the path of its base address, or holds a
     *     character that a URL cannot have
     */
    public static void checkPath(String path) {
        if (path.isEmpty()) {
            throw wrong("is missing; set the option 'path' or the header CamelWhatsapp360Path, such as /block_users");
        }
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw wrong("must begin with one slash, such as /block_users; the host is always that of the service");
        }
        if (!PATH.matcher(path).matches() || NOT_ENCODED.matcher(path).find()) {
            throw wrong("holds a character that a URL cannot have; encode it, such as a space as %20");
        }
        String decoded = decoded(path.split("\\?", 2)[0]);
        boolean leaves = Arrays.stream(decoded.split("/"))
                .map(segment -> segment.split(";", 2)[0].strip())
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
        boolean isOdd = decoded.contains("//") || decoded.chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f);
        if (leaves || isOdd) {
            throw wrong("must not have the segments . and .., two slashes in a row, a backslash or a control "
                    + "character, encoded or not");
        }
    }

    /** Decodes a path until nothing in it is encoded, as several servers one after the other may do. */
    private static String decoded(String path) {
        String decoded = path;
        for (int n = 0; ENCODED.matcher(decoded).find(); n++) {
            if (n == MAX_ENCODINGS) {
                throw wrong("is encoded more than " + MAX_ENCODINGS + " times");
            }
            decoded = ENCODED.matcher(decoded)
                    .replaceAll(octet ->
                            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(octet.group(1), 16))));
        }
        return decoded;
    }

    private static void checkHeader(String name, String value) {
        if (!HEADER_NAME.matcher(name).matches()) {
            throw new InvalidMessageException(new Problem(
                    "headers", "the header CamelWhatsapp360HttpHeaders holds a name that no HTTP header has"));
        }
        if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new InvalidMessageException(new Problem(
                    "headers",
                    name + " is set by the component; leave it out of the header CamelWhatsapp360HttpHeaders"));
        }
        checkValue(name, value);
    }

    private static void checkValue(String name, String value) {
        if (!HEADER_VALUE.matcher(value).matches()) {
            throw new InvalidMessageException(new Problem(
                    "headers", name + " holds a line break or another character that an HTTP header cannot have"));
        }
    }

    private static InvalidMessageException wrong(String problem) {
        return new InvalidMessageException(new Problem("path", problem));
    }

    /** Returns a text without the path, which may name a person. */
    @Override
    public String toString() {
        return "ApiRequest[" + method + "]";
    }
}
