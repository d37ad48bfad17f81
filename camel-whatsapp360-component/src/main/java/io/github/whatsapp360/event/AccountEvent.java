package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is neither a message nor a status: news of the account, its templates, groups and calls, errors that
 * belong to no message, and what this version does not understand.
 *
 * @param json the change's {@code value}; an error, if {@link #field()} is {@code errors}; whatever it was, if it was not
 *     of the documented form
 * @param origin what stood around it
 */
public record AccountEvent(JsonNode json, Origin origin) implements WebhookEvent {

    /** The field of errors that stand beside messages. */
    static final String ERRORS = "errors";

    /** When the service sent it; most of these have no other time. */
    @Override
    public Optional<Instant> timestamp() {
        return JsonValues.instant(origin.entry(), "time");
    }

    @Override
    public List<EventError> errors() {
        return field().equals(ERRORS) ? List.of(EventError.of(json)) : EventError.in(json);
    }

    /**
     * Its field, its time and the SHA-256 of its JSON, since the service gives it no ID; empty if it has no time, because
     * the same news may then be told twice.
     */
    @Override
    public Optional<String> key() {
        return timestamp()
                .map(time -> JsonValues.word(field()) + "/" + time.toEpochMilli() + "/" + JsonValues.sha256(json));
    }

    /** Says of which field it is and nothing more: neither numbers nor contents belong into a log. */
    @Override
    public String toString() {
        return "AccountEvent[" + JsonValues.word(field()) + "]";
    }
}
