package io.github.whatsapp360.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A change of a user's business-scoped ID, which comes with a new phone number: a view of the JSON that reports it. A
 * message to the previous ID does not arrive. Source: Meta, "System messages webhook reference", August 2026.
 *
 * @param json the {@code system} object of a message, or the element of {@code user_id_update}; must not be changed
 */
public record UserIdChange(JsonNode json) {

    public UserIdChange {
        Objects.requireNonNull(json, "json");
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /** Returns the ID from now on; empty if not given. */
    public String userId() {
        return current("user_id");
    }

    /** Returns the ID until now; empty if not given. */
    public String previousUserId() {
        return previous("user_id");
    }

    /** Returns the ID from now on in linked business portfolios; empty if not given. */
    public String parentUserId() {
        return current("parent_user_id");
    }

    /** Returns the ID until now in linked business portfolios; empty if not given. */
    public String previousParentUserId() {
        return previous("parent_user_id");
    }

    /** Returns the phone number from now on; empty if the service does not show it. */
    public String waId() {
        return JsonValues.text(json, "wa_id");
    }

    private String current(String name) {
        return json.path(name).isObject() ? JsonValues.text(json.path(name), "current") : JsonValues.text(json, name);
    }

    private String previous(String name) {
        return json.path(name).isObject()
                ? JsonValues.text(json.path(name), "previous")
                : JsonValues.text(json, "previous_" + name);
    }

    /** Returns a text without the IDs, because they must not be logged. */
    @Override
    public String toString() {
        return "UserIdChange[]";
    }
}
