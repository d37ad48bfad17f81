package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * A change that a user made: the user no longer wants marketing messages, or wants them again
 * ({@code user_preferences}), or has another business-scoped user ID ({@code user_id_update}).
 *
 * <p>Meta reports a new ID in a system message instead: see {@link InboundMessage#idChange()}. Sources: Meta,
 * "user_preferences webhook reference"; Meta's changelog of 11 August 2026, which says that {@code user_id_update} is
 * not a field of its own; 8x8, "WhatsApp business-scoped user IDs", which documents it.
 *
 * @param json the element of {@code user_preferences} or {@code user_id_update}
 * @param origin the context of the event in its payload
 */
public record UserEvent(JsonNode json, Origin origin) implements AccountEvent {

    /** The field of changed IDs. */
    static final String IDS = "user_id_update";

    public UserEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /** Returns the choice: {@code stop} or {@code resume}; for a changed ID, {@code user_id_update}. */
    @Override
    public String event() {
        return field().equals(IDS) ? IDS : value();
    }

    /**
     * Returns the user: a phone number, or the business-scoped user ID if the service does not show the number.
     * Messages can be sent to it.
     */
    public String user() {
        String user = JsonValues.firstText(json, "wa_id", "user_id");
        return user.isEmpty() ? idChange().map(UserIdChange::userId).orElse("") : user;
    }

    /** Returns the user's business-scoped user ID; empty if not given. */
    public String userId() {
        return idChange().map(UserIdChange::userId).orElseGet(() -> JsonValues.text(json, "user_id"));
    }

    /** Returns the kind of messages that the choice is about: {@code marketing_messages}; empty if not given. */
    public String category() {
        return JsonValues.text(json, "category");
    }

    /** Returns the choice: {@code stop} or {@code resume}; empty if not given. */
    public String value() {
        return JsonValues.text(json, "value");
    }

    /** Returns whether the user no longer wants marketing messages. The service does not deliver them then (131050). */
    public boolean stopsMarketing() {
        return category().equals("marketing_messages") && value().equals("stop");
    }

    /** Returns the changed ID; empty if the event is about something else. */
    public Optional<UserIdChange> idChange() {
        return field().equals(IDS) ? Optional.of(new UserIdChange(json)) : Optional.empty();
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return AccountEvents.text(this);
    }
}
