package io.github.whatsapp360.metrics;

import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.Admission;
import io.github.whatsapp360.delivery.attempts.DeliveryListener;
import io.github.whatsapp360.listener.FlowListener;
import io.github.whatsapp360.listener.StoreListener;
import io.github.whatsapp360.listener.WebhookListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The metrics of one component in a registry of Micrometer. No tag has a number, a text, a name or a key, and the
 * number of tags does not depend on what comes from outside. See docs/guide/metrics.md.
 */
public final class Metrics {

    private final MeterRegistry registry;
    private final AtomicInteger eventsInProgress = new AtomicInteger();
    private final DeliveryListener deliveries;
    private final WebhookListener webhooks;
    private final FlowListener flows;
    private final StoreListener stores;

    /** Registers the meters. */
    public Metrics(MeterRegistry registry) {
        this.registry = registry;
        ServiceErrors errors = new ServiceErrors(registry);
        this.deliveries = new DeliveryMetrics(registry, errors);
        this.webhooks = new WebhookMetrics(registry, errors, eventsInProgress);
        this.flows = new FlowMetrics(registry);
        this.stores = new StoreMetrics(registry);
    }

    /** Returns the listener that measures deliveries. */
    public DeliveryListener deliveries() {
        return deliveries;
    }

    /** Returns the listener that measures webhooks. */
    public WebhookListener webhooks() {
        return webhooks;
    }

    /** Returns the listener that measures requests of flows. */
    public FlowListener flows() {
        return flows;
    }

    /** Returns the listener that counts failures of stores. */
    public StoreListener stores() {
        return stores;
    }

    /**
     * Shows what waits in the component, until the returned task is run.
     *
     * @param accounts returns the states of all accounts
     * @param confirmations returns the number of messages that wait for a status
     */
    public Runnable show(Supplier<List<AccountState>> accounts, Admission admission, IntSupplier confirmations) {
        return StateGauges.show(registry, new ComponentState(accounts, admission, confirmations, eventsInProgress));
    }
}
