package io.github.whatsapp360.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A change of the WhatsApp Business Account or its business portfolio: a restriction, violation or ban, its review, an
 * alert, or its messaging limit. The {@linkplain #field() fields} are {@code account_update},
 * {@code account_review_update}, {@code account_alerts} and {@code business_capability_update}. Source: Meta, "Webhooks
 * reference", the pages of these fields.
 *
 * @param json the {@code value} of the change
 * @param origin the context of the event in its payload
 */
public record BusinessAccountEvent(JsonNode json, Origin origin) implements AccountEvent {

    /** The limits that Meta gives in words, with their users in 24 hours. */
    private static final Map<String, Integer> TIERS =
            Map.of("TIER_50", 50, "TIER_250", 250, "TIER_2K", 2_000, "TIER_10K", 10_000, "TIER_100K", 100_000);

    /**
     * A restriction of the account: a view of its JSON, like the event itself.
     *
     * @param json the element of {@code restriction_info}; must not be changed
     */
    public record Restriction(JsonNode json) {

        public Restriction {
            Objects.requireNonNull(json, "json");
        }

        @Override
        @JsonValue
        public JsonNode json() {
            return json;
        }

        /** Returns the type in the API's word, such as {@code RESTRICTED_BIZ_INITIATED_MESSAGING}. */
        public String type() {
            return JsonValues.text(json, "restriction_type");
        }

        /** Returns the end of the restriction; empty if not given. */
        public Optional<Instant> expiresAt() {
            return JsonValues.instant(json, "expiration");
        }

        /** Returns what the business can do about it; empty if not given. */
        public String remediation() {
            return JsonValues.text(json, "remediation");
        }
    }

    public BusinessAccountEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * Returns the event of {@code account_update}, such as {@code ACCOUNT_RESTRICTION}, {@code ACCOUNT_VIOLATION},
     * {@code DISABLED_UPDATE} or {@code ACCOUNT_DELETED}; the decision of a review: {@code APPROVED}, {@code REJECTED},
     * {@code PENDING} or {@code DEFERRED}; the type of an alert; or the new
     * {@linkplain #messagingLimit messaging limit}.
     */
    @Override
    public String event() {
        String event = JsonValues.firstText(json, "event", "decision");
        String alert = event.isEmpty() ? JsonValues.text(json.path("alert_info"), "alert_type") : event;
        return alert.isEmpty() ? messagingLimit() : alert;
    }

    /** Returns the restrictions of the account; empty if the event is about something else. */
    public List<Restriction> restrictions() {
        List<Restriction> restrictions = new ArrayList<>();
        json.path("restriction_info").elements().forEachRemaining(each -> restrictions.add(new Restriction(each)));
        return List.copyOf(restrictions);
    }

    /** Returns the violation in the API's word, such as {@code ADULT}; empty if not given. */
    public String violation() {
        return JsonValues.text(json.path("violation_info"), "violation_type");
    }

    /**
     * Returns the state of a ban: {@code SCHEDULE_FOR_DISABLE}, {@code DISABLE} or {@code REINSTATE}; empty if not
     * given.
     */
    public String banState() {
        return JsonValues.text(json.path("ban_info"), "waba_ban_state");
    }

    /** Returns the day of a ban as the service writes it, such as {@code April 17, 2025}; empty if not given. */
    public String banDate() {
        return JsonValues.text(json.path("ban_info"), "waba_ban_date");
    }

    /**
     * Returns the severity of an alert: {@code CRITICAL}, {@code WARNING} or {@code INFORMATIONAL}; empty if not given.
     */
    public String alertSeverity() {
        return JsonValues.text(json.path("alert_info"), "alert_severity");
    }

    /** Returns the description of an alert; empty if not given. */
    public String alertDescription() {
        return JsonValues.text(json.path("alert_info"), "alert_description");
    }

    /**
     * Returns the messaging limit of the business portfolio as the service writes it: a number such as {@code 2000},
     * {@code -1} for none, or a word such as {@code TIER_2K} or {@code TIER_UNLIMITED}; empty if not given.
     */
    public String messagingLimit() {
        return JsonValues.firstText(json, "max_daily_conversations_per_business", "max_daily_conversation_per_phone");
    }

    /**
     * Returns the number of users to whom the business portfolio may write first in 24 hours; empty if it is unlimited,
     * or not given.
     */
    public OptionalInt maxUsers() {
        Integer tier = TIERS.get(messagingLimit());
        if (tier != null) {
            return OptionalInt.of(tier);
        }
        OptionalInt users = JsonValues.integer(json, "max_daily_conversations_per_business");
        return users.isPresent() ? users : JsonValues.integer(json, "max_daily_conversation_per_phone");
    }

    /** Returns the number of business numbers that the account may have; empty if not given. */
    public OptionalInt maxNumbers() {
        OptionalInt numbers = JsonValues.integer(json, "max_phone_numbers_per_waba");
        return numbers.isPresent() ? numbers : JsonValues.integer(json, "max_phone_numbers_per_business");
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return AccountEvents.text(this);
    }
}
