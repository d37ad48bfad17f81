package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.whatsapp360.emulator.model.DeliveryQuery;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.EmulatorWait;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import io.github.whatsapp360.emulator.webhooks.Fixtures;
import io.github.whatsapp360.emulator.webhooks.LoggedDelivery;
import io.github.whatsapp360.emulator.webhooks.Repeat;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The deliveries to webhooks since the emulator's last reset. */
public final class Webhooks {

    private final Supplier<EmulatorState> states;

    Webhooks(Supplier<EmulatorState> states) {
        this.states = states;
    }

    /** The last 20,000 attempts, in the order in which they ended. */
    public List<WebhookDelivery> attempts() {
        return states.get().deliveries().log().attempts();
    }

    /** Returns the number of deliveries that were answered with 200, forgotten ones too. */
    public long delivered() {
        return states.get().deliveries().log().delivered();
    }

    /** Returns the number of attempts that were not answered with 200, forgotten ones too. */
    public long failed() {
        return states.get().deliveries().log().failed();
    }

    /** Returns the number of deliveries that wait: for a thread, another attempt, or the status before them. */
    public int waiting() {
        return states.get().deliveries().waiting();
    }

    /**
     * The time that this share of the answers with 200 did not exceed, within 5 %; zero if there was none.
     *
     * @param percent 0 to 100
     */
    public Duration answerTime(double percent) {
        return states.get().deliveries().log().answers().percentile(percent);
    }

    /**
     * Waits until so many deliveries were answered with 200, for a minute at most.
     *
     * @throws AssertionError if there are fewer by then
     */
    public void awaitDelivered(long count) {
        states.get().deliveries().log().await(count);
    }

    /**
     * Waits for a webhook that the application has answered with 200, for a minute unless the query says otherwise.
     *
     * @return the first one that matches
     * @throws AssertionError if there is none by then; it says what came instead, and how that differs
     * @throws IllegalArgumentException if the query is wrong
     */
    public WebhookDelivery await(DeliveryQuery query) {
        List<LoggedDelivery> found = new EmulatorWait(states, query.limit())
                .until(1, now -> now.deliveries(query.criteria()))
                .orFail();
        return found.get(0).attempt();
    }

    /**
     * Delivers webhooks again, each as it was and to the address that it had, in their earlier order; each attempt that
     * was answered with 200 counts as one.
     *
     * @param query without {@link DeliveryQuery#within}: only those that were delivered by now
     * @return the number of webhooks that are delivered again
     * @throws IllegalArgumentException if the query is wrong
     */
    public int redeliver(DeliveryQuery query) {
        EmulatorState now = states.get();
        List<LoggedDelivery> found = now.deliveries(query.criteria()).found();
        found.forEach(line -> now.redeliver(line, Repeat.ONCE));
        return found.size();
    }

    /**
     * Sends any payload to the first key's webhook, as it is. Payloads arrive in the order of the calls, except those
     * with a delay.
     *
     * @param payload the whole JSON, such as that of a webhook in the service's documentation
     * @param copies the number of posts, 1 to 100
     * @param delay the time until then by the emulator's clock, from 0 to 7 days
     * @throws IllegalArgumentException if it is no JSON object, or there is no webhook
     */
    public void trigger(String payload, int copies, Duration delay) {
        try {
            states.get().trigger(EmulatorJson.MAPPER.readTree(payload), new Repeat(copies, delay));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A webhook is a JSON object", e);
        }
    }

    /** Returns the names of the ready-made webhooks, such as {@code text} and {@code status-failed}. */
    public List<String> fixtures() {
        return Fixtures.names();
    }

    /**
     * Returns a ready-made webhook as JSON, to be changed or passed to {@link #trigger}. It has the first key's number,
     * the emulator's time and new IDs; statuses are about the newest message of the business, if there is one.
     *
     * @param name one of {@link #fixtures}
     * @throws IllegalArgumentException if there is none of this name
     */
    public String fixture(String name) {
        return states.get().fixtures().get(name).path("payload").toString();
    }
}
