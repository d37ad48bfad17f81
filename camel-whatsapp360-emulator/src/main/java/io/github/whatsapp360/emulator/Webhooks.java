package io.github.whatsapp360.emulator;

import io.github.whatsapp360.emulator.webhooks.Deliveries;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What was delivered to webhooks since the emulator's last reset. */
public final class Webhooks {

    private final Supplier<Deliveries> deliveries;

    Webhooks(Supplier<Deliveries> deliveries) {
        this.deliveries = deliveries;
    }

    /** The last 20,000 attempts, in the order in which they ended. */
    public List<WebhookDelivery> attempts() {
        return deliveries.get().log().attempts();
    }

    /** How many deliveries were answered with 200, without limit. */
    public long delivered() {
        return deliveries.get().log().delivered();
    }

    /** How many attempts were not answered with 200, without limit. */
    public long failed() {
        return deliveries.get().log().failed();
    }

    /** How many deliveries wait: for a thread, for another attempt, or for the status before them. */
    public int waiting() {
        return deliveries.get().waiting();
    }

    /**
     * The time that this share of the answers with 200 did not exceed, within 5 %; zero if there was none.
     *
     * @param percent 0 to 100
     */
    public Duration answerTime(double percent) {
        return deliveries.get().log().answers().percentile(percent);
    }

    /**
     * Waits until so many deliveries were answered with 200, for a minute at most.
     *
     * @throws AssertionError if there are fewer by then
     */
    public void awaitDelivered(long count) {
        deliveries.get().log().await(count);
    }
}
