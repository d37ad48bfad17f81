package io.github.whatsapp360.emulator.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.StoredTemplate;
import io.github.whatsapp360.emulator.model.ChatMessage;
import java.util.Set;

/** Categories of messages that differ in price. Source: Meta, "Pricing on the WhatsApp Business Platform". */
public final class MessageCategory {

    /** Every message that is not a template. */
    static final String SERVICE = "service";

    static final String UTILITY = "utility";

    private static final String MARKETING = "marketing";
    private static final String AUTHENTICATION = "authentication";
    private static final Set<String> OF_TEMPLATES = Set.of(MARKETING, UTILITY, AUTHENTICATION);

    private MessageCategory() {}

    /**
     * Returns the category of a message. A template that the account does not have, or whose category is not one of
     * the three, counts as {@code marketing}, which is the most expensive.
     *
     * @return empty for a reaction: its only status is {@code sent} (docs.360dialog.com, "Reaction"), and only
     *     delivered messages are charged
     */
    public static String of(ChatMessage message, Account account) {
        return switch (message.type()) {
            case "reaction" -> "";
            case "template" -> ofTemplate(message.json().path("template"), account);
            default -> SERVICE;
        };
    }

    private static String ofTemplate(JsonNode template, Account account) {
        String name = template.path("name").asText();
        return account.template(name, template.at("/language/code").asText())
                .map(StoredTemplate::category)
                .filter(OF_TEMPLATES::contains)
                .orElse(MARKETING);
    }

    /** Returns the category as a status names it: groups have their own, except for authentication. */
    static String inStatus(PriceBasis basis) {
        return basis.isGroup() && !basis.category().equals(AUTHENTICATION)
                ? "group_" + basis.category()
                : basis.category();
    }
}
