package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One error that an event reports.
 *
 * @param code Meta's error code (see "Cloud API error codes"); -1 if none is given
 * @param title what it is, in a few words; empty if not given
 * @param message the same, or more; empty if not given
 * @param details the most precise words; empty if not given. They may name a number.
 * @param json what it came as, nothing dropped; not to be changed
 */
public record EventError(int code, String title, String message, String details, JsonNode json) {

    static EventError of(JsonNode json) {
        String details = JsonValues.text(json.path("error_data"), "details");
        return new EventError(
                JsonValues.integer(json, "code"),
                JsonValues.text(json, "title"),
                JsonValues.text(json, "message"),
                details.isEmpty() ? JsonValues.text(json, "details") : details, // On-Premise
                json);
    }

    /** The errors in {@code errors}, be it a list or a single one. */
    static List<EventError> in(JsonNode json) {
        JsonNode errors = json.path("errors");
        if (errors.isObject()) {
            return List.of(of(errors));
        }
        List<EventError> list = new ArrayList<>();
        errors.elements().forEachRemaining(error -> list.add(of(error)));
        return List.copyOf(list);
    }

    /** Without the words, which may name a number. */
    @Override
    public String toString() {
        return "EventError[" + code + "]";
    }
}
