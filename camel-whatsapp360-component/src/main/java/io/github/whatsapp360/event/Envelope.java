package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a payload with a single event and its original context: the reverse of {@link WebhookJson}. */
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
        // the whole change is the event if it has no value
        return event.json().equals(change) ? change : change.set(CloudPayload.VALUE, event.json());
    }

    /** Puts the event into the list that it came from. */
    private ObjectNode intoList(ObjectNode value) {
        removeContactOfAnother(value);
        if (!origin.list().isEmpty()) {
            ObjectNode holder = JsonValues.without(AccountEvents.holder(event.field(), value));
            removeContactOfAnother(holder);
            return AccountEvents.with(event.field(), value, intoArray(holder, origin.list(), event.json()));
        }
        if (event instanceof InboundMessage) {
            return intoArray(value, EventLists.MESSAGES, event.json());
        }
        if (event instanceof MessageStatus) {
            return intoArray(value, EventLists.STATUSES, event.json());
        }
        if (event.field().equals(OtherEvent.ERRORS)) {
            return intoArray(value, OtherEvent.ERRORS, event.json());
        }
        value.putArray(EventLists.STATUSES); // in a list, the object would be read as a message
        return value.set(EventLists.MESSAGES, event.json().isObject() ? event.json() : array(event.json()));
    }

    /** Removes a single contact that is not the event's, because the event is alone in its envelope. */
    private void removeContactOfAnother(ObjectNode value) {
        if (!(event instanceof OtherEvent) && origin.contact().isMissingNode()) {
            EventContacts.removeOnly(value);
        }
    }

    private static ObjectNode intoArray(ObjectNode json, String name, JsonNode element) {
        json.set(name, array(element));
        return json;
    }

    private static JsonNode array(JsonNode element) {
        return JsonNodeFactory.instance.arrayNode().add(element);
    }
}
