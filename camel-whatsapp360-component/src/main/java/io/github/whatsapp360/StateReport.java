package io.github.whatsapp360;

import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.attempts.AccountNames;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.attempts.LastFailures;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.delivery.rate.QueueState;
import io.github.whatsapp360.listener.FlowListener;
import io.github.whatsapp360.listener.WebhookListener.Answer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * Reports the state of a component to people: what waits, for how long, and why. It contains no phone number except the
 * last digits of the business's own, and no name, content, file name, callback data or key. It asks no store and makes
 * no call.
 */
final class StateReport {

    /** The number of accounts that are reported by default. */
    static final int MAX_ACCOUNTS = 100;

    private static final int PERCENT = 100;

    private StateReport() {}

    /**
     * Reports the state at this moment.
     *
     * @param registry empty if the component is not used, or has been stopped
     * @param filter a part of an account's name; empty for all accounts
     * @param limit the largest number of accounts; those in which most calls wait come first
     */
    static JsonObject of(
            Optional<SenderRegistry> registry,
            Set<EventsWebhook> webhooks,
            Set<FlowRequests> flows,
            String filter,
            int limit) {
        JsonObject report = new JsonObject();
        registry.ifPresent(senders -> {
            report.put("exchangesInProgress", senders.admission().size());
            report.put("exchangesWaitingForAPlace", senders.admission().waiting());
            report.put("confirmationsWaiting", senders.waitingForStatus());
            addAccounts(report, senders, filter, limit);
            JsonArray stores = new JsonArray();
            senders.stores().forEach(store -> stores.add(store(store)));
            report.put("stores", stores);
            report.put("lastFailedStatuses", failures(senders.failedStatuses()));
        });
        JsonArray routes = new JsonArray();
        webhooks.forEach(webhook -> routes.add(webhook(webhook)));
        report.put("webhooks", routes);
        if (!flows.isEmpty()) {
            JsonArray forms = new JsonArray();
            flows.forEach(flow -> forms.add(flow(flow)));
            report.put("flows", forms);
        }
        return report;
    }

    private static void addAccounts(JsonObject report, SenderRegistry senders, String filter, int limit) {
        List<Row> rows = senders.leases().entrySet().stream()
                .map(entry -> Row.of(senders.names(), entry.getKey(), entry.getValue()))
                .filter(row -> row.name.contains(filter))
                .sorted(Comparator.comparing(Row::waiting).reversed().thenComparing(Row::name))
                .toList();
        JsonArray shown = new JsonArray();
        rows.stream().limit(limit).map(Row::toJson).forEach(shown::add);
        report.put("accountsInUse", rows.size());
        report.put("accounts", shown);
    }

    /** The state of one account. */
    private record Row(String name, AccountState state, int producers, QueueState messages, QueueState uploads) {

        static Row of(AccountNames names, AccountState state, int producers) {
            return new Row(names.of(state.account()), state, producers, state.messages(), state.uploads());
        }

        int waiting() {
            return messages.waiting() + uploads.waiting();
        }

        JsonObject toJson() {
            JsonObject json = new JsonObject();
            json.put("account", name);
            json.put("hosting", state.account().hosting().name());
            json.put("producers", producers);
            json.put("problem", state.health().problem().map(Failures::code).orElse("none"));
            json.put("pausedByOperator", state.isHeld());
            json.put("messages", queue(messages, state.lastPauseOfMessages()));
            json.put("uploads", queue(uploads, state.lastPauseOfUploads()));
            json.put("waitingForEarlierMessage", state.waitingInOrder());
            json.put("waitingForRetry", state.waitingForRetry());
            json.put("lastFailures", failures(state.lastFailures()));
            return json;
        }
    }

    private static JsonObject queue(QueueState queue, String reason) {
        JsonObject json = new JsonObject();
        json.put("waiting", queue.waiting());
        json.put("oldestSeconds", queue.oldest().toSeconds());
        json.put("percentOfRate", Math.round(queue.used() * PERCENT));
        if (!queue.pause().isZero()) {
            json.put("pausedSeconds", roundedUp(queue.pause()));
            json.put("pausedAfter", reason);
        }
        return json;
    }

    private static long roundedUp(Duration time) {
        return time.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static JsonObject failures(LastFailures failures) {
        JsonObject json = new JsonObject();
        failures.byCode().forEach((code, time) -> json.put(code, time.toString()));
        return json;
    }

    private static JsonObject store(StoreHealth health) {
        JsonObject json = new JsonObject();
        json.put("store", health.option());
        json.put("type", health.type());
        json.put("failing", health.isFailing());
        health.last().ifPresent(failure -> {
            json.put("lastFailure", failure.type());
            json.put("lastFailureAt", failure.at().toString());
        });
        return json;
    }

    private static JsonObject webhook(EventsWebhook webhook) {
        JsonObject json = new JsonObject();
        json.put("address", webhook.state().address());
        json.put("eventsInProgress", webhook.eventsInProgress());
        webhook.state().last().ifPresent(last -> json.put("lastWebhookAt", last.toString()));
        JsonObject answers = new JsonObject();
        for (Answer answer : Answer.values()) {
            long count = webhook.state().count(answer);
            if (count > 0) {
                answers.put(answer.name(), count);
            }
        }
        json.put("answers", answers);
        return json;
    }

    private static JsonObject flow(FlowRequests flow) {
        JsonObject json = new JsonObject();
        json.put("path", flow.path());
        json.put("requestsInProgress", flow.inProgress());
        flow.last().ifPresent(last -> json.put("lastRequestAt", last.toString()));
        JsonObject answers = new JsonObject();
        for (FlowListener.Answer answer : FlowListener.Answer.values()) {
            long count = flow.count(answer);
            if (count > 0) {
                answers.put(answer.name(), count);
            }
        }
        json.put("answers", answers);
        return json;
    }

    /** Writes a report as text, one line for each value, with two spaces for each level. */
    static String text(Map<String, Object> report) {
        StringBuilder text = new StringBuilder();
        write(report, "", text);
        return text.toString();
    }

    private static void write(Map<?, ?> object, String indent, StringBuilder text) {
        object.forEach((key, value) -> {
            if (value instanceof List<?> list) {
                text.append(indent).append(key).append(": ").append(list.size()).append('\n');
                list.forEach(element -> {
                    text.append(indent).append("  -\n");
                    write((Map<?, ?>) element, indent + "    ", text);
                });
            } else if (value instanceof Map<?, ?> map) {
                text.append(indent).append(key).append(map.isEmpty() ? ": none\n" : ":\n");
                write(map, indent + "  ", text);
            } else {
                text.append(indent).append(key).append(": ").append(value).append('\n');
            }
        });
    }
}
