package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.media.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is wrong with a message. A problem names the field, the limit and the measure, never the content. */
final class Problems {

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> list() {
        return problems;
    }

    void add(String field, String text) {
        problems.add(new Problem(field, text));
    }

    /** A text with a limit; an empty one may be missing or not, as the limit says. */
    void text(String field, String value, Limit limit) {
        int length = value.codePointCount(0, value.length());
        if (length > limit.max()) {
            add(field, "has " + length + " " + limit.unit() + ", and WhatsApp takes at most " + limit.max());
        } else if (value.isBlank() && limit.min() > 0) {
            missing(field);
        }
    }

    /** The same for a field of a record that holds it in {@code unknownFields} if it was no text. */
    void text(String field, String value, Map<String, JsonNode> unknownFields, String name, Limit limit) {
        if (isText(field, unknownFields, name) && !isElsewhere(unknownFields, name)) {
            text(field, value, limit);
        }
    }

    /** Whether a field is a text, or a number, which is as good as one; nothing at all is neither here nor there. */
    boolean isText(String field, Map<String, JsonNode> unknownFields, String name) {
        JsonNode value = unknownFields.get(name);
        boolean text = value == null || value.isNull() || value.isTextual() || value.isNumber();
        if (!text) {
            add(field, "must be a text");
        }
        return text;
    }

    /** A text that has to be there. */
    void required(String field, String value, Map<String, JsonNode> unknownFields, String name) {
        if (isText(field, unknownFields, name) && value.isBlank() && !isElsewhere(unknownFields, name)) {
            missing(field);
        }
    }

    void missing(String field) {
        add(field, "is missing or empty");
    }

    /** A number of things with a limit. */
    void count(String field, int count, Limit limit) {
        if (count > limit.max()) {
            add(field, "has " + count + " " + limit.unit() + ", and WhatsApp takes at most " + limit.max());
        } else if (count < limit.min()) {
            add(field, "has " + count + " " + limit.unit() + ", and WhatsApp wants at least " + limit.min());
        }
    }

    /** Things that have to differ. */
    void distinct(String field, List<String> values) {
        Set<String> seen = new HashSet<>();
        for (String value : values) {
            if (!value.isEmpty() && !seen.add(value)) {
                add(field, "is given twice, and has to be different each time");
                return;
            }
        }
    }

    void url(String field, String url) {
        if (!url.isEmpty() && !isHttp(url)) {
            add(field, "must be a whole http:// or https:// address that the service can reach");
        }
    }

    /** Whether a field that a record did not take has something in it all the same. */
    static boolean isElsewhere(Map<String, JsonNode> unknownFields, String name) {
        JsonNode value = unknownFields.get(name);
        if (value == null || value.isNull()) {
            return false;
        }
        return value.isTextual() ? !value.textValue().isBlank() : !value.isContainerNode() || !value.isEmpty();
    }

    /** The text of a parameter; empty if there is none, or something else. */
    static String text(Map<String, JsonNode> parameters, String name) {
        JsonNode value = parameters.get(name);
        return value != null && value.isTextual() ? value.textValue() : "";
    }

    private static boolean isHttp(String link) {
        try {
            URI uri = new URI(link);
            // java.net.URI knows no host with an underscore, which the web has
            String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
            return (uri.getHost() != null || authority.matches("[A-Za-z0-9._-]+(:[0-9]+)?"))
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
