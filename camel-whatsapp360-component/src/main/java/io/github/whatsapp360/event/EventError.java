package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An error in an event.
 *
 * @param code Meta's error code (see "Cloud API error codes"); -1 if none is given
 * @param title a short description; empty if not given
 * @param message a longer description, or the title again; empty if not given
 * @param details the most precise description; empty if not given. It may contain a phone number
 * @param json the complete JSON of the error; must not be changed
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

    /** Returns the errors in the field {@code errors}, which may be a list or a single error. */
    static List<EventError> in(JsonNode json) {
        JsonNode errors = json.path("errors");
        if (errors.isObject()) {
            return List.of(of(errors));
        }
        List<EventError> list = new ArrayList<>();
        errors.elements().forEachRemaining(error -> list.add(of(error)));
        return List.copyOf(list);
    }

    /** Returns a text with the code only, because the descriptions may contain a phone number. */
    @Override
    public String toString() {
        return "EventError[" + code + "]";
    }
}
