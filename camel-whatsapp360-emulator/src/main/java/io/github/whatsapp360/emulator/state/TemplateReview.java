package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.StoredTemplate;
import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.webhooks.WebhookReporter;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The review of templates, and their webhooks. Source: Meta, "Webhooks reference", message_template_status_update,
 * message_template_quality_update and template_category_update.
 */
public final class TemplateReview {

    private static final Map<String, String> STATUSES = Map.of(
            "APPROVED", "APPROVED",
            "PENDING", "PENDING",
            "REJECTED", "REJECTED",
            "PAUSED", "PAUSED",
            "DISABLED", "DISABLED",
            "IN_APPEAL", "FLAGGED");
    private static final List<String> QUALITIES = List.of("GREEN", "YELLOW", "RED", "UNKNOWN");
    private static final List<String> CATEGORIES = List.of("UTILITY", "MARKETING", "AUTHENTICATION");

    private final WebhookReporter reports;
    private final BooleanSupplier reviewed;
    private final Journal journal;

    /** @param reviewed returns whether new templates wait for a review; otherwise they are approved at once */
    TemplateReview(WebhookReporter reports, BooleanSupplier reviewed, Journal journal) {
        this.reports = reports;
        this.reviewed = reviewed;
        this.journal = journal;
    }

    /** Adds a new template, which is approved at once, or waits for its review. */
    public StoredTemplate submit(Account account, StoredTemplate template) {
        boolean waits = reviewed.getAsBoolean();
        StoredTemplate added = account.add(template.withStatus(waits ? "PENDING" : "APPROVED", "NONE"));
        if (!waits) {
            reportStatus(account, added, "APPROVED", "NONE");
        }
        changed();
        return added;
    }

    /** Deletes a template in one language, or in all if the language is empty; returns false if there is none. */
    public boolean delete(Account account, String name, String language) {
        List<StoredTemplate> deleted = account.templates().stream()
                .filter(template -> template.name().equals(name))
                .filter(template -> language.isEmpty() || template.language().equals(language))
                .filter(account::remove)
                .toList();
        deleted.forEach(template -> reportStatus(account, template, "PENDING_DELETION", "NONE"));
        changed();
        return !deleted.isEmpty();
    }

    /** Gives a template the status, the quality or the category that the JSON has, and reports each change. */
    StoredTemplate review(Account account, StoredTemplate template, JsonNode json) {
        StoredTemplate reviewed = template;
        if (json.has("status")) {
            reviewed = status(
                    account,
                    reviewed,
                    json.path("status").asText(),
                    json.path("reason").asText());
        }
        if (json.has("quality")) {
            reviewed = quality(account, reviewed, json.path("quality").asText());
        }
        if (json.has("category")) {
            reviewed = category(account, reviewed, json.path("category").asText());
        }
        return reviewed;
    }

    /**
     * Gives a template another status, and reports it.
     *
     * @param reason of a rejection, such as {@code INVALID_FORMAT}; empty for that one
     * @throws IllegalArgumentException if there is no such template or status
     */
    public StoredTemplate status(Account account, StoredTemplate template, String status, String reason) {
        String event = STATUSES.get(status);
        if (event == null) {
            throw new IllegalArgumentException("status: APPROVED, PENDING, REJECTED, PAUSED, DISABLED or IN_APPEAL");
        }
        String why = !status.equals("REJECTED") ? "NONE" : reason.isEmpty() ? "INVALID_FORMAT" : reason;
        StoredTemplate changed = template.withStatus(status, why);
        account.add(changed);
        reportStatus(account, changed, event, why);
        changed();
        return changed;
    }

    /** Gives a template another quality, and reports it. */
    StoredTemplate quality(Account account, StoredTemplate template, String score) {
        if (!QUALITIES.contains(score)) {
            throw new IllegalArgumentException("quality: GREEN, YELLOW, RED or UNKNOWN");
        }
        StoredTemplate changed = template.withQuality(score);
        account.add(changed);
        ObjectNode value = JsonNodeFactory.instance
                .objectNode()
                .put("previous_quality_score", template.quality())
                .put("new_quality_score", score);
        reports.changed(account, "message_template_quality_update", named(value, changed));
        changed();
        return changed;
    }

    /** Moves a template to another category, and reports it. */
    StoredTemplate category(Account account, StoredTemplate template, String category) {
        if (!CATEGORIES.contains(category)) {
            throw new IllegalArgumentException("category: UTILITY, MARKETING or AUTHENTICATION");
        }
        StoredTemplate changed = template.withCategory(category);
        account.add(changed);
        ObjectNode value = named(JsonNodeFactory.instance.objectNode(), changed)
                .put("previous_category", template.json().path("category").asText())
                .put("new_category", category);
        reports.changed(account, "template_category_update", value);
        changed();
        return changed;
    }

    private void reportStatus(Account account, StoredTemplate template, String event, String reason) {
        ObjectNode value = named(JsonNodeFactory.instance.objectNode().put("event", event), template)
                .put("reason", reason)
                .put(
                        "message_template_category",
                        template.json().path("category").asText());
        if (event.equals("PAUSED")) {
            value.putObject("other_info")
                    .put("title", "FIRST_PAUSE")
                    .put("description", "Your template has been paused for three hours because of its quality.");
        } else if (event.equals("REJECTED")) {
            value.putObject("rejection_info")
                    .put("reason", "The template does not follow the guidelines.")
                    .put("recommendation", "Change the template and submit it again.");
        }
        reports.changed(account, "message_template_status_update", value);
    }

    private static ObjectNode named(ObjectNode value, StoredTemplate template) {
        return value.put("message_template_id", Long.parseLong(template.id()))
                .put("message_template_name", template.name())
                .put("message_template_language", template.language());
    }

    private void changed() {
        journal.add("templates", JsonNodeFactory.instance::objectNode);
    }
}
