package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A change of who holds a conversation: Meta's Business Agent or the application ({@code messaging_handovers}).
 * Sources: docs.360dialog.com, "Meta Business Agent", "Webhooks"; the fields are those that public projects report,
 * because no page of Meta's lists them.
 *
 * @param json the {@code value} of the change
 * @param origin the context of the event in its payload
 */
public record HandoverEvent(JsonNode json, Origin origin) implements AccountEvent {

    public HandoverEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /** Returns the type: {@code control_passed} or another one. */
    @Override
    public String event() {
        return JsonValues.text(json, "type");
    }

    /** Returns the user of the conversation: a phone number, or a user ID if the service does not show the number. */
    public String user() {
        return JsonValues.firstText(json.path("sender"), "phone_number", "wa_id", "user_id");
    }

    /** Returns the role that holds the conversation now, such as {@code escalation}; empty if not given. */
    public String newOwner() {
        return JsonValues.text(passed(), "new_owner_role");
    }

    /** Returns the role that held the conversation, such as {@code ai_agent}; empty if not given. */
    public String previousOwner() {
        return JsonValues.firstText(passed(), "previous_owner_role", "previous_owner_app_role");
    }

    /** Returns the text that was handed over with the conversation; empty if not given. */
    public String metadata() {
        return JsonValues.text(passed(), "metadata");
    }

    private JsonNode passed() {
        return json.path("control_passed");
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return AccountEvents.text(this);
    }
}
