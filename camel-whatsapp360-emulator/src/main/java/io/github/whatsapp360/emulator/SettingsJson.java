package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Settings as JSON, and back. */
final class SettingsJson {

    private SettingsJson() {}

    static ObjectNode settings(Memory memory) {
        Setup setup = memory.setup();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("hosting", setup.hosting().name())
                .put("now", setup.clock().instant().toString());
        json.set("statuses", statuses(memory.statuses()));
        Account.Webhook webhook = setup.accounts().first().webhook();
        ObjectNode to = json.putObject("webhook");
        if (webhook != null) {
            to.put("url", webhook.url().toString()).put("allowed", webhook.isCalled());
            to.set("headers", DeliveryJson.masked(webhook.headers()));
        }
        int rate = memory.limits().messagesPerSecond();
        json.putObject("limits").put("enabled", rate > 0).put("messagesPerSecond", rate);
        return json.put("serviceWindow", memory.isWindowed());
    }

    /** Changes what it is told of. */
    static void change(Memory memory, JsonNode json) {
        StatusReports statuses = statuses(memory.statuses(), json.path("statuses"));
        Map<Account, Account.Webhook> webhooks = webhooks(memory.setup(), json.path("webhook"));
        if (json.has("limits")) {
            int rate = json.at("/limits/messagesPerSecond").asInt(Limits.MESSAGES_PER_SECOND);
            memory.limits().messagesPerSecond(json.at("/limits/enabled").asBoolean(true) ? rate : 0);
        }
        webhooks.forEach(Account::webhook);
        memory.windowed(json.path("serviceWindow").asBoolean(memory.isWindowed()));
        memory.statuses(statuses);
        memory.settingsChanged();
    }

    /**
     * The webhook of each key: with the headers that it had, unless there are others. One whose value is masked keeps the
     * value that it had.
     */
    private static Map<Account, Account.Webhook> webhooks(Setup setup, JsonNode json) {
        Map<Account, Account.Webhook> webhooks = new LinkedHashMap<>();
        if (!json.has("url") && !json.has("headers")) {
            return webhooks;
        }
        for (Account account : setup.accounts().all()) {
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
            webhooks.put(account, url.isEmpty() ? null : WebhookTarget.of(url, headers, setup.webhooks()));
        }
        return webhooks;
    }

    static ObjectNode statuses(StatusReports how) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("report", how.isReported()).put("read", how.isRead());
        json.put("order", how.order().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("copies", how.copies()).put("delay", how.delay().toMillis());
        json.put("failCode", how.failCode()).put("failRate", how.failRate());
        ArrayNode numbers = json.putArray("failTo");
        how.failTo().forEach(numbers::add);
        return json;
    }

    /** The same settings but for those that the JSON has. */
    static StatusReports statuses(StatusReports how, JsonNode json) {
        Set<String> failTo = new LinkedHashSet<>(json.has("failTo") ? Set.of() : how.failTo());
        json.path("failTo").forEach(number -> failTo.add(number.asText()));
        return new StatusReports(
                json.path("report").asBoolean(how.isReported()),
                json.path("read").asBoolean(how.isRead()),
                json.has("order") ? order(json.path("order").asText()) : how.order(),
                json.path("copies").asInt(how.copies()),
                json.has("delay") ? duration(json.path("delay")) : how.delay(),
                json.path("failCode").asInt(how.failCode()),
                json.path("failRate").asDouble(how.failRate()),
                failTo);
    }

    private static StatusReports.Order order(String name) {
        return switch (name) {
            case "in-order" -> StatusReports.Order.IN_ORDER;
            case "reversed" -> StatusReports.Order.REVERSED;
            case "shuffled" -> StatusReports.Order.SHUFFLED;
            default -> throw new IllegalArgumentException("order: in-order, reversed or shuffled");
        };
    }

    /** {@code "PT25H"}, or a number of milliseconds. */
    static Duration duration(JsonNode json) {
        if (json.isNumber()) {
            return Duration.ofMillis(json.asLong());
        }
        try {
            return Duration.parse(json.asText());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("A duration is written as PT25H, or as a number of milliseconds", e);
        }
    }
}
