package io.github.whatsapp360.metrics;

import io.github.whatsapp360.listener.FlowListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts and measures requests of flows. */
final class FlowMetrics implements FlowListener {

    private final MeterRegistry registry;
    private final Measuring measuring = new Measuring();

    FlowMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Answer answer : Answer.values()) {
            requests(answer); // a counter that begins at 0 shows its first increase
        }
        duration();
    }

    @Override
    public void answered(Answer answer) {
        measuring.run(() -> requests(answer).increment());
    }

    @Override
    public void processed(long nanos) {
        measuring.run(() -> duration().record(nanos, TimeUnit.NANOSECONDS));
    }

    private Counter requests(Answer answer) {
        return Counter.builder("whatsapp360.flow.requests")
                .description("Requests of flows by their answer")
                .tag("answer", answer.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Timer duration() {
        return Durations.timer(
                        "whatsapp360.flow.duration", "Time until a request of a route is answered", Durations.CALL)
                .register(registry);
    }
}
