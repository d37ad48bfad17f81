package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * The context of an event: the parts of a payload that several events share. The JSON nodes must not be changed.
 *
 * @param accountId the ID of the WhatsApp Business Account; empty if none is given
 * @param field the kind of webhook: {@code messages}, {@code account_update} and so on, and {@code errors} for errors
 *     in a list beside messages; empty if it is not given
 * @param phoneNumberId the ID of the business's number; empty if none is given
 * @param displayPhoneNumber the business's number as it is displayed; empty if none is given
 * @param contact the contact of the user ({@code profile.name}, {@code profile.username}, {@code wa_id},
 *     {@code user_id} and so on); a missing node if none is given
 * @param change the change that contained the event, without its events; a missing node with On-Premise numbers
 * @param entry the entry that contained the change, without its changes: {@code id}, {@code time}; a missing node with
 *     On-Premise numbers
 * @param payload the payload, without its entries; with On-Premise numbers, without its events
 */
public record Origin(
        String accountId,
        String field,
        String phoneNumberId,
        String displayPhoneNumber,
        JsonNode contact,
        JsonNode change,
        JsonNode entry,
        JsonNode payload) {

    /** Creates an origin with the business's number from the value of a change. */
    static Origin of(
            String field, JsonNode value, JsonNode contact, JsonNode change, JsonNode entry, JsonNode payload) {
        JsonNode metadata = value.path("metadata");
        String number = JsonValues.text(metadata, "display_phone_number");
        return new Origin(
                JsonValues.text(entry, "id"),
                field,
                JsonValues.text(metadata, "phone_number_id"),
                number.isEmpty() ? JsonValues.text(value, "display_phone_number") : number,
                contact,
                change,
                entry,
                payload);
    }

    /** Returns the contact in the value of a change if there is exactly one; otherwise a missing node. */
    static JsonNode onlyContact(JsonNode value) {
        JsonNode contacts = value.path("contacts");
        return contacts.size() == 1 ? contacts.path(0) : MissingNode.getInstance();
    }

    /** Returns a text without phone numbers and names, because they must not be logged. */
    @Override
    public String toString() {
        return "Origin[" + JsonValues.word(field) + "]";
    }
}
