package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The context of an event: the parts of a payload that several events share. {@link WebhookJson} creates it. The JSON
 * nodes must not be changed.
 */
public final class Origin {

    private final String accountId;
    private final String field;
    private final String phoneNumberId;
    private final String displayPhoneNumber;
    private final JsonNode contact;
    private final JsonNode change;
    private final JsonNode entry;
    private final JsonNode payload;
    private final String traceparent;
    private final String list;

    /**
     * Creates an origin with the business's number from the value of a change.
     *
     * @param value the value of the change
     */
    Origin(String field, JsonNode value, JsonNode contact, JsonNode change, JsonNode entry, JsonNode payload) {
        JsonNode metadata = value.path("metadata");
        String number = JsonValues.text(metadata, "display_phone_number");
        this.accountId = JsonValues.text(entry, "id");
        this.field = field;
        this.phoneNumberId = numberId(value);
        this.displayPhoneNumber = number.isEmpty() ? JsonValues.text(value, "display_phone_number") : number;
        this.contact = contact;
        this.change = change;
        this.entry = entry;
        this.payload = payload;
        this.traceparent = "";
        this.list = "";
    }

    private Origin(Origin other, String traceparent, String list) {
        this.accountId = other.accountId;
        this.field = other.field;
        this.phoneNumberId = other.phoneNumberId;
        this.displayPhoneNumber = other.displayPhoneNumber;
        this.contact = other.contact;
        this.change = other.change;
        this.entry = other.entry;
        this.payload = other.payload;
        this.traceparent = traceparent;
        this.list = list;
    }

    /** Returns the ID of the business's number, which stands elsewhere in a handover. */
    private static String numberId(JsonNode value) {
        String id = JsonValues.text(value.path("metadata"), "phone_number_id");
        return id.isEmpty() ? JsonValues.text(value.path("recipient"), "phone_number_id") : id;
    }

    /** Returns a copy with the trace context of the exchange that sent the event's message. */
    Origin withTraceparent(String traceparent) {
        return new Origin(this, traceparent, list);
    }

    /** Returns a copy for an event of this list in the value of an account's change. */
    Origin withList(String list) {
        return new Origin(this, traceparent, list);
    }

    /**
     * Returns the list in the value of an account's change that the event came from; empty if it is the whole value.
     */
    String list() {
        return list;
    }

    /** Returns the trace context; empty for none. Origins that differ only in it are equal. */
    String traceparent() {
        return traceparent;
    }

    /** Returns the ID of the WhatsApp Business Account; empty if none is given. */
    public String accountId() {
        return accountId;
    }

    /**
     * Returns the kind of webhook: {@code messages}, {@code account_update} and so on, and {@code errors} for errors in
     * a list beside messages; empty if it is not given.
     */
    public String field() {
        return field;
    }

    /** Returns the ID of the business's number; empty if none is given. */
    public String phoneNumberId() {
        return phoneNumberId;
    }

    /** Returns the business's number as it is displayed; empty if none is given. */
    public String displayPhoneNumber() {
        return displayPhoneNumber;
    }

    /**
     * Returns the contact of the user ({@code profile.name}, {@code profile.username}, {@code wa_id}, {@code user_id}
     * and so on); a missing node if none is given.
     */
    public JsonNode contact() {
        return contact;
    }

    /**
     * Returns the change that contained the event, without its events; a missing node if the payload has none.
     */
    public JsonNode change() {
        return change;
    }

    /**
     * Returns the entry that contained the change, without its changes: {@code id}, {@code time}; a missing node if the
     * payload has none.
     */
    public JsonNode entry() {
        return entry;
    }

    /** Returns the payload, without its entries or, if it has none, without its events. */
    public JsonNode payload() {
        return payload;
    }

    private List<Object> parts() {
        return List.of(accountId, field, phoneNumberId, displayPhoneNumber, contact, change, entry, payload, list);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin origin && parts().equals(origin.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Returns a text without phone numbers and names, because they must not be logged. */
    @Override
    public String toString() {
        return "Origin[" + JsonValues.word(field) + "]";
    }
}
