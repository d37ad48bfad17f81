package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists of messages, statuses and errors in the value of a change of the Cloud API, or at the top level of a
 * payload of an On-Premise number.
 */
final class EventLists {

    /** The field of the change that has these lists. */
    static final String FIELD = "messages";

    static final String MESSAGES = "messages";
    static final String STATUSES = "statuses";
    private static final String[] NAMES = {MESSAGES, STATUSES, AccountEvent.ERRORS};

    private final JsonNode value;
    private final JsonNode change;
    private final JsonNode entry;
    private final JsonNode payload;
    private final List<WebhookEvent> events;
    private final Map<String, JsonNode> contacts = new HashMap<>();

    EventLists(JsonNode value, JsonNode change, JsonNode entry, JsonNode payload, List<WebhookEvent> events) {
        this.value = value;
        this.change = change;
        this.entry = entry;
        this.payload = payload;
        this.events = events;
        for (JsonNode contact : value.path("contacts")) {
            contacts.put(JsonValues.text(contact, "wa_id"), contact);
            contacts.put(JsonValues.text(contact, "user_id"), contact);
        }
        contacts.remove("");
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
        if (!json.isObject() || list.equals(AccountEvent.ERRORS)) {
            return other(list, json);
        }
        if (list.equals(MESSAGES)) {
            return new InboundMessage(json, origin(FIELD, contact(json, alone, "from", "from_user_id")));
        }
        JsonNode contact = contact(
                json,
                alone,
                "recipient_participant_id",
                "recipient_participant_user_id",
                "recipient_id",
                "recipient_user_id");
        return new MessageStatus(json, origin(FIELD, contact));
    }

    private AccountEvent other(String list, JsonNode json) {
        String field = list.equals(AccountEvent.ERRORS) ? list : FIELD;
        return new AccountEvent(json, origin(field, MissingNode.getInstance()));
    }

    private Origin origin(String field, JsonNode contact) {
        return Origin.of(field, value, contact, change, entry, payload);
    }

    /**
     * Returns the contact of an event by one of its IDs. A phone number may differ from its {@code wa_id}, so a single
     * contact also belongs to a single event.
     */
    private JsonNode contact(JsonNode event, boolean alone, String... ids) {
        for (String id : ids) {
            JsonNode contact = contacts.get(JsonValues.text(event, id));
            if (contact != null) {
                return contact;
            }
        }
        return alone ? Origin.onlyContact(value) : MissingNode.getInstance();
    }
}
