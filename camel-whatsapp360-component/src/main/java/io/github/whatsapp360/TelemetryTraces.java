package io.github.whatsapp360;

import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.attempts.OnceAMinute;
import io.github.whatsapp360.trace.CallTrace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.apache.camel.telemetry.SpanStorageManager;
import org.apache.camel.telemetry.SpanStorageManagerExchange;
import org.apache.camel.telemetry.Tracer;
import org.apache.camel.telemetry.propagation.CamelHeadersSpanContextPropagationExtractor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Traces through camel-telemetry. The span of the exchange exists already, because Camel begins it before the producer.
 * Each attempt gets a span below it. This class is loaded only if camel-telemetry is there.
 */
final class TelemetryTraces implements Traces {

    private static final Logger LOG = LoggerFactory.getLogger(TelemetryTraces.class);
    private static final OnceAMinute WARNINGS = new OnceAMinute(System::nanoTime);
    private static final SpanStorageManager SPANS = new SpanStorageManagerExchange();
    private static final SpanContextPropagationExtractor NO_HEADERS =
            new CamelHeadersSpanContextPropagationExtractor(Map.of());

    private final Whatsapp360Endpoint endpoint;
    private final Tracer tracer;

    private TelemetryTraces(Whatsapp360Endpoint endpoint, Tracer tracer) {
        this.endpoint = endpoint;
        this.tracer = tracer;
    }

    /** Returns the traces of the context's tracer. An application that has none does not trace. */
    static Traces of(Whatsapp360Endpoint endpoint) {
        Tracer tracer = endpoint.getCamelContext().hasService(Tracer.class);
        return tracer == null ? NONE : new TelemetryTraces(endpoint, tracer);
    }

    @Override
    public CallTrace of(Exchange exchange) {
        return safely(() -> span(exchange), Optional.<Span>empty())
                .<CallTrace>map(ExchangeTrace::new)
                .orElse(CallTrace.NONE);
    }

    private Optional<Span> span(Exchange exchange) {
        if (tracer.exclude(endpoint.getEndpointUri(), exchange.getContext())) {
            return Optional.empty();
        }
        Optional<Span> span = Optional.ofNullable(SPANS.peek(exchange));
        if (exchange.getProperty(ExchangeOptions.DYNAMIC_PROPERTY) != null) { // set after the span began
            span.ifPresent(begun -> begun.setTag(SpanTags.OPERATION, SpanTags.operation(exchange, endpoint)));
        }
        return span;
    }

    /**
     * Returns a result of the tracer. A tracer that fails, or that another version of Camel has changed, affects no
     * message.
     */
    private static <T> T safely(Supplier<T> task, T otherwise) {
        try {
            return task.get();
        } catch (RuntimeException | LinkageError e) {
            if (WARNINGS.now()) {
                LOG.warn("The tracer failed; messages are sent, but their traces may be incomplete", e);
            }
            return otherwise;
        }
    }

    private static void safely(Runnable task) {
        safely(
                () -> {
                    task.run();
                    return true;
                },
                false);
    }

    /** The trace of one exchange. */
    private final class ExchangeTrace implements CallTrace {
        private final Span span;
        private final SpanLifecycleManager spans = tracer.getSpanLifecycleManager();
        private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
        private String traceparent; // several threads may find the same text

        ExchangeTrace(Span span) {
            this.span = span;
        }

        @Override
        public String traceparent() {
            if (traceparent == null) {
                Map<String, String> context = new HashMap<>();
                safely(() -> spans.inject(span, context::put, false));
                traceparent = context.getOrDefault(SpanTags.TRACEPARENT, "");
            }
            return traceparent;
        }

        @Override
        public void sends(String type) {
            safely(() -> span.setTag(SpanTags.MESSAGE_TYPE, SpanTags.word(type)));
        }

        @Override
        public void accepted(String messageId) {
            endpoint.getComponent().sentTraces().put(messageId, traceparent());
        }

        @Override
        public Attempt begin(String operation) {
            int number = attempts.merge(operation, 1, Integer::sum);
            return safely(
                    () -> {
                        span.setTag(SpanTags.attempts(operation), String.valueOf(number));
                        Span attempt = spans.create(operation, span, NO_HEADERS);
                        attempt.setComponent(SpanTags.COMPONENT);
                        attempt.setTag(SpanTags.SYSTEM, SpanTags.WHATSAPP);
                        attempt.setTag(SpanTags.OPERATION, operation);
                        attempt.setTag(SpanTags.ATTEMPT, String.valueOf(number));
                        spans.activate(attempt);
                        return new TracedAttempt(spans, attempt);
                    },
                    Attempt.NONE);
        }
    }

    private record TracedAttempt(SpanLifecycleManager spans, Span span) implements CallTrace.Attempt {
        @Override
        public void failed(Throwable failure) {
            safely(() -> SpanTags.failed(span, Failures.unwrapped(failure)));
        }

        @Override
        public void end() {
            safely(() -> spans.deactivate(span));
            safely(() -> spans.close(span));
        }
    }
}
