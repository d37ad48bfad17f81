package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * An account event without a type of its own: a field that this version does not know, an error that belongs to no
 * message, or an event that does not have the documented form.
 *
 * @param json the {@code value} of the change; the error, if {@link #field()} is {@code errors}; the unchanged JSON, if
 *     it does not have the documented form
 * @param origin the context of the event in its payload
 */
public record OtherEvent(JsonNode json, Origin origin) implements AccountEvent {

    /** The field of errors in a list beside messages. */
    static final String ERRORS = "errors";

    public OtherEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /** Returns the field {@code event}. */
    @Override
    public String event() {
        return JsonValues.text(json, "event");
    }

    @Override
    public List<EventError> errors() {
        return field().equals(ERRORS) ? List.of(new EventError(json)) : EventError.in(json);
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return AccountEvents.text(this);
    }
}
