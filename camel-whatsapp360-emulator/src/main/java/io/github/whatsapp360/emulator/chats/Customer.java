package io.github.whatsapp360.emulator.chats;

/**
 * A customer as webhooks describe one. What is not known is empty.
 *
 * @param name the profile's name
 * @param username without the {@code @}
 * @param userId the business-scoped user ID
 * @param isNumberHidden true if webhooks have the user ID only
 * @param identityKeyHash empty if the identity change check is off
 */
public record Customer(String name, String username, String userId, boolean isNumberHidden, String identityKeyHash) {

    static final Customer UNKNOWN = new Customer("", "", "", false, "");

    public Customer withName(String name) {
        return new Customer(name, username, userId, isNumberHidden, identityKeyHash);
    }

    public Customer withUserId(String userId) {
        return new Customer(name, username, userId, isNumberHidden, identityKeyHash);
    }
}
