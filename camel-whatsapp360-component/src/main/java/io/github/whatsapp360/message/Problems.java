package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.api.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A collector of the problems of a message. A problem names the field, the limit and the actual size, never the
 * content.
 */
final class Problems {

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> list() {
        return problems;
    }

    void add(String field, String text) {
        problems.add(new Problem(field, text));
    }

    /** Checks a text with a limit. The limit's minimum decides if an empty text is allowed. */
    void text(String field, String value, Limit limit) {
        int length = value.codePointCount(0, value.length());
        if (length > limit.max()) {
            add(field, "has " + length + " " + limit.unit() + ", but WhatsApp accepts at most " + limit.max());
        } else if (value.isBlank() && limit.min() > 0) {
            missing(field);
        }
    }

    /** Checks a text with a limit, unless {@code unknownFields} has another JSON value for it. */
    void text(String field, String value, Map<String, JsonNode> unknownFields, String name, Limit limit) {
        if (isText(field, unknownFields, name) && !isElsewhere(unknownFields, name)) {
            text(field, value, limit);
        }
    }

    /** Checks that a field is a text or a number, which can be used as text. A missing field is no problem. */
    boolean isText(String field, Map<String, JsonNode> unknownFields, String name) {
        JsonNode value = unknownFields.get(name);
        boolean text = value == null || value.isNull() || value.isTextual() || value.isNumber();
        if (!text) {
            add(field, "must be a text");
        }
        return text;
    }

    /** Checks that a required text is not empty. */
    void required(String field, String value, Map<String, JsonNode> unknownFields, String name) {
        if (isText(field, unknownFields, name) && value.isBlank() && !isElsewhere(unknownFields, name)) {
            missing(field);
        }
    }

    void missing(String field) {
        add(field, "is missing or empty");
    }

    /** Checks a count with a limit. */
    void count(String field, int count, Limit limit) {
        if (count > limit.max()) {
            add(field, "has " + count + " " + limit.unit() + ", but WhatsApp accepts at most " + limit.max());
        } else if (count < limit.min()) {
            add(field, "has " + count + " " + limit.unit() + ", but WhatsApp requires at least " + limit.min());
        }
    }

    /** Checks that values are unique. */
    void distinct(String field, List<String> values) {
        Set<String> seen = new HashSet<>();
        for (String value : values) {
            if (!value.isEmpty() && !seen.add(value)) {
                add(field, "is used twice, but must be unique");
                return;
            }
        }
    }

    void url(String field, String url) {
        if (!url.isEmpty() && !isHttp(url)) {
            add(field, "must be a complete http:// or https:// address that the service can reach");
        }
    }

    /** Returns whether an unknown field of this name has a value. */
    static boolean isElsewhere(Map<String, JsonNode> unknownFields, String name) {
        JsonNode value = unknownFields.get(name);
        if (value == null || value.isNull()) {
            return false;
        }
        return value.isTextual() ? !value.textValue().isBlank() : !value.isContainerNode() || !value.isEmpty();
    }

    /** Returns the text of a parameter; empty if there is none, or if it is not a text. */
    static String text(Map<String, JsonNode> parameters, String name) {
        JsonNode value = parameters.get(name);
        return value != null && value.isTextual() ? value.textValue() : "";
    }

    private static boolean isHttp(String link) {
        try {
            URI uri = new URI(link);
            // java.net.URI finds no host if it has an underscore, but such hosts exist
            String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
            return (uri.getHost() != null || authority.matches("[A-Za-z0-9._-]+(:[0-9]+)?"))
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
