package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The contacts of a change, by their phone numbers and user IDs. */
final class EventContacts {

    private static final String CONTACTS = "contacts";

    private final JsonNode only;
    private final Map<String, JsonNode> byId = new HashMap<>();

    /**
     * Reads the contacts once for all events of the change.
     *
     * @param holder the object that has the list {@code contacts}
     */
    EventContacts(JsonNode holder) {
        only = only(holder);
        for (JsonNode contact : holder.path(CONTACTS)) {
            byId.put(JsonValues.text(contact, "wa_id"), contact);
            byId.put(JsonValues.text(contact, "user_id"), contact);
        }
        byId.remove("");
    }

    static boolean areIn(JsonNode holder) {
        return holder.has(CONTACTS);
    }

    /** Returns the contact if there is exactly one; otherwise a missing node. */
    static JsonNode only(JsonNode holder) {
        JsonNode contacts = holder.path(CONTACTS);
        return contacts.size() == 1 ? contacts.path(0) : MissingNode.getInstance();
    }

    /** Removes a single contact, which would be taken for the contact of an event that is alone. */
    static void removeOnly(ObjectNode holder) {
        if (!only(holder).isMissingNode()) {
            holder.remove(CONTACTS);
        }
    }

    /**
     * Returns the contact of an event by one of its IDs; a missing node if there is none. A phone number may differ
     * from its {@code wa_id}, so a single contact also belongs to a single event.
     *
     * @param alone true if the change has no other event that the contact may belong to
     * @param ids the fields of the event that name its user, the most specific first
     */
    JsonNode of(JsonNode event, boolean alone, List<String> ids) {
        for (String id : ids) {
            JsonNode contact = byId.get(JsonValues.text(event, id));
            if (contact != null) {
                return contact;
            }
        }
        return alone ? only : MissingNode.getInstance();
    }
}
