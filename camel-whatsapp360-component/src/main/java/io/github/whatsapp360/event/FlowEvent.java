package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A change of a flow: its status, or an alert about its endpoint or its version ({@code flows}). The figures of an
 * alert are in the JSON. Source: Meta, "Flows webhooks".
 *
 * @param json the {@code value} of the change
 * @param origin the context of the event in its payload
 */
public record FlowEvent(JsonNode json, Origin origin) implements AccountEvent {

    public FlowEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * Returns the event: {@code FLOW_STATUS_CHANGE}, {@code CLIENT_ERROR_RATE}, {@code ENDPOINT_ERROR_RATE},
     * {@code ENDPOINT_LATENCY}, {@code ENDPOINT_AVAILABILITY}, {@code FLOW_VERSION_EXPIRY_WARNING} or another one.
     */
    @Override
    public String event() {
        return JsonValues.text(json, "event");
    }

    /** Returns the ID of the flow. */
    public String flowId() {
        return JsonValues.text(json, "flow_id");
    }

    /**
     * Returns the new status: {@code DRAFT}, {@code PUBLISHED}, {@code THROTTLED}, {@code BLOCKED} or
     * {@code DEPRECATED}; empty if it has not changed.
     */
    public String status() {
        return JsonValues.text(json, "new_status");
    }

    /** Returns the status before; empty if it has not changed, or if the flow is new. */
    public String previousStatus() {
        return JsonValues.text(json, "old_status");
    }

    /** Returns whether an alert begins or ends: {@code ACTIVATED} or {@code DEACTIVATED}; empty if it is no alert. */
    public String alertState() {
        return JsonValues.text(json, "alert_state");
    }

    /** Returns the description of the event; empty if not given. */
    public String message() {
        return JsonValues.firstText(json, "message", "warning");
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return AccountEvents.text(this);
    }
}
