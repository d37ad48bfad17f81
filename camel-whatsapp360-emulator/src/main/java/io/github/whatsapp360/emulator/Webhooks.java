package io.github.whatsapp360.emulator;

import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.webhooks.Deliveries;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The deliveries to webhooks since the emulator's last reset. */
public final class Webhooks {

    private final Supplier<Deliveries> deliveries;

    Webhooks(Supplier<Deliveries> deliveries) {
        this.deliveries = deliveries;
    }

    /** The last 20,000 attempts, in the order in which they ended. */
    public List<WebhookDelivery> attempts() {
        return deliveries.get().log().attempts();
    }

    /** Returns the number of deliveries that were answered with 200, forgotten ones too. */
    public long delivered() {
        return deliveries.get().log().delivered();
    }

    /** Returns the number of attempts that were not answered with 200, forgotten ones too. */
    public long failed() {
        return deliveries.get().log().failed();
    }

    /** Returns the number of deliveries that wait: for a thread, another attempt, or the status before them. */
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
