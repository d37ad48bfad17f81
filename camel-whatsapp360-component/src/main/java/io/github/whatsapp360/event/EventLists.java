package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists of messages, statuses and errors that stand side by side: in the value of a change of the Cloud API, and at
 * the top of a payload of an On-Premise number.
 */
final class EventLists {

    /** The field that they come with. */
    static final String FIELD = "messages";

    private static final String MESSAGES = "messages";
    private static final String STATUSES = "statuses";
    private static final String[] NAMES = {MESSAGES, STATUSES, AccountEvent.ERRORS};

    private final JsonNode value;
    private final String accountId;
    private final JsonNode payload;
    private final List<WebhookEvent> events;
    private final String phoneNumberId;
    private final String displayPhoneNumber;
    private final Map<String, JsonNode> contacts = new HashMap<>();

    EventLists(JsonNode value, String accountId, JsonNode payload, List<WebhookEvent> events) {
        this.value = value;
        this.accountId = accountId;
        this.payload = payload;
        this.events = events;
        phoneNumberId = Values.text(value.path("metadata"), "phone_number_id");
        displayPhoneNumber = Values.text(value.path("metadata"), "display_phone_number");
        for (JsonNode contact : value.path("contacts")) {
            contacts.put(Values.text(contact, "wa_id"), contact);
            contacts.put(Values.text(contact, "user_id"), contact);
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

    /** What stands beside them. */
    static ObjectNode without(JsonNode value) {
        return Values.without(value, NAMES);
    }

    void read() {
        for (String name : NAMES) {
            JsonNode list = value.path(name);
            if (list.isArray()) {
                list.forEach(element -> add(name, element, list.size() == 1));
            } else if (!list.isMissingNode() && !list.isNull()) {
                add(AccountEvent.ERRORS.equals(name) ? name : "", list, false);
            }
        }
    }

    private void add(String list, JsonNode event, boolean alone) {
        if (list.equals(MESSAGES) && event.isObject()) {
            events.add(new InboundMessage(event, origin(FIELD, event, alone, "from", "from_user_id")));
        } else if (list.equals(STATUSES) && event.isObject()) {
            boolean group = event.has("recipient_participant_id") || event.has("recipient_participant_user_id");
            events.add(new MessageStatus(
                    event,
                    group
                            ? origin(FIELD, event, alone, "recipient_participant_id", "recipient_participant_user_id")
                            : origin(FIELD, event, alone, "recipient_id", "recipient_user_id")));
        } else {
            String field = list.equals(AccountEvent.ERRORS) ? list : FIELD;
            events.add(new AccountEvent(event, origin(field, event, false)));
        }
    }

    private Origin origin(String field, JsonNode event, boolean alone, String... person) {
        return new Origin(accountId, field, phoneNumberId, displayPhoneNumber, contact(event, alone, person), payload);
    }

    /** Who it is by one of their IDs; these differ for some countries' numbers, so one contact goes with one event. */
    private JsonNode contact(JsonNode event, boolean alone, String... person) {
        for (String name : person) {
            JsonNode contact = contacts.get(Values.text(event, name));
            if (contact != null) {
                return contact;
            }
        }
        JsonNode list = value.path("contacts");
        return alone && list.size() == 1 ? list.path(0) : MissingNode.getInstance();
    }
}
