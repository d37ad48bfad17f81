package io.github.whatsapp360.emulator.model;

import java.time.YearMonth;

/**
 * The delivered messages of a number in a month that have the same price.
 *
 * @param number the business's display number, in digits
 * @param month the month of delivery, in the time zone of the emulator's clock
 * @param pricing as their statuses have it
 * @param count the number of messages, at least 1
 */
public record BillingTotal(String number, YearMonth month, MessagePricing pricing, long count) {}
