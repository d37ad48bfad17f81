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
    ObjectNode status(
            Account account, Customer customer, ChatEntry entry, String status, StatusError error, Instant at);

    /** A message of a customer: the given one, which has its ID, sender and time already. */
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

    /** A new {@code contacts} entry: the sender of a message, known by {@code wa_id}, {@code user_id} or both. */
    static ObjectNode contact(Customer customer, ObjectNode message) {
        ObjectNode contact = JsonNodeFactory.instance.objectNode();
        ObjectNode profile = contact.putObject("profile").put("name", customer.name());
        if (!customer.username().isEmpty()) {
            profile.put("username", "@" + customer.username());
        }
        if (message.has("from")) {
            contact.set("wa_id", message.get("from"));
        }
        if (message.has("from_user_id")) {
            contact.set("user_id", message.get("from_user_id"));
        }
        if (!customer.identityKeyHash().isEmpty()) {
            contact.put("identity_key_hash", customer.identityKeyHash());
        }
        return contact;
    }
}
