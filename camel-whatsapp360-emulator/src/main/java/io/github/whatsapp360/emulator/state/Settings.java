package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.WebhookTarget;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.webhooks.DeliveryJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings that can be changed while the emulator runs; a reset puts them back. */
public final class Settings {

    private final EmulatorConfig config;
    private final Limits limits;
    private final Journal journal;
    private volatile boolean windowed;
    private volatile boolean templateReview;
    private volatile String health = "AVAILABLE";
    private volatile FlowEndpoint flow = FlowEndpoint.NONE;
    private volatile StatusReports statuses = StatusReports.inOrder();

    Settings(EmulatorConfig config, Limits limits, Journal journal) {
        this.config = config;
        this.limits = limits;
        this.journal = journal;
        this.windowed = config.serviceWindow();
    }

    public StatusReports statuses() {
        return statuses;
    }

    public void statuses(StatusReports how) {
        statuses = how;
    }

    /** Returns whether the numbers can send messages: {@code AVAILABLE}, {@code LIMITED} or {@code BLOCKED}. */
    public String health() {
        return health;
    }

    /** Sets what {@link #health} returns. */
    public void health(String status) {
        health = checkedHealth(status);
    }

    private static String checkedHealth(String status) {
        if (!List.of("AVAILABLE", "LIMITED", "BLOCKED").contains(status)) {
            throw new IllegalArgumentException("health: AVAILABLE, LIMITED or BLOCKED");
        }
        return status;
    }

    /** Returns whether free-form messages need a customer's message within 24 hours. */
    boolean isWindowed() {
        return windowed;
    }

    /** Returns whether new templates wait for a review; otherwise they are approved at once. */
    boolean isTemplateReviewed() {
        return templateReview;
    }

    /** Sets what {@link #isTemplateReviewed} returns. */
    public void templateReview(boolean on) {
        templateReview = on;
    }

    /** Returns the application that answers flows on the page and in the HTTP API. */
    public FlowEndpoint flow() {
        return flow;
    }

    /** Tells those who watch that something has changed. */
    public void changed() {
        journal.add("settings", this::json);
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("hosting", config.hosting().name())
                .put("now", config.clock().instant().toString());
        json.set("statuses", SettingsJson.statuses(statuses));
        Account.Webhook webhook = config.accounts().first().webhook();
        ObjectNode to = json.putObject("webhook");
        if (webhook != null) {
            to.put("url", webhook.url().toString()).put("allowed", webhook.isCalled());
            to.set("headers", DeliveryJson.masked(webhook.headers()));
        }
        ArrayNode numbers = json.putArray("numbers");
        config.accounts().all().forEach(account -> numbers.addObject()
                .put("number", account.displayNumber())
                .put("phoneNumberId", account.phoneNumberId()));
        int rate = limits.messagesPerSecond();
        json.putObject("limits").put("enabled", rate > 0).put("messagesPerSecond", rate);
        json.set("flow", flow.json());
        return json.put("serviceWindow", windowed).put("health", health).put("templateReview", templateReview);
    }

    /**
     * Returns the settings for another emulator's {@link #change}: without the webhook and the endpoint of flows, which
     * may be secret.
     */
    ObjectNode state() {
        ObjectNode state = JsonNodeFactory.instance.objectNode().put("line", "settings");
        return state.setAll((ObjectNode) json().without(List.of("hosting", "now", "numbers", "webhook", "flow")));
    }

    /** Changes the settings that the JSON has. */
    public void change(JsonNode json) {
        StatusReports changed = SettingsJson.statuses(statuses, json.path("statuses"));
        Map<Account, Account.Webhook> webhooks = webhooks(json.path("webhook"));
        String healthy = checkedHealth(json.path("health").asText(health));
        FlowEndpoint answering = flow.changed(json.path("flow"), config);
        if (json.has("limits")) {
            int rate = json.at("/limits/messagesPerSecond").asInt(Limits.MESSAGES_PER_SECOND);
            limits.messagesPerSecond(json.at("/limits/enabled").asBoolean(true) ? rate : 0);
        }
        webhooks.forEach(Account::webhook);
        windowed = json.path("serviceWindow").asBoolean(windowed);
        templateReview = json.path("templateReview").asBoolean(templateReview);
        health = healthy;
        flow = answering;
        statuses = changed;
        changed();
    }

    /**
     * Returns the webhook of each key. It keeps its headers, unless the JSON has others. A header whose value is masked
     * keeps its value.
     */
    private Map<Account, Account.Webhook> webhooks(JsonNode json) {
        Map<Account, Account.Webhook> webhooks = new LinkedHashMap<>();
        if (!json.has("url") && !json.has("headers")) {
            return webhooks;
        }
        for (Account account : config.accounts().all()) {
            Account.Webhook before = account.webhook();
            Map<String, String> headers = new LinkedHashMap<>(before == null ? Map.of() : before.headers());
            if (json.has("headers")) {
                Map<String, String> had = Map.copyOf(headers);
                headers.clear();
                for (Map.Entry<String, JsonNode> header : json.path("headers").properties()) {
                    String value = header.getValue().asText();
                    String name = header.getKey();
                    headers.put(name, value.equals(DeliveryJson.MASK) ? had.getOrDefault(name, value) : value);
                }
            }
            String url =
                    json.path("url").asText(before == null ? "" : before.url().toString());
            if (url.isEmpty() && !json.has("url")) {
                throw new IllegalArgumentException("headers: a webhook needs a url too");
            }
            webhooks.put(account, url.isEmpty() ? null : WebhookTarget.of(url, headers, config.webhooks()));
        }
        return webhooks;
    }
}
