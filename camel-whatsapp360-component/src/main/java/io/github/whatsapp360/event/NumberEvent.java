package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A change of a business number: its limit and throughput, its display name, its username or its PIN. The
 * {@linkplain #field() fields} are {@code phone_number_quality_update}, {@code phone_number_name_update},
 * {@code business_username_update} and {@code security}. The number is {@link #displayPhoneNumber()}. Source: Meta,
 * "Webhooks reference", the pages of these fields; "Business-scoped user IDs", business usernames.
 *
 * @param json the {@code value} of the change
 * @param origin the context of the event in its payload
 */
public record NumberEvent(JsonNode json, Origin origin) implements AccountEvent {

    public NumberEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * Returns the event, such as {@code THROUGHPUT_UPGRADE}, {@code ONBOARDING}, {@code FLAGGED} or
     * {@code PIN_RESET_REQUEST}; for a display name, the decision: {@code APPROVED}, {@code REJECTED}, {@code PENDING}
     * or {@code DEFERRED}; for a username, its status: {@code approved}, {@code reserved} or {@code deleted}.
     */
    @Override
    public String event() {
        return JsonValues.firstText(json, "event", "decision", "status");
    }

    /** Returns the messaging limit in the API's word, such as {@code TIER_2K}; empty if not given. */
    public String messagingLimit() {
        return JsonValues.firstText(json, "max_daily_conversations_per_business", "current_limit");
    }

    /** Returns the messaging limit before, in the API's word; empty if not given. */
    public String previousMessagingLimit() {
        return JsonValues.text(json, "old_limit");
    }

    /** Returns the display name that was reviewed; empty if not given. */
    public String verifiedName() {
        return JsonValues.text(json, "requested_verified_name");
    }

    /** Returns the reason why the display name was rejected, in the API's word; empty if not given. */
    public String rejectionReason() {
        return JsonValues.text(json, "rejection_reason");
    }

    /** Returns the username of the business; empty if not given, or deleted. */
    public String username() {
        return JsonValues.text(json, "username");
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return AccountEvents.text(this);
    }
}
