package io.github.whatsapp360.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The price category of a sent message: a view of the field {@code pricing} of a status. It has no amount. Source:
 * Meta, "Status messages webhook reference", September 2026; Meta may add values at any time.
 *
 * @param json the complete JSON of the field; must not be changed
 */
public record Pricing(JsonNode json) {

    public Pricing {
        Objects.requireNonNull(json, "json");
    }

    /** Returns the pricing of a status; empty if it has none, or something else in its place. */
    static Optional<Pricing> of(JsonNode status) {
        JsonNode pricing = status.path("pricing");
        return pricing.isObject() && !pricing.isEmpty() ? Optional.of(new Pricing(pricing)) : Optional.empty();
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /**
     * Returns the category whose rate applies: {@code service}, {@code utility}, {@code marketing},
     * {@code marketing_lite}, {@code authentication}, {@code authentication-international},
     * {@code referral_conversion}, {@code group_service}, {@code group_utility}, {@code group_marketing} or another
     * one; empty if not given.
     */
    public String category() {
        return JsonValues.text(json, "category");
    }

    /**
     * Returns the reason why the message is charged or free: {@code regular}, {@code free_customer_service},
     * {@code free_group_customer_service}, {@code free_entry_point} or another one; empty if not given.
     */
    public String type() {
        return JsonValues.text(json, "type");
    }

    /** Returns the pricing model: {@code PMP} for each message, {@code CBP} for conversations; empty if not given. */
    public String model() {
        return JsonValues.text(json, "pricing_model");
    }

    /**
     * Returns whether the message is charged: the field {@code billable}; without it, whether the {@link #type} is
     * {@code regular} or begins with {@code free_}, because Meta will remove the field. Empty if neither of the two
     * tells.
     */
    public Optional<Boolean> billable() {
        return JsonValues.bool(json, "billable").or(this::billableByType);
    }

    private Optional<Boolean> billableByType() {
        String type = type().toLowerCase(Locale.ROOT);
        if (type.equals("regular")) {
            return Optional.of(true);
        }
        return type.startsWith("free_") ? Optional.of(false) : Optional.empty();
    }

    /** Returns a text with category and type. */
    @Override
    public String toString() {
        return "Pricing[" + JsonValues.word(category()) + ", " + JsonValues.word(type()) + "]";
    }
}
