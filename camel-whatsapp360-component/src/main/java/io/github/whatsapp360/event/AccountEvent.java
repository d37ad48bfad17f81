package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event that is neither a message nor a status: a change of the account, its templates, groups or calls, an error
 * that belongs to no message, or an event that this version does not know.
 *
 * @param json the {@code value} of the change; the error, if {@link #field()} is {@code errors}; the unchanged JSON, if
 *     it does not have the documented form
 * @param origin the context of the event in its payload
 */
public record AccountEvent(JsonNode json, Origin origin) implements WebhookEvent {

    /** The field of errors in a list beside messages. */
    static final String ERRORS = "errors";

    /** Returns the time at which the service sent the event. Most of these events have no other time. */
    @Override
    public Optional<Instant> timestamp() {
        return JsonValues.instant(origin.entry(), "time");
    }

    @Override
    public List<EventError> errors() {
        return field().equals(ERRORS) ? List.of(EventError.of(json)) : EventError.in(json);
    }

    /**
     * Returns a key of the field, the time and the SHA-256 of the JSON, because the service gives these events no ID.
     * Empty if the event has no time, because two different events may then have the same JSON.
     */
    @Override
    public Optional<String> key() {
        return timestamp()
                .map(time -> JsonValues.word(field()) + "/" + time.toEpochMilli() + "/" + JsonValues.sha256(json));
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return "AccountEvent[" + JsonValues.word(field()) + "]";
    }
}
