package io.github.whatsapp360.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An error in an event: a view of its JSON, like the event itself.
 *
 * @param json the complete JSON of the error; must not be changed
 */
public record EventError(JsonNode json) {

    public EventError {
        Objects.requireNonNull(json, "json");
    }

    /** Returns the errors in the field {@code errors}, which may be a list or a single error. */
    static List<EventError> in(JsonNode json) {
        JsonNode errors = json.path("errors");
        if (errors.isObject()) {
            return List.of(new EventError(errors));
        }
        List<EventError> list = new ArrayList<>();
        errors.elements().forEachRemaining(error -> list.add(new EventError(error)));
        return List.copyOf(list);
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /** Returns Meta's error code (see "Cloud API error codes"); empty if none is given. */
    public OptionalInt code() {
        return JsonValues.integer(json, "code");
    }

    /** Returns a short description; empty if not given. */
    public String title() {
        return JsonValues.text(json, "title");
    }

    /** Returns a longer description, or the title again; empty if not given. */
    public String message() {
        return JsonValues.text(json, "message");
    }

    /** Returns the most precise description; empty if not given. It may contain a phone number. */
    public String details() {
        String details = JsonValues.text(json.path("error_data"), "details");
        return details.isEmpty() ? OnPremisePayload.details(json) : details;
    }

    /** Returns a text with the code only, because the descriptions may contain a phone number. */
    @Override
    public String toString() {
        OptionalInt code = code();
        return "EventError[" + (code.isPresent() ? code.getAsInt() : "") + "]";
    }
}
