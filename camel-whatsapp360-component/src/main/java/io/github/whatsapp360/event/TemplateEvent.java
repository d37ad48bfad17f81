package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A change of a message template: its status, quality, category or content. The {@linkplain #field() fields} are
 * {@code message_template_status_update}, {@code message_template_quality_update}, {@code template_category_update} and
 * {@code message_template_components_update}. Source: Meta, "Webhooks reference", the pages of these fields.
 *
 * @param json the {@code value} of the change; the content of the template is in it
 * @param origin the context of the event in its payload
 */
public record TemplateEvent(JsonNode json, Origin origin) implements AccountEvent {

    public TemplateEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * Returns the new status: {@code APPROVED}, {@code REJECTED}, {@code PENDING}, {@code PAUSED}, {@code FLAGGED},
     * {@code DISABLED}, {@code REINSTATED}, {@code PENDING_DELETION}, {@code DELETED} or another one. For a change of
     * quality, returns the {@linkplain #quality new quality}; for a change of category, the category that it gets.
     */
    @Override
    public String event() {
        return JsonValues.firstText(json, "event", "new_quality_score", "correct_category", "new_category");
    }

    /** Returns the ID of the template. */
    public String id() {
        return JsonValues.text(json, "message_template_id");
    }

    /** Returns the name of the template. */
    public String name() {
        return JsonValues.text(json, "message_template_name");
    }

    /** Returns the language of the template, such as {@code en_US}. */
    public String language() {
        return JsonValues.text(json, "message_template_language");
    }

    /** Returns the category that the template has now; empty if not given. */
    public String category() {
        return JsonValues.firstText(json, "new_category", "message_template_category");
    }

    /** Returns the category that the template had before; empty if the category has not changed. */
    public String previousCategory() {
        return JsonValues.text(json, "previous_category");
    }

    /** Returns the category that the template gets at {@link #categoryChangeAt}; empty if no change is announced. */
    public String announcedCategory() {
        return JsonValues.text(json, "correct_category");
    }

    /** Returns the time of the announced change of the category; empty if no change is announced. */
    public Optional<Instant> categoryChangeAt() {
        return JsonValues.instant(json, "category_update_timestamp");
    }

    /** Returns the new quality: {@code GREEN}, {@code YELLOW}, {@code RED} or {@code UNKNOWN}; empty if not given. */
    public String quality() {
        return JsonValues.text(json, "new_quality_score");
    }

    /** Returns the quality before; empty if not given. */
    public String previousQuality() {
        return JsonValues.text(json, "previous_quality_score");
    }

    /** Returns the reason in the API's word, such as {@code INVALID_FORMAT} or {@code NONE}; empty if not given. */
    public String reason() {
        return JsonValues.text(json, "reason");
    }

    /** Returns the reason as a sentence: of a rejection, a pause or a lock; empty if not given. */
    public String explanation() {
        String rejection = JsonValues.text(json.path("rejection_info"), "reason");
        return rejection.isEmpty() ? JsonValues.text(json.path("other_info"), "description") : rejection;
    }

    /** Returns the change of the template that the service recommends; empty if not given. */
    public String recommendation() {
        return JsonValues.text(json.path("rejection_info"), "recommendation");
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return AccountEvents.text(this);
    }
}
