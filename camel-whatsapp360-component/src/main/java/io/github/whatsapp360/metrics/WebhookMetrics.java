package io.github.whatsapp360.metrics;

import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.EventError;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.listener.WebhookListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts webhooks and their events. What is known when a payload arrives is counted then, so that an alert does not
 * depend on the route: the events by type, and the service's error codes. If the service delivers a payload again, it
 * counts again. Statuses with their prices count when the route has taken them, so that each counts once.
 */
final class WebhookMetrics implements WebhookListener {

    private static final String WEBHOOKS = "whatsapp360.webhooks";
    private static final String EVENTS = "whatsapp360.webhook.events";
    private static final String STATUSES = "whatsapp360.statuses";
    private static final String ACCOUNT_EVENTS = "whatsapp360.account.events";
    private static final String PROCESS = "messaging.process.duration";
    private static final String ROUTE = "route";

    private final MeterRegistry registry;
    private final ServiceErrors errors;
    private final AtomicInteger inProgress;
    private final Timer processed;
    private final Measuring measuring = new Measuring();

    /**
     * @param inProgress the number of events in progress, which this listener keeps
     */
    WebhookMetrics(MeterRegistry registry, ServiceErrors errors, AtomicInteger inProgress) {
        this.registry = registry;
        this.errors = errors;
        this.inProgress = inProgress;
        this.processed = process(ErrorTags.NONE);
        // a counter that begins at 0 shows its first increase
        for (Answer answer : Answer.values()) {
            webhooks(answer);
        }
        events(EventTags.MESSAGE);
        events(EventTags.STATUS);
        EventTags.WARNINGS.forEach((field, words) -> words.forEach(word -> changes(field, word)));
        process(ROUTE);
    }

    @Override
    public void answered(Answer answer) {
        measuring.run(() -> webhooks(answer).increment());
    }

    @Override
    public void received(List<WebhookEvent> events) {
        measuring.run(() -> count(events));
    }

    private void count(List<WebhookEvent> events) {
        for (WebhookEvent event : events) {
            events(EventTags.type(event)).increment();
            ServiceErrors.Source source =
                    event instanceof MessageStatus ? ServiceErrors.Source.STATUS : ServiceErrors.Source.EVENT;
            for (EventError error : event.errors()) {
                errors.seen(error.code(), source);
            }
            if (event instanceof AccountEvent change) {
                changes(EventTags.type(change), EventTags.word(change)).increment();
            }
        }
    }

    @Override
    public void queued() {
        inProgress.incrementAndGet();
    }

    @Override
    public void processed(long nanos, boolean taken) {
        measuring.run(() -> (taken ? processed : process(ROUTE)).record(nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public void taken(List<WebhookEvent> events) {
        measuring.run(() -> events.stream()
                .filter(MessageStatus.class::isInstance)
                .map(MessageStatus.class::cast)
                .forEach(this::count));
    }

    @Override
    public void ended() {
        inProgress.decrementAndGet();
    }

    private void count(MessageStatus status) {
        PricingTags price = PricingTags.of(status);
        Counter.builder(STATUSES)
                .description("Statuses of messages, with their prices")
                .tag("status", lower(status.state()))
                .tag("category", price.category())
                .tag("billable", price.billable())
                .register(registry)
                .increment();
    }

    private Counter webhooks(Answer answer) {
        return Counter.builder(WEBHOOKS)
                .description("Webhook requests by their answer")
                .tag("answer", lower(answer))
                .register(registry);
    }

    private Counter events(String type) {
        return Counter.builder(EVENTS)
                .description("Events in the webhooks, repetitions too")
                .tag("type", type)
                .register(registry);
    }

    private Counter changes(String field, String word) {
        return Counter.builder(ACCOUNT_EVENTS)
                .description("Changes of the account, a number or a template")
                .tag("field", field)
                .tag("event", word)
                .register(registry);
    }

    private Timer process(String error) {
        return Durations.timer(PROCESS, "Time that the route takes for an event", Durations.CALL)
                .tag(Tags.SYSTEM, Tags.WHATSAPP)
                .tag(Tags.OPERATION, "process")
                .tag(Tags.ERROR, error)
                .register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
