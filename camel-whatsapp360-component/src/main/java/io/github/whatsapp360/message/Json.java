package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** A builder of JSON objects that leaves out empty values. */
final class Json {

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    static ObjectNode of(Map<String, JsonNode> fields) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.setAll(fields);
        return json;
    }

    Json text(String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
        return this;
    }

    Json flag(String name, boolean value) {
        if (value) {
            json.put(name, true);
        }
        return this;
    }

    Json index(String name, OptionalInt value) {
        value.ifPresent(index -> json.put(name, index));
        return this;
    }

    Json number(String name, OptionalDouble value) {
        value.ifPresent(number -> json.put(name, number));
        return this;
    }

    Json node(String name, JsonNode value) {
        if (!value.isMissingNode()) {
            json.set(name, value);
        }
        return this;
    }

    Json object(String name, JsonNode value) {
        if (!value.isEmpty()) {
            json.set(name, value);
        }
        return this;
    }

    /** Adds an object with a single text. */
    Json textIn(String name, String inner, String value) {
        return object(name, new Json().text(inner, value).json);
    }

    <T> Json list(String name, List<T> list, Function<T, ? extends JsonNode> writer) {
        return list.isEmpty() ? this : node(name, array(list, writer));
    }

    static <T> ArrayNode array(List<T> list, Function<T, ? extends JsonNode> writer) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        list.forEach(element -> array.add(writer.apply(element)));
        return array;
    }

    /**
     * Adds the unknown fields of a record. They overwrite fields with the same name, and are merged into an object with
     * the same name.
     */
    ObjectNode unknownFields(Map<String, JsonNode> unknownFields) {
        unknownFields.forEach((name, value) -> {
            if (json.get(name) instanceof ObjectNode mine && value instanceof ObjectNode theirs) {
                mine.setAll(theirs);
            } else {
                json.set(name, value);
            }
        });
        return json;
    }
}
