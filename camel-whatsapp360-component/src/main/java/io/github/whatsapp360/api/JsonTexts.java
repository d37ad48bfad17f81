package io.github.whatsapp360.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads texts of the service's answers. */
final class JsonTexts {

    private JsonTexts() {}

    /** Returns the first of these texts that is not empty, or a number as text; empty if there is none. */
    static String first(JsonNode json, String... names) {
        for (String name : names) {
            JsonNode value = json.path(name);
            if ((value.isTextual() || value.isNumber()) && !value.asText().isEmpty()) {
                return value.asText();
            }
        }
        return "";
    }

    /** Returns the texts in a list, or a single text; no texts if there are none. */
    static List<String> list(JsonNode json) {
        return json.isTextual()
                ? List.of(json.asText())
                : StreamSupport.stream(json.spliterator(), false)
                        .map(JsonNode::asText)
                        .filter(text -> !text.isEmpty())
                        .toList();
    }
}
