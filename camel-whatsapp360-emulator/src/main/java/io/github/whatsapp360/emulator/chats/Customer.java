package io.github.whatsapp360.emulator.chats;

/**
 * A customer as webhooks describe one.
 *
 * @param name the profile's name
 * @param identityKeyHash empty if the identity change check is off
 */
public record Customer(String name, String identityKeyHash) {}
