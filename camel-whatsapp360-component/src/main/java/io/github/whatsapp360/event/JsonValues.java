package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads values in the forms that the service uses: a number may be written as text and a text as number, and
 * {@code null} means missing.
 */
final class JsonValues {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z_]{0,39}");

    /**
     * The value from which a time is in milliseconds: 10^11 is the year 5138 in seconds, and March 1973 in
     * milliseconds.
     */
    private static final long MILLISECONDS = 100_000_000_000L;

    private JsonValues() {}

    /** Returns a text, or a number as text; empty if there is neither. */
    static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isTextual() || value.isNumber() ? value.asText() : "";
    }

    /** Returns the first of these texts that is not empty; empty if there is none. */
    static String firstText(JsonNode json, String... names) {
        for (String name : names) {
            String text = text(json, name);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** Returns a number of at least 0; empty if there is none. */
    static OptionalInt integer(JsonNode json, String name) {
        String text = text(json, name);
        return NUMBER.matcher(text).matches() && text.length() < 10
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    /** Returns {@code true} or {@code false}, also written as a text; empty if there is neither. */
    static Optional<Boolean> bool(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return switch (value.isBoolean() || value.isTextual() ? value.asText() : "") {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /**
     * Returns a time in Unix seconds, or in milliseconds if the value is too large for seconds. Meta's platforms use
     * both.
     */
    static Optional<Instant> instant(JsonNode json, String name) {
        String text = text(json, name);
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        long time = Long.parseLong(text);
        return Optional.of(time < MILLISECONDS ? Instant.ofEpochSecond(time) : Instant.ofEpochMilli(time));
    }

    /** Returns a shallow copy of an object without some of its fields. */
    static ObjectNode without(JsonNode json, String... names) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        if (json instanceof ObjectNode object) {
            copy.setAll(object);
        }
        return copy.remove(List.of(names));
    }

    /** Returns the first 128 bits of the SHA-256 of JSON and of the texts of its context, in lower-case hex. */
    static String hash(JsonNode json, String... context) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        List.of(context).forEach(all::add);
        all.add(json);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns a text that is safe in a log: a word in the form of the API's words, or else a question mark. */
    static String word(String text) {
        return WORD.matcher(text).matches() ? text : "?";
    }
}
