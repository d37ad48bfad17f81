package io.github.whatsapp360.emulator.model;

/**
 * The price of a message, as its statuses report it. It has no amount: Meta's rates depend on the recipient's country.
 *
 * @param category {@code service}, {@code utility}, {@code marketing}, {@code authentication} or
 *     {@code referral_conversion}; the first three with {@code group_} before them if a group gets the message
 * @param type {@code regular}, {@code free_customer_service}, {@code free_group_customer_service} or
 *     {@code free_entry_point}
 * @param billable true if the message is charged; only with {@code regular}
 */
public record MessagePricing(String category, String type, boolean billable) {}
