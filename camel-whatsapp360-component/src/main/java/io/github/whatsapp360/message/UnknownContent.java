package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * The content of a message whose type has no record in this version, or whose JSON does not have the documented form.
 * The JSON is kept unchanged.
 *
 * @param type the API's name of the type
 * @param json the value of the field of that name; a missing node if there is none
 */
public record UnknownContent(String type, JsonNode json) implements Content {

    public UnknownContent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(json, "json");
    }

    /** Returns a text with the type only, because contents must not be logged. */
    @Override
    public String toString() {
        return "UnknownContent[" + type + "]";
    }
}
