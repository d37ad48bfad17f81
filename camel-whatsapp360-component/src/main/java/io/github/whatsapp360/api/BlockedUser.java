package io.github.whatsapp360.api;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A user whom the business has blocked: a view of its JSON. Source: Meta, "Block users".
 *
 * @param json the element of the service's list; must not be changed
 */
public record BlockedUser(JsonNode json) {

    public BlockedUser {
        Objects.requireNonNull(json, "json");
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /** Returns the user: a phone number, or a business-scoped user ID if the service does not show the number. */
    public String user() {
        return JsonTexts.first(json, "wa_id", "user_id");
    }

    /** Returns the business-scoped user ID; empty if not given. */
    public String userId() {
        return JsonTexts.first(json, "user_id");
    }

    /** Returns a text without the user, who must not be logged. */
    @Override
    public String toString() {
        return "BlockedUser[]";
    }
}
