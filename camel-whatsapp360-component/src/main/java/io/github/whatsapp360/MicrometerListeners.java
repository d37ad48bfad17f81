package io.github.whatsapp360;

import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.Admission;
import io.github.whatsapp360.delivery.attempts.DeliveryListener;
import io.github.whatsapp360.listener.FlowListener;
import io.github.whatsapp360.listener.StoreListener;
import io.github.whatsapp360.listener.WebhookListener;
import io.github.whatsapp360.metrics.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one component. Only this class of the package uses Micrometer, and it is loaded only if that is there.
 */
final class MicrometerListeners extends Listeners {

    /** The name under which camel-micrometer looks for its registry, and binds the one that it creates. */
    private static final String NAME = "metricsRegistry";

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerListeners.class);

    private final Metrics metrics;

    private MicrometerListeners(MeterRegistry registry) {
        metrics = new Metrics(registry);
    }

    static Listeners of(CamelContext context) {
        try {
            return registry(context).<Listeners>map(MicrometerListeners::new).orElseGet(Listeners::new);
        } catch (RuntimeException | LinkageError e) { // a filter of the application, or an incompatible version
            LOG.warn("The registry of Micrometer takes no meters, so whatsapp360 has no metrics", e);
            return new Listeners();
        }
    }

    /**
     * Returns the registry that is named {@value #NAME}; or else the only one; or else the only composite one, because
     * it contains the others.
     */
    private static Optional<MeterRegistry> registry(CamelContext context) {
        MeterRegistry named = context.getRegistry().lookupByNameAndType(NAME, MeterRegistry.class);
        if (named != null) {
            return Optional.of(named);
        }
        Set<MeterRegistry> all = context.getRegistry().findByType(MeterRegistry.class);
        List<MeterRegistry> chosen = all.size() == 1
                ? List.copyOf(all)
                : all.stream().filter(CompositeMeterRegistry.class::isInstance).toList();
        if (chosen.size() == 1) {
            return Optional.of(chosen.get(0));
        }
        if (!all.isEmpty()) {
            LOG.warn(
                    "There are {} registries of Micrometer, so whatsapp360 has no metrics: name one of them '{}'",
                    all.size(),
                    NAME);
        }
        return Optional.empty();
    }

    @Override
    List<DeliveryListener> deliveries() {
        return List.of(metrics.deliveries());
    }

    @Override
    WebhookListener webhooks() {
        return metrics.webhooks();
    }

    @Override
    FlowListener flows() {
        return metrics.flows();
    }

    @Override
    StoreListener stores() {
        return metrics.stores();
    }

    @Override
    Runnable show(Supplier<List<AccountState>> accounts, Admission admission, IntSupplier confirmations) {
        try {
            return metrics.show(accounts, admission, confirmations);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The registry of Micrometer takes no gauges, so nothing shows what waits in whatsapp360", e);
            return super.show(accounts, admission, confirmations);
        }
    }
}
