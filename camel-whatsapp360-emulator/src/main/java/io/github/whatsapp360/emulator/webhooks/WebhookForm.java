package io.github.whatsapp360.emulator.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.Customer;
import io.github.whatsapp360.emulator.chats.StatusError;
import java.time.Instant;

/** The posts to the webhook, in the form of a hosting. */
public interface WebhookForm {

    /** The status of a message that was accepted; {@code error} is null if it did not fail. */
    ObjectNode status(Account account, ChatEntry entry, String status, StatusError error, Instant at);

    /** A message that a customer wrote: the given one, which has its ID, sender and time already. */
    ObjectNode message(Account account, Customer customer, ObjectNode message);

    /**
     * A change of the account; those of the Cloud API only, by default.
     *
     * @throws IllegalArgumentException if the hosting has none
     */
    default ObjectNode change(Account account, String field, JsonNode value, Instant at) {
        throw new IllegalArgumentException("This hosting reports no changes of the account");
    }

    /** Returns the seconds since 1970, as text. */
    static String timestamp(Instant at) {
        return Long.toString(at.getEpochSecond());
    }

    /** A new {@code contacts} entry: who wrote, known by {@code wa_id} or {@code user_id}. */
    static ObjectNode contact(Customer customer, String name, String number) {
        ObjectNode contact = JsonNodeFactory.instance.objectNode();
        contact.putObject("profile").put("name", customer.name());
        contact.put(name, number);
        if (!customer.identityKeyHash().isEmpty()) {
            contact.put("identity_key_hash", customer.identityKeyHash());
        }
        return contact;
    }
}
