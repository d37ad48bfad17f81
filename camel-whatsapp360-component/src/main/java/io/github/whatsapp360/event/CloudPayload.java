package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The Cloud API's envelope: entries, one for each account, and in them changes, one for each kind of news. */
final class CloudPayload {

    private static final String ENTRY = "entry";
    private static final String CHANGES = "changes";
    private static final String VALUE = "value";

    private final JsonNode payload;
    private final List<WebhookEvent> events;

    CloudPayload(JsonNode payload, List<WebhookEvent> events) {
        this.payload = payload;
        this.events = events;
    }

    static boolean is(JsonNode payload) {
        return payload.path(ENTRY).isArray();
    }

    void read() {
        for (JsonNode entry : payload.path(ENTRY)) {
            if (entry.path(CHANGES).isArray()) {
                entry.path(CHANGES).forEach(change -> readChange(entry, change));
            } else {
                ObjectNode around = Values.without(payload, ENTRY);
                around.putArray(ENTRY);
                add(entry, Values.text(entry, "id"), "", around);
            }
        }
    }

    private void readChange(JsonNode entry, JsonNode change) {
        String accountId = Values.text(entry, "id");
        String field = Values.text(change, "field");
        JsonNode value = change.path(VALUE);
        if (value.isMissingNode()) {
            add(change, accountId, field, around(entry, MissingNode.getInstance()));
        } else if ((field.isEmpty() || field.equals(EventLists.FIELD)) && EventLists.areIn(value)) {
            ObjectNode rest = Values.without(change, VALUE);
            rest.set(VALUE, EventLists.without(value));
            new EventLists(value, accountId, around(entry, rest), events).read();
        } else {
            add(value, accountId, field, around(entry, Values.without(change, VALUE)));
        }
    }

    private void add(JsonNode event, String accountId, String field, JsonNode around) {
        events.add(new AccountEvent(event, Origin.of(accountId, field, event, Origin.onlyContact(event), around)));
    }

    /** The payload with nothing but this entry, and in it nothing but what is left of one change. */
    private ObjectNode around(JsonNode entry, JsonNode rest) {
        ObjectNode entryAround = Values.without(entry, CHANGES);
        ArrayNode changes = entryAround.putArray(CHANGES);
        if (!rest.isMissingNode()) {
            changes.add(rest);
        }
        ObjectNode around = Values.without(payload, ENTRY);
        around.putArray(ENTRY).add(entryAround);
        return around;
    }
}
