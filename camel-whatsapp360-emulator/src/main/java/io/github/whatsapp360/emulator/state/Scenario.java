package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.faults.FaultJson;
import io.github.whatsapp360.emulator.faults.Faults;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.util.DaemonThreads;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps that change faults and statuses, one after the other: after some time, or after some requests. */
public final class Scenario {

    private static final int MOST_STEPS = 1_000;

    private final Faults faults;
    private final Settings settings;
    private final RequestLog requests;
    private JsonNode json = JsonNodeFactory.instance.objectNode();
    private List<Step> steps = List.of();
    private Thread thread;
    private int current;
    private List<FaultRule> ownFaults = List.of();
    private StatusReports ownStatuses;
    private StatusReports statusesBefore;

    Scenario(Faults faults, Settings settings, RequestLog requests) {
        this.faults = faults;
        this.settings = settings;
        this.requests = requests;
    }

    /**
     * A step.
     *
     * @param faults null to leave them
     * @param statuses as JSON; missing to leave them
     * @param time the duration; null if it does not end by time
     * @param requests after how many answered requests it ends; 0 if it does not end by them
     */
    private record Step(List<FaultRule> faults, JsonNode statuses, Duration time, int requests) {}

    /** Begins with JSON as text. */
    public void begin(String json) {
        try {
            begin(EmulatorJson.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not JSON", e);
        }
    }

    /**
     * Begins, instead of what was running.
     *
     * @throws IllegalArgumentException if the JSON is no scenario
     */
    public synchronized void begin(JsonNode json) {
        List<Step> parsed = steps(json.path("steps"));
        end();
        this.json = json;
        steps = parsed;
        current = 0;
        start();
    }

    private void start() {
        int begun = current;
        List<Step> all = steps;
        thread = new DaemonThreads("whatsapp360-emulator-scenario").newThread(() -> run(all, begun));
        thread.start();
    }

    /**
     * Returns the scenario for {@link #restore}; empty if there is none. The time and the requests that its step has
     * lasted are not in it.
     */
    synchronized Optional<ObjectNode> state() {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode state = json().put("line", "scenario");
        state.set("scenario", json);
        if (ownStatuses != null && settings.statuses() == ownStatuses) {
            state.set("statusesBefore", SettingsJson.statuses(statusesBefore));
        }
        return Optional.of(state);
    }

    /** Returns whether the scenario has set this rule. */
    synchronized boolean isOwn(FaultRule rule) {
        return ownFaults.contains(rule);
    }

    /**
     * Goes on where another emulator was. Its faults and statuses are set already.
     *
     * @param own the rules that are the scenario's
     * @throws IllegalArgumentException if the JSON is no scenario
     */
    synchronized void restore(JsonNode state, List<FaultRule> own) {
        List<Step> parsed = steps(state.path("scenario").path("steps"));
        json = state.path("scenario");
        steps = parsed;
        current = Math.max(0, Math.min(state.path("step").asInt(), parsed.size()));
        ownFaults = own;
        if (state.has("statusesBefore")) {
            ownStatuses = settings.statuses();
            statusesBefore = SettingsJson.statuses(StatusReports.inOrder(), state.path("statusesBefore"));
        }
        if (state.path("running").asBoolean()) {
            start();
        }
    }

    /**
     * Ends, also what its last step has left: its faults are over, and statuses are as they were before it, unless
     * somebody has changed them since. Faults of somebody else go on.
     */
    public synchronized void end() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
        steps = List.of();
        current = 0;
        faults.end(ownFaults);
        if (ownStatuses != null && settings.statuses() == ownStatuses) {
            settings.statuses(statusesBefore);
            settings.changed();
        }
        ownFaults = List.of();
        ownStatuses = null;
    }

    /** {@code {"running", "step", "steps"}}; the first step is 1. Once it was ended, it has no steps. */
    public synchronized ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("running", thread != null)
                .put("step", current)
                .put("steps", steps.size());
    }

    private List<Step> steps(JsonNode json) {
        if (!json.isArray() || json.isEmpty() || json.size() > MOST_STEPS) {
            throw new IllegalArgumentException("steps: a list of 1 to " + MOST_STEPS);
        }
        List<Step> parsed = new ArrayList<>();
        for (JsonNode step : json) {
            SettingsJson.statuses(settings.statuses(), step.path("statuses")); // so that what is wrong is said at once
            parsed.add(new Step(
                    step.has("faults") ? FaultJson.rules(step.path("faults")) : null,
                    step.path("statuses"),
                    step.has("for") ? SettingsJson.duration(step.path("for")) : null,
                    step.path("forRequests").asInt()));
        }
        return parsed;
    }

    /** Runs the steps; the one with this number (the first is 1) has begun already. */
    private void run(List<Step> all, int begun) {
        try {
            for (int i = Math.max(0, begun - 1); i < all.size(); i++) {
                if (i >= begun && !enter(all.get(i))) {
                    return;
                }
                last(all.get(i));
            }
        } catch (InterruptedException e) {
            return; // it was ended
        }
        synchronized (this) {
            if (thread == Thread.currentThread()) {
                thread = null;
            }
        }
    }

    private synchronized boolean enter(Step step) {
        if (thread != Thread.currentThread()) {
            return false;
        }
        current++;
        if (step.faults() != null) {
            ownFaults = step.faults();
            faults.set(ownFaults);
        }
        if (step.statuses().isObject()) {
            StatusReports before = settings.statuses();
            statusesBefore = before == ownStatuses ? statusesBefore : before;
            ownStatuses = SettingsJson.statuses(before, step.statuses());
            settings.statuses(ownStatuses);
            settings.changed();
        }
        return true;
    }

    private void last(Step step) throws InterruptedException {
        long end = step.time() == null
                ? Long.MAX_VALUE
                : System.nanoTime() + step.time().toNanos();
        long until = requests.count() + step.requests();
        boolean more = step.time() != null || step.requests() > 0;
        while (more) {
            long left = Math.min(1_000, (end - System.nanoTime()) / 1_000_000);
            more = left > 0 && (step.requests() == 0 || !requests.await(until, left));
            if (step.requests() == 0 && left > 0) {
                Thread.sleep(left);
            }
        }
    }
}
