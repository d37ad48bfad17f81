package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The fields of a JSON object that is read into a record. A value is removed if {@link Json} writes it again in exactly
 * the same form. All other values stay, and become the record's {@code unknownFields}.
 */
final class JsonFields {

    private final Map<String, JsonNode> rest = new LinkedHashMap<>();

    private JsonFields() {}

    /** Returns the fields of an object; no fields if the JSON is not an object. */
    static JsonFields of(JsonNode json) {
        JsonFields fields = new JsonFields();
        if (json instanceof ObjectNode object) {
            object.properties().forEach(field -> fields.rest.put(field.getKey(), field.getValue()));
        }
        return fields;
    }

    /**
     * Returns an unmodifiable copy with the same order.
     *
     * @param name the name of the parameter, for the exception if there are no fields at all
     */
    static Map<String, JsonNode> copy(Map<String, JsonNode> fields, String name) {
        return Objects.requireNonNull(fields, name).isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * Returns a copy without a field. The {@code with} methods of records remove unknown fields with the same name,
     * because these would overwrite the new value.
     */
    static Map<String, JsonNode> without(Map<String, JsonNode> fields, String name) {
        if (!fields.containsKey(name)) {
            return fields;
        }
        Map<String, JsonNode> rest = new LinkedHashMap<>(fields);
        rest.remove(name);
        return rest;
    }

    /** Returns the value of a field without removing it; empty if there is none. */
    Optional<JsonNode> peek(String name) {
        return Optional.ofNullable(rest.get(name));
    }

    /** Removes and returns the value of a field; a missing node if there is none. */
    JsonNode take(String name) {
        JsonNode value = rest.remove(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    /** Removes and returns a text. An empty text stays, because it means the same as a missing one. */
    String text(String name) {
        JsonNode value = rest.get(name);
        if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
            return "";
        }
        rest.remove(name);
        return value.textValue();
    }

    /** Removes and returns a text. A number is returned as text but stays, so that it is written as a number again. */
    String textOrNumber(String name) {
        JsonNode value = rest.get(name);
        return value != null && value.isNumber() ? value.asText() : text(name);
    }

    /**
     * Removes {@code true} and returns whether it was there. {@code false} stays, because it means the same as a
     * missing field.
     */
    boolean flag(String name) {
        return rest.remove(name, BooleanNode.TRUE);
    }

    /** Removes and returns an index; empty if there is none. A text with an index is returned too, but stays. */
    OptionalInt index(String name) {
        JsonNode value = rest.get(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0) {
            if (value.isInt()) {
                rest.remove(name);
            }
            return OptionalInt.of(value.intValue());
        }
        return value.isTextual() && value.textValue().matches("[0-9]{1,4}")
                ? OptionalInt.of(Integer.parseInt(value.textValue()))
                : OptionalInt.empty();
    }

    /** Removes and returns a number; empty if there is none. A text or an integer is returned too, but stays. */
    OptionalDouble number(String name) {
        JsonNode value = rest.get(name);
        if (value == null || !value.isNumber() && !value.isTextual()) {
            return OptionalDouble.empty();
        }
        double number;
        try {
            number = Double.parseDouble(value.asText());
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
        if (Double.isNaN(number)) {
            return OptionalDouble.empty();
        }
        if (value.isDouble()) {
            rest.remove(name);
        }
        return OptionalDouble.of(number);
    }

    /** Removes and returns the fields of an object. */
    Map<String, JsonNode> map(String name) {
        return object(name).rest;
    }

    /** Removes and returns an object; no fields if there is none. An empty object stays. */
    JsonFields object(String name) {
        JsonNode value = rest.get(name);
        return value instanceof ObjectNode && !value.isEmpty() ? of(rest.remove(name)) : new JsonFields();
    }

    /** Puts back the remaining fields of an object, so that {@link Json#unknownFields} merges them again. */
    void putBack(String name, JsonFields inner) {
        if (!inner.rest.isEmpty()) {
            rest.put(name, Json.of(inner.rest));
        }
    }

    /** Removes and returns a text in an object, such as {@code "body": {"text": "Hello"}}. */
    String textIn(String name, String inner) {
        JsonFields object = object(name);
        String text = object.text(inner);
        putBack(name, object);
        return text;
    }

    /** Removes and returns an array that contains only objects. */
    <T> List<T> list(String name, Function<JsonFields, T> reader) {
        List<T> list = list(rest.get(name), reader);
        if (!list.isEmpty()) {
            rest.remove(name);
        }
        return list;
    }

    /** Reads an array that contains only objects; empty if the JSON is something else. */
    static <T> List<T> list(JsonNode json, Function<JsonFields, T> reader) {
        List<T> list = new ArrayList<>();
        if (json instanceof ArrayNode array) {
            for (JsonNode element : array) {
                if (!element.isObject()) {
                    return List.of();
                }
                list.add(reader.apply(of(element)));
            }
        }
        return list;
    }

    /** Removes and returns an array of objects that contain only a text of this name. */
    List<String> texts(String name, String inner) {
        JsonNode array = rest.get(name);
        if (!(array instanceof ArrayNode)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isObject()
                    || element.size() != 1
                    || !element.path(inner).isTextual()) {
                return List.of();
            }
            texts.add(element.get(inner).textValue());
        }
        if (!texts.isEmpty()) {
            rest.remove(name);
        }
        return texts;
    }

    boolean isEmpty() {
        return rest.isEmpty();
    }

    /** Returns the remaining fields. */
    Map<String, JsonNode> rest() {
        return rest;
    }
}
