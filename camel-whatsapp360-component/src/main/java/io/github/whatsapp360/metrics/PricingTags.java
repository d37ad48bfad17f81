package io.github.whatsapp360.metrics;

import io.github.whatsapp360.event.MessageStatus;
import java.util.Locale;
import java.util.Set;

/**
 * The tags of a status's {@link io.github.whatsapp360.event.Pricing}. A category that is not documented is
 * {@code other}.
 *
 * @param category the category; {@code none} if the status has no price
 * @param billable {@code true}, {@code false}, or {@code none} if the status does not tell
 */
record PricingTags(String category, String billable) {

    private static final String NONE = "none";
    private static final String OTHER = "other";
    private static final PricingTags MISSING = new PricingTags(NONE, NONE);

    private static final Set<String> CATEGORIES = Set.of(
            "authentication",
            "authentication_international",
            "group_marketing",
            "group_service",
            "group_utility",
            "marketing",
            "marketing_lite",
            "referral_conversion",
            "service",
            "utility");

    static PricingTags of(MessageStatus status) {
        return status.pricing()
                .map(pricing -> new PricingTags(
                        category(pricing.category()),
                        pricing.billable().map(String::valueOf).orElse(NONE)))
                .orElse(MISSING);
    }

    private static String category(String text) {
        String category = text.toLowerCase(Locale.ROOT).replace('-', '_');
        return CATEGORIES.contains(category) ? category : OTHER;
    }
}
