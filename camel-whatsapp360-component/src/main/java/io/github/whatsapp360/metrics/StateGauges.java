package io.github.whatsapp360.metrics;

import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.rate.QueueState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Shows what waits, over all numbers of all components that use the same registry. Numbers have no tag; a time or a
 * share is that of the number with the largest one.
 */
final class StateGauges {

    private static final String WAITING = "whatsapp360.waiting";
    private static final String AGE = "whatsapp360.queue.age";
    private static final String PAUSE = "whatsapp360.queue.pause";
    private static final String USED = "whatsapp360.rate.used";
    private static final String EXCHANGES = "whatsapp360.exchanges.active";
    private static final String EVENTS = "whatsapp360.events.active";
    private static final double NANOS = 1e9;

    /** A registry takes each gauge once, so components with the same registry share theirs. */
    private static final Map<MeterRegistry, StateGauges> ALL = Collections.synchronizedMap(new WeakHashMap<>());

    private final List<ComponentState> components = new CopyOnWriteArrayList<>();

    private StateGauges() {}

    /** Shows the state of a component until the returned task is run. */
    static Runnable show(MeterRegistry registry, ComponentState component) {
        StateGauges gauges = ALL.computeIfAbsent(registry, unknown -> new StateGauges());
        gauges.components.add(component);
        gauges.register(registry);
        return () -> gauges.components.remove(component);
    }

    /** Registers the gauges. It holds no reference to the registry, which would keep it from being collected. */
    private void register(MeterRegistry registry) {
        waiting(registry, "place", component -> component.admission().waiting());
        waiting(registry, "order", ofAccounts(AccountState::waitingInOrder));
        waiting(registry, "message_turn", ofAccounts(state -> state.messages().waiting()));
        waiting(registry, "upload_turn", ofAccounts(state -> state.uploads().waiting()));
        waiting(registry, "retry", ofAccounts(AccountState::waitingForRetry));
        waiting(registry, "confirmation", component -> component.confirmations().getAsInt());
        queue(registry, Tags.MESSAGES, AccountState::messages);
        queue(registry, Tags.UPLOADS, AccountState::uploads);
        Gauge.builder(EXCHANGES, () -> sum(component -> component.admission().size()))
                .description("Exchanges that are in the component")
                .register(registry);
        Gauge.builder(EVENTS, () -> sum(component -> component.events().get()))
                .description("Events that wait for the route or are in it")
                .register(registry);
    }

    private void waiting(MeterRegistry registry, String reason, ToIntFunction<ComponentState> count) {
        Gauge.builder(WAITING, () -> sum(count))
                .description("Exchanges and calls that wait, by what they wait for")
                .tag("for", reason)
                .register(registry);
    }

    private void queue(MeterRegistry registry, String name, Function<AccountState, QueueState> queue) {
        Gauge.builder(AGE, () -> max(state -> seconds(queue.apply(state).oldest())))
                .description("Time for which the first call of a queue has waited")
                .baseUnit("seconds")
                .tag(Tags.QUEUE, name)
                .register(registry);
        Gauge.builder(PAUSE, () -> max(state -> seconds(queue.apply(state).pause())))
                .description("Rest of the pause of a queue")
                .baseUnit("seconds")
                .tag(Tags.QUEUE, name)
                .register(registry);
        Gauge.builder(USED, () -> max(state -> queue.apply(state).used()))
                .description("Part of the rate that is in use, from 0 to 1")
                .tag(Tags.QUEUE, name)
                .register(registry);
    }

    private static ToIntFunction<ComponentState> ofAccounts(ToIntFunction<AccountState> count) {
        return component -> component.accounts().get().stream().mapToInt(count).sum();
    }

    private int sum(ToIntFunction<ComponentState> count) {
        return components.stream().mapToInt(count).sum();
    }

    private double max(ToDoubleFunction<AccountState> value) {
        Stream<AccountState> accounts = components.stream().flatMap(component -> component.accounts().get().stream());
        DoubleStream values = accounts.mapToDouble(value);
        return values.max().orElse(0);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }
}
