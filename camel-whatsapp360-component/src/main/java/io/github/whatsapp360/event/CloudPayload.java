package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The envelope of the Cloud API: a list of entries, one for each account, which contain changes, one for each kind of
 * event.
 */
final class CloudPayload {

    static final String ENTRY = "entry";
    static final String CHANGES = "changes";
    static final String VALUE = "value";

    private final JsonNode payload;
    private final List<WebhookEvent> events;

    private CloudPayload(JsonNode payload, List<WebhookEvent> events) {
        this.payload = payload;
        this.events = events;
    }

    /** Reads the events of a payload; returns false if it does not have this form. */
    static boolean read(JsonNode payload, List<WebhookEvent> events) {
        if (!payload.path(ENTRY).isArray() && !isChange(payload)) {
            return false;
        }
        new CloudPayload(payload, events).read();
        return true;
    }

    /**
     * Returns whether the payload is a change without an envelope, as the button "Test" of Meta's app dashboard sends
     * it. Source: Meta, "Webhooks", test payloads.
     */
    private static boolean isChange(JsonNode payload) {
        return payload.path("field").isTextual() && payload.has(VALUE);
    }

    private void read() {
        if (!payload.path(ENTRY).isArray()) {
            JsonNode none = JsonValues.without(MissingNode.getInstance());
            readChange(payload, none, none);
            return;
        }
        JsonNode payloadRest = JsonValues.without(payload, ENTRY);
        for (JsonNode entry : payload.path(ENTRY)) {
            JsonNode entryRest = JsonValues.without(entry, CHANGES);
            if (entry.path(CHANGES).isArray()) {
                entry.path(CHANGES).forEach(change -> readChange(change, entryRest, payloadRest));
            } else {
                add(entry, MissingNode.getInstance(), entryRest, payloadRest);
            }
        }
    }

    private void readChange(JsonNode change, JsonNode entryRest, JsonNode payloadRest) {
        String field = JsonValues.text(change, "field");
        JsonNode value = change.path(VALUE);
        ObjectNode changeRest = JsonValues.without(change, VALUE);
        if ((field.isEmpty() || field.equals(EventLists.FIELD)) && EventLists.areIn(value)) {
            changeRest.set(VALUE, EventLists.without(value));
            new EventLists(value, changeRest, entryRest, payloadRest, events).read();
        } else if (!AccountEvents.read(value, changeRest, entryRest, payloadRest, events)) {
            add(value.isMissingNode() ? change : value, changeRest, entryRest, payloadRest);
        }
    }

    private void add(JsonNode event, JsonNode change, JsonNode entry, JsonNode payload) {
        String field = JsonValues.text(change, "field");
        Origin origin = new Origin(field, event, EventContacts.only(event), change, entry, payload);
        events.add(AccountEvents.of(event, origin));
    }
}
