package io.github.whatsapp360.emulator.billing;

import io.github.whatsapp360.emulator.model.MessagePricing;
import java.time.LocalDate;

/**
 * The rules of per-message pricing. Source: Meta, "Status messages webhook reference" of 2026-09-14 for the values, and
 * "Pricing on the WhatsApp Business Platform" for the dates. The pricing of conversations, which ended on 2025-07-01,
 * is not among them.
 */
final class PricingRules {

    /** From this day, service messages and utility templates within the 24-hour window are charged. */
    static final LocalDate SERVICE_IS_CHARGED = LocalDate.of(2026, 10, 1);

    /** The delivered service messages of a number and month that are free from that day on. */
    static final int FREE_SERVICE_MESSAGES = 1_000;

    private static final String REGULAR = "regular";
    private static final String FREE_SERVICE = "free_customer_service";
    private static final String FREE_GROUP_SERVICE = "free_group_customer_service";

    private PricingRules() {}

    /**
     * Returns the price of a message.
     *
     * @param day of its delivery
     * @param freeBefore the number's service messages that were free in this month
     */
    static MessagePricing price(PriceBasis basis, LocalDate day, long freeBefore) {
        if (basis.isFreeEntry()) {
            return new MessagePricing("referral_conversion", "free_entry_point", false);
        }
        String category = MessageCategory.inStatus(basis);
        if (isFree(basis, day, freeBefore)) {
            return new MessagePricing(category, basis.isGroup() ? FREE_GROUP_SERVICE : FREE_SERVICE, false);
        }
        return new MessagePricing(category, REGULAR, true);
    }

    private static boolean isFree(PriceBasis basis, LocalDate day, long freeBefore) {
        boolean service = basis.category().equals(MessageCategory.SERVICE);
        if (day.isBefore(SERVICE_IS_CHARGED)) {
            return service || basis.category().equals(MessageCategory.UTILITY) && basis.inWindow();
        }
        return service && freeBefore < FREE_SERVICE_MESSAGES;
    }

    /** Returns whether a message with this price is one of the free service messages of its month. */
    static boolean isFreeService(MessagePricing pricing) {
        return pricing.type().equals(FREE_SERVICE) || pricing.type().equals(FREE_GROUP_SERVICE);
    }
}
