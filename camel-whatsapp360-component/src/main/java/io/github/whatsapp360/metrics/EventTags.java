package io.github.whatsapp360.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The tags of events. A value that is not in a list here is {@code other}, so that a webhook cannot create new ones.
 *
 * <p>Source: Meta, "Webhooks reference", fields {@code account_alerts}, {@code account_update},
 * {@code message_template_quality_update}, {@code message_template_status_update} and
 * {@code phone_number_quality_update}.
 */
final class EventTags {

    static final String MESSAGE = "message";
    static final String STATUS = "status";
    static final String OTHER = "other";

    /** The fields of webhooks that are neither messages nor statuses. */
    private static final Set<String> FIELDS = Set.of(
            "account_alerts",
            "account_review_update",
            "account_settings_update",
            "account_update",
            "business_capability_update",
            "business_status_update",
            "business_username_update",
            "business_username_updates",
            "calls",
            "errors",
            "flows",
            "group_lifecycle_update",
            "group_participants_update",
            "group_settings_update",
            "group_status_update",
            "history",
            "message_template_components_update",
            "message_template_quality_update",
            "message_template_status_update",
            "messaging_handovers",
            "partner_solutions",
            "payment_configuration_update",
            "phone_number_name_update",
            "phone_number_quality_update",
            "security",
            "smb_app_state_sync",
            "smb_message_echoes",
            "standby",
            "template_category_update",
            "tracking_events",
            "user_id_update",
            "user_preferences");

    private static final Set<String> WORDS = Set.of(
            // account_update
            "account_deleted",
            "account_offboarded",
            "account_reconnected",
            "account_restriction",
            "account_violation",
            "auth_intl_price_eligibility_update",
            "business_primary_location_country_update",
            "disabled_update",
            "mm_lite_terms_signed",
            "partner_added",
            "partner_app_installed",
            "partner_app_uninstalled",
            "partner_removed",
            "verified_account",
            "volume_based_pricing_tier_update",
            // account_alerts: alert_severity
            "critical",
            "informational",
            "warning",
            // phone_number_quality_update
            "downgrade",
            "flagged",
            "onboarding",
            "throughput_upgrade",
            "unflagged",
            "upgrade",
            // message_template_quality_update: new_quality_score
            "green",
            "red",
            "unknown",
            "yellow",
            // message_template_status_update; flagged is above
            "approved",
            "archived",
            "disabled",
            "in_appeal",
            "limit_exceeded",
            "locked",
            "paused",
            "pending",
            "pending_deletion",
            "reinstated",
            "rejected",
            "unarchived",
            "unpaused");

    /** The changes that need someone's attention, by their fields. */
    static final Map<String, List<String>> WARNINGS = Map.of(
            "account_alerts", List.of("critical", "warning"),
            "account_update", List.of("account_deleted", "account_restriction", "account_violation", "disabled_update"),
            "message_template_quality_update", List.of("red", "yellow"),
            "message_template_status_update", List.of("disabled", "flagged", "paused", "rejected"),
            "phone_number_quality_update", List.of("downgrade", "flagged"));

    private EventTags() {}

    /** Returns {@code message}, {@code status}, or the field of any other webhook. */
    static String type(WebhookEvent event) {
        if (event instanceof InboundMessage) {
            return MESSAGE;
        }
        return event instanceof MessageStatus ? STATUS : field(event);
    }

    private static String field(WebhookEvent event) {
        return FIELDS.contains(event.field()) ? event.field() : OTHER;
    }

    /** Returns the word that tells what has changed, such as a quality or the event of an account, in lower case. */
    static String word(AccountEvent event) {
        JsonNode json = event.json();
        JsonNode word =
                switch (event.field()) {
                    case "message_template_quality_update" -> json.path("new_quality_score");
                    case "account_alerts" ->
                        json.has("alert_info")
                                ? json.path("alert_info").path("alert_severity")
                                : json.path("alert_severity");
                    default -> json.path("event");
                };
        String text = word.asText("").toLowerCase(Locale.ROOT);
        return WORDS.contains(text) ? text : OTHER;
    }
}
