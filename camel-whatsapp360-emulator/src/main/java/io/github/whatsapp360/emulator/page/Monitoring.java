package io.github.whatsapp360.emulator.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.webhooks.Deliveries;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Answers {@code GET /health} and {@code GET /metrics}. Counters begin anew with a reset, as they do with a restart.
 * Source of the form: Prometheus, "Text-based format", version 0.0.4.
 */
public final class Monitoring {

    /** The path that tells whether the emulator runs. It needs no token and takes any {@code Host}. */
    public static final String HEALTH = "/health";

    static final String METRICS = "/metrics";

    private static final String PREFIX = "whatsapp360_emulator_";

    private final StringBuilder text = new StringBuilder();

    private Monitoring() {}

    static Response health() {
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("status", "UP"));
    }

    static Response metrics(EmulatorState state) {
        Monitoring metrics = new Monitoring();
        metrics.counter(
                "requests_total",
                "Answered requests to the API by HTTP status; 0 if a fault prevented the answer",
                "status",
                state.requests().counts());
        metrics.counter(
                "messages_total",
                "Messages of the business (out) and of customers (in)",
                "direction",
                Map.of("out", state.chats().count(false), "in", state.chats().count(true)));
        Deliveries deliveries = state.deliveries();
        metrics.counter(
                "webhook_attempts_total",
                "Attempts to deliver webhooks, by whether the answer was 200",
                "outcome",
                Map.of(
                        "delivered",
                        deliveries.log().delivered(),
                        "failed",
                        deliveries.log().failed()));
        metrics.gauge("webhooks_waiting", "Webhooks that wait for an attempt", deliveries.waiting());
        metrics.gauge("files", "Files that are kept", state.media().all().size());
        metrics.gauge("faults", "Rules of faults", state.faults().all().size());
        byte[] bytes = metrics.text.toString().getBytes(StandardCharsets.UTF_8);
        return new Response.Bytes(200, "text/plain; version=0.0.4; charset=utf-8", bytes, 0);
    }

    private void counter(String name, String help, String label, Map<String, Long> values) {
        head(name, help, "counter");
        values.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(value -> text.append(PREFIX)
                .append(name)
                .append('{')
                .append(label)
                .append("=\"")
                .append(value.getKey())
                .append("\"} ")
                .append(value.getValue())
                .append('\n'));
    }

    private void gauge(String name, String help, long value) {
        head(name, help, "gauge");
        text.append(PREFIX).append(name).append(' ').append(value).append('\n');
    }

    private void head(String name, String help, String type) {
        text.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        text.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }
}
