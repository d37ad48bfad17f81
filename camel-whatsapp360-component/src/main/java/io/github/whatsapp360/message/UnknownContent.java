package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A message of a type that has no record of its own here, or whose JSON is not of the form that the API documents,
 * kept whole.
 *
 * @param type the API's word for it
 * @param json what stands under that word; a missing node if nothing does
 */
public record UnknownContent(String type, JsonNode json) implements Content {

    /** Without the contents: they do not belong into a log. */
    @Override
    public String toString() {
        return "UnknownContent[" + type + "]";
    }
}
