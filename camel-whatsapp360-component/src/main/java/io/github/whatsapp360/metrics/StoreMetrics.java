package io.github.whatsapp360.metrics;

import io.github.whatsapp360.listener.StoreListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts the failures of stores. */
final class StoreMetrics implements StoreListener {

    private static final String FAILURES = "whatsapp360.store.failures";

    private final Map<Store, Counter> failures = new EnumMap<>(Store.class);

    private final Measuring measuring = new Measuring();

    StoreMetrics(MeterRegistry registry) {
        for (Store store : Store.values()) {
            failures.put(
                    store,
                    Counter.builder(FAILURES)
                            .description("Failed calls of a store that applications may share")
                            .tag("store", store.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    @Override
    public void failed(Store store) {
        measuring.run(() -> failures.get(store).increment());
    }
}
