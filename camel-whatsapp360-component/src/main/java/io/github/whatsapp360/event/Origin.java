package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * Where an event comes from: what a payload says once for several events. Its nodes are shared by them, and not to be
 * changed.
 *
 * @param accountId the ID of the WhatsApp Business Account; empty if none is given
 * @param field which kind of webhook it is: {@code messages}, {@code account_update} …, and {@code errors} for errors that
 *     stand beside messages; empty if it does not say
 * @param phoneNumberId the ID of the business's number; empty if none is given
 * @param displayPhoneNumber the business's number as it is displayed; empty if none is given
 * @param contact what the service says of the person on the other side ({@code profile.name}, {@code profile.username},
 *     {@code wa_id}, {@code user_id} …); a missing node if nothing
 * @param change the change that it stood in, without its events; a missing node with On-Premise numbers
 * @param entry the entry that the change stood in, without its changes: {@code id}, {@code time}; a missing node with
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

    /** With the business's number as the value of a change has it. */
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

    /** The contact in the value of a change, if there is exactly one. */
    static JsonNode onlyContact(JsonNode value) {
        JsonNode contacts = value.path("contacts");
        return contacts.size() == 1 ? contacts.path(0) : MissingNode.getInstance();
    }

    /** Without numbers and names: they do not belong into a log. */
    @Override
    public String toString() {
        return "Origin[" + JsonValues.word(field) + "]";
    }
}
