package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts one event back into what stood around it: {@link WebhookJson} read the other way. */
final class Envelope {

    private final WebhookEvent event;
    private final Origin origin;

    Envelope(WebhookEvent event) {
        this.event = event;
        this.origin = event.origin();
    }

    JsonNode json() {
        ObjectNode payload = EventLists.without(JsonValues.without(origin.payload(), CloudPayload.ENTRY));
        if (origin.change().isMissingNode()) {
            return origin.entry().isMissingNode()
                    ? intoList(payload)
                    : intoArray(payload, CloudPayload.ENTRY, event.json());
        }
        JsonNode entry = intoArray(JsonValues.without(origin.entry()), CloudPayload.CHANGES, change());
        return intoArray(payload, CloudPayload.ENTRY, entry);
    }

    private JsonNode change() {
        ObjectNode change = JsonValues.without(origin.change());
        JsonNode beside = change.get(CloudPayload.VALUE);
        if (beside != null) {
            return change.set(CloudPayload.VALUE, intoList(JsonValues.without(beside)));
        }
        // a change without a value is an event as it is
        return event.json().equals(change) ? change : change.set(CloudPayload.VALUE, event.json());
    }

    /** Into the list that it stood in. */
    private ObjectNode intoList(ObjectNode value) {
        if (event instanceof InboundMessage) {
            return intoArray(value, EventLists.MESSAGES, event.json());
        }
        if (event instanceof MessageStatus) {
            return intoArray(value, EventLists.STATUSES, event.json());
        }
        if (event.field().equals(AccountEvent.ERRORS)) {
            return intoArray(value, AccountEvent.ERRORS, event.json());
        }
        value.putArray(
                EventLists.STATUSES); // a list makes it the value of messages; in one, an object would be a message
        return value.set(EventLists.MESSAGES, event.json().isObject() ? event.json() : array(event.json()));
    }

    private static ObjectNode intoArray(ObjectNode json, String name, JsonNode element) {
        json.set(name, array(element));
        return json;
    }

    private static JsonNode array(JsonNode element) {
        return JsonNodeFactory.instance.arrayNode().add(element);
    }
}
