package io.github.whatsapp360.emulator.billing;

/**
 * All that decides the price of a message, except the time of its delivery.
 *
 * @param key of the number that sends it
 * @param category of its template, or {@link MessageCategory#SERVICE}; empty for a message that is never charged
 * @param isGroup true if a group gets it
 * @param inWindow true if it was accepted within 24 hours after a message of the customer
 * @param isFreeEntry true if it was accepted within a free entry point window
 */
public record PriceBasis(String key, String category, boolean isGroup, boolean inWindow, boolean isFreeEntry) {}
