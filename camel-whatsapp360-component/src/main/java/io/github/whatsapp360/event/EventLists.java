package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The lists of messages, statuses and errors in the value of a change, or at the top level of a payload that has no
 * changes.
 */
final class EventLists {

    /** The field of the change that has these lists. */
    static final String FIELD = "messages";

    static final String MESSAGES = "messages";
    static final String STATUSES = "statuses";
    private static final String[] NAMES = {MESSAGES, STATUSES, OtherEvent.ERRORS};
    private static final List<String> SENDERS = List.of("from", "from_user_id");
    private static final List<String> RECIPIENTS =
            List.of("recipient_participant_id", "recipient_participant_user_id", "recipient_id", "recipient_user_id");

    private final JsonNode value;
    private final JsonNode change;
    private final JsonNode entry;
    private final JsonNode payload;
    private final List<WebhookEvent> events;
    private final EventContacts contacts;

    EventLists(JsonNode value, JsonNode change, JsonNode entry, JsonNode payload, List<WebhookEvent> events) {
        this.value = value;
        this.change = change;
        this.entry = entry;
        this.payload = payload;
        this.events = events;
        this.contacts = new EventContacts(value);
    }

    static boolean areIn(JsonNode value) {
        for (String name : NAMES) {
            if (value.path(name).isArray()) {
                return true;
            }
        }
        return false;
    }

    /** Returns a copy of the value without these lists. */
    static ObjectNode without(JsonNode value) {
        return JsonValues.without(value, NAMES);
    }

    void read() {
        for (String name : NAMES) {
            JsonNode list = value.path(name);
            if (list.isArray()) {
                list.forEach(element -> events.add(event(name, element, list.size() == 1)));
            } else if (!list.isMissingNode() && !list.isNull()) {
                events.add(other(name, list));
            }
        }
    }

    private WebhookEvent event(String list, JsonNode json, boolean alone) {
        if (!json.isObject() || list.equals(OtherEvent.ERRORS)) {
            return other(list, json);
        }
        if (list.equals(MESSAGES)) {
            return new InboundMessage(json, origin(FIELD, contacts.of(json, alone, SENDERS)));
        }
        CallbackJson status = CallbackJson.read(json);
        JsonNode contact = contacts.of(json, alone, RECIPIENTS);
        return new MessageStatus(status.json(), origin(FIELD, contact).withTraceparent(status.traceparent()));
    }

    private OtherEvent other(String list, JsonNode json) {
        String field = list.equals(OtherEvent.ERRORS) ? list : FIELD;
        return new OtherEvent(json, origin(field, MissingNode.getInstance()));
    }

    private Origin origin(String field, JsonNode contact) {
        return new Origin(field, value, contact, change, entry, payload);
    }
}
