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
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields of a JSON object on their way into a record. What is taken out is what {@link Json} writes again in the
 * very same form; everything else stays, and becomes the record's {@code unknownFields}.
 */
final class JsonFields {

    private final Map<String, JsonNode> rest = new LinkedHashMap<>();

    private JsonFields() {}

    /** The fields of an object; none if it is something else. */
    static JsonFields of(JsonNode json) {
        JsonFields fields = new JsonFields();
        if (json instanceof ObjectNode object) {
            object.properties().forEach(field -> fields.rest.put(field.getKey(), field.getValue()));
        }
        return fields;
    }

    /** A copy that nobody changes and that keeps the order. */
    static Map<String, JsonNode> copy(Map<String, JsonNode> fields) {
        return fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A copy without a field: what a wither sets must not be overruled by what came under the same name. */
    static Map<String, JsonNode> without(Map<String, JsonNode> fields, String name) {
        if (!fields.containsKey(name)) {
            return fields;
        }
        Map<String, JsonNode> rest = new LinkedHashMap<>(fields);
        rest.remove(name);
        return rest;
    }

    /** What stands there, without taking it. */
    Optional<JsonNode> peek(String name) {
        return Optional.ofNullable(rest.get(name));
    }

    /** Takes whatever stands there; a missing node if nothing does. */
    JsonNode take(String name) {
        JsonNode value = rest.remove(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    /** Takes a text with something in it; an empty one stays where it is, for it means the same. */
    String text(String name) {
        JsonNode value = rest.get(name);
        if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
            return "";
        }
        rest.remove(name);
        return value.textValue();
    }

    /** Takes a text; a number is read too, and stays as well, so that it is written as the number it was. */
    String textOrNumber(String name) {
        JsonNode value = rest.get(name);
        return value != null && value.isNumber() ? value.asText() : text(name);
    }

    /** Takes {@code true}; {@code false} stays where it is, for it is what a missing field means. */
    boolean flag(String name) {
        return rest.remove(name, BooleanNode.TRUE);
    }

    /** Takes an index; one that is written as a text is read too, and stays as well. -1 if there is none. */
    int index(String name) {
        JsonNode value = rest.get(name);
        if (value == null) {
            return -1;
        }
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0) {
            if (value.isInt()) {
                rest.remove(name);
            }
            return value.intValue();
        }
        return value.isTextual() && value.textValue().matches("[0-9]{1,4}") ? Integer.parseInt(value.textValue()) : -1;
    }

    /** Takes a number; one in another form (a text, an integer) is read too, and stays as well. NaN if there is none. */
    double number(String name) {
        JsonNode value = rest.get(name);
        if (value == null || !value.isNumber() && !value.isTextual()) {
            return Double.NaN;
        }
        double number;
        try {
            number = Double.parseDouble(value.asText());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
        if (value.isDouble() && !Double.isNaN(number)) {
            rest.remove(name);
        }
        return number;
    }

    /** Takes an object with something in it, as it is. */
    Map<String, JsonNode> map(String name) {
        return object(name).rest;
    }

    /** Takes an object with something in it; no fields if there is none. An empty one stays where it is. */
    JsonFields object(String name) {
        JsonNode value = rest.get(name);
        return value instanceof ObjectNode && !value.isEmpty() ? of(rest.remove(name)) : new JsonFields();
    }

    /** Puts back what was not taken out of an object, for {@link Json#unknownFields} to merge it in again. */
    void putBack(String name, JsonFields inner) {
        if (!inner.rest.isEmpty()) {
            rest.put(name, Json.of(inner.rest));
        }
    }

    /** Takes a text that stands alone in an object, such as {@code "body": {"text": …}}. */
    String textIn(String name, String inner) {
        JsonFields object = object(name);
        String text = object.text(inner);
        putBack(name, object);
        return text;
    }

    /** Takes an array that has objects in it and nothing else. */
    <T> List<T> list(String name, Function<JsonFields, T> reader) {
        List<T> list = list(rest.get(name), reader);
        if (!list.isEmpty()) {
            rest.remove(name);
        }
        return list;
    }

    /** Reads an array that has objects in it and nothing else; empty if it is none. */
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

    /** Takes an array of objects that have one text of this name and nothing else. */
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

    /** What was not taken. */
    Map<String, JsonNode> rest() {
        return rest;
    }
}
