package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.chats.Customer;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Changes who a customer is: number, username, user ID and identity key. Source: Meta, "Business-scoped user IDs" and
 * "System messages webhook reference".
 */
public record CustomerIdentity(EmulatorState state) {

    /** The country of Meta's examples. */
    private static final String COUNTRY = "US.";

    private static final int DIGITS = 20;

    private static final List<String> FIELDS =
            List.of("number", "name", "username", "userId", "numberHidden", "identityKeyHash");

    /**
     * Makes the changes that the JSON has, all or none.
     *
     * @param chat the customer's number
     * @param changes {@code number}, {@code name}, {@code username}, {@code userId}, {@code numberHidden} and
     *     {@code identityKeyHash}
     * @return the customer's number from now on
     * @throws IllegalArgumentException if a value cannot be one, or belongs to another customer
     */
    public String change(String chat, JsonNode changes) {
        changes.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("There are the fields " + String.join(", ", FIELDS));
            }
        });
        Inbox.requireNumber(chat);
        Chats chats = state.chats();
        Customer before;
        Customer after;
        String number;
        Collection<Account> told = List.of();
        synchronized (chats) { // nobody else gets the number or the user ID between the check and the change
            before = chats.customer(chat);
            after = changed(chat, before, changes);
            number = number(chat, changes);
            boolean isMoved = !number.equals(chat);
            if (isMoved
                    && after.userId().equals(before.userId())
                    && !after.userId().isEmpty()) {
                after = after.withUserId(newUserId(after.userId().substring(0, COUNTRY.length()), number));
            }
            chats.change(chat, after);
            if (isMoved) {
                told = told(chat);
                chats.move(chat, number);
            }
        }
        for (Account account : told) {
            tell(account, chat, number, before, after);
        }
        return number;
    }

    private Customer changed(String chat, Customer before, JsonNode changes) {
        Customer after = new Customer(
                changes.path("name").asText(before.name()),
                changes.path("username").asText(before.username()).replaceFirst("^@", ""),
                changes.path("userId").asText(before.userId()),
                changes.path("numberHidden").asBoolean(before.isNumberHidden()),
                changes.path("identityKeyHash").asText(before.identityKeyHash()));
        // Meta, "Business-scoped user IDs", usernames: 3 to 35 characters
        if (!after.username().isEmpty() && !after.username().matches("[A-Za-z0-9._]{3,35}")) {
            throw new IllegalArgumentException("username: 3 to 35 letters, digits, periods and underscores");
        }
        boolean needsUserId = !after.username().isEmpty() || after.isNumberHidden();
        if (after.userId().isEmpty() && needsUserId && !RecipientNumber.isUserId(chat)) {
            after = after.withUserId(newUserId(COUNTRY, chat));
        }
        boolean isKnown = !after.userId().isEmpty() || after.isNumberHidden();
        if (isKnown && RecipientNumber.isUserId(chat)) {
            throw new IllegalArgumentException("This customer is known by a user ID only");
        }
        if ((isKnown || !after.username().isEmpty()) && state.config().hosting() == EmulatedHosting.ON_PREMISE) {
            throw new IllegalArgumentException("This hosting has no usernames and no user IDs");
        }
        if (!after.userId().isEmpty()) {
            if (!RecipientNumber.isUserId(after.userId())) {
                throw new IllegalArgumentException("userId: a country, a period, and letters or digits, as US.1349");
            }
            String other = state.chats().chatOf(after.userId());
            boolean isTaken = !other.equals(after.userId())
                    || !state.chats().entries(other).isEmpty();
            if (!other.equals(chat) && isTaken) {
                throw new IllegalArgumentException("userId: another customer has it");
            }
        }
        return after;
    }

    private String number(String chat, JsonNode changes) {
        if (!changes.has("number")) {
            return chat;
        }
        String number = RecipientNumber.normalized(changes.path("number").asText());
        String problem = RecipientNumber.problem(number);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("number: " + problem);
        }
        if (!number.equals(chat) && RecipientNumber.isUserId(chat)) {
            throw new IllegalArgumentException("This customer is known by a user ID only");
        }
        if (!number.equals(chat) && !state.chats().entries(number).isEmpty()) {
            throw new IllegalArgumentException("number: another customer has it");
        }
        return number;
    }

    /** Returns an ID that is always the same for a number, so that tests can be repeated. */
    private static String newUserId(String country, String number) {
        String hex = UUID.nameUUIDFromBytes(number.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return country + new BigInteger("f" + hex, 16).toString().substring(0, DIGITS);
    }

    /** Returns the numbers of the business that know the customer, without those that have blocked the customer. */
    private Collection<Account> told(String chat) {
        Set<Account> told = new LinkedHashSet<>();
        for (ChatEntry entry : state.chats().entries(chat)) {
            if (!state.isBlocked(entry.account().key(), chat)) {
                told.add(entry.account());
            }
        }
        return told;
    }

    private void tell(Account account, String old, String number, Customer before, Customer after) {
        ObjectNode system = JsonNodeFactory.instance.objectNode();
        if (before.isNumberHidden()) {
            system.put("body", "User " + after.name() + " has a new user ID").put("type", "user_changed_user_id");
        } else {
            system.put("body", "User " + after.name() + " changed from " + old + " to " + number)
                    .put("type", "user_changed_number")
                    .put("wa_id", number);
        }
        if (!before.userId().isEmpty()) {
            system.put("user_id", after.userId()).put("previous_user_id", before.userId());
        }
        state.inbox().tell(account, number, Inbox.sender(old, before), system);
    }
}
