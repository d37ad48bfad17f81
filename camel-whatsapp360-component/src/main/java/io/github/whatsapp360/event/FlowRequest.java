package io.github.whatsapp360.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Objects;
import java.util.Set;

/**
 * A request of a flow for its next screen: a view of the decrypted JSON. Source: Meta, "Implementing endpoint for
 * flows", data exchange request.
 *
 * @param json the complete JSON, with fields that this view does not have; must not be changed
 */
public record FlowRequest(JsonNode json) {

    private static final Set<String> ACTIONS = Set.of("INIT", "BACK", "data_exchange");

    public FlowRequest {
        Objects.requireNonNull(json, "json");
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /**
     * Returns the reason of the request: {@code INIT} when the user opens the flow, {@code data_exchange} when the user
     * submits a screen or changes a field, or {@code BACK}.
     */
    public String action() {
        return JsonValues.text(json, "action");
    }

    /** Returns the name of the screen that the user sees; may be empty with {@code INIT} and {@code BACK}. */
    public String screen() {
        return JsonValues.text(json, "screen");
    }

    /** Returns the data of the screen; a missing node if there is none, as with {@code INIT} and {@code BACK}. */
    public JsonNode data() {
        JsonNode data = json.path("data");
        return data.isNull() ? MissingNode.getInstance() : data;
    }

    /**
     * Returns the token that the flow message was sent with. Check it, because it tells which user and which message
     * the request belongs to.
     */
    public String flowToken() {
        return JsonValues.text(json, "flow_token");
    }

    /** Returns the version of the data exchange, such as {@code 3.0}. */
    public String version() {
        return JsonValues.text(json, "version");
    }

    /** Returns a text with the action only, because tokens and contents must not be logged. */
    @Override
    public String toString() {
        return "FlowRequest[" + (ACTIONS.contains(action()) ? action() : "other") + "]";
    }
}
