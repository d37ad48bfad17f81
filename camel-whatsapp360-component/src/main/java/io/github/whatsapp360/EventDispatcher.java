package io.github.whatsapp360;

import io.github.whatsapp360.delivery.attempts.OnceAMinute;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.listener.WebhookListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes events to a route, each in its own exchange, on threads that do not belong to the HTTP server.
 *
 * <p>The events of one conversation reach the route one after the other. So a customer who writes many messages
 * occupies one thread only.
 *
 * <p>This class knows the events in progress. The idempotent repository knows the events that the route has completed;
 * an event is added only after that. So no event is lost if the process dies, the route fails or the repository is
 * unavailable: the service delivers the event again, and it counts as new.
 */
final class EventDispatcher {

    /**
     * The largest number of events in progress: ten payloads with the largest number of events that the service sends.
     */
    static final int MAX_EVENTS = 10_000;

    /** The largest number of payload bytes in progress. Their events take up to ten times as much memory. */
    static final int MAX_BYTES = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);

    private final Endpoint endpoint;
    private final AsyncProcessor route;
    private final Executor threads;
    private final OnceAMinute routeWarning = new OnceAMinute(System::nanoTime);
    private final WebhookListener listener;

    // guarded by this
    private final Map<String, Delivery> inProgress = new HashMap<>();
    private final Map<String, Deque<Delivery>> conversations = new HashMap<>();
    private int events;
    private long bytes;
    private boolean closed;

    EventDispatcher(Endpoint endpoint, AsyncProcessor route, Executor threads, Listeners listeners) {
        this.endpoint = endpoint;
        this.route = route;
        this.threads = threads;
        this.listener = listeners.webhooks();
    }

    /**
     * Passes on the events of one payload, except those that are already in progress.
     *
     * @param payload its events; or the payload as a whole
     * @param size the payload's size in bytes
     * @return the outcome of the events; empty if too many events are in progress, or the route is being stopped
     */
    Optional<Batch> dispatch(List<RouteInput> payload, int size, Source source) {
        List<Deque<Delivery>> begun = new ArrayList<>();
        Batch batch;
        synchronized (this) {
            boolean room = events == 0 || events + payload.size() <= MAX_EVENTS && bytes + size <= MAX_BYTES;
            if (closed || !room) {
                return Optional.empty();
            }
            int ahead = payload.stream().mapToInt(this::ahead).max().orElse(0);
            List<CompletableFuture<Boolean>> results = new ArrayList<>(payload.size());
            for (RouteInput input : payload) {
                results.add(deliver(input, size / payload.size(), source, begun));
            }
            batch = new Batch(ahead, results);
        }
        begun.forEach(this::schedule);
        return Optional.of(batch);
    }

    /** Returns the number of events in progress. */
    synchronized int size() {
        return events;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Ends the events that have not reached the route. Events in the route go on. */
    void close() {
        List<Delivery> dropped = new ArrayList<>();
        synchronized (this) {
            closed = true;
            for (Deque<Delivery> conversation : conversations.values()) {
                conversation.stream().filter(delivery -> !delivery.begun).forEach(dropped::add);
            }
        }
        dropped.forEach(delivery -> end(delivery, false));
    }

    private int ahead(RouteInput input) {
        Deque<Delivery> conversation = conversations.get(input.conversation());
        return conversation == null ? 0 : conversation.size();
    }

    private CompletableFuture<Boolean> deliver(RouteInput input, int size, Source source, List<Deque<Delivery>> begun) {
        Optional<String> key = input.key();
        Delivery known = key.map(inProgress::get).orElse(null);
        if (known != null) {
            return known.taken;
        }
        Delivery delivery = new Delivery(input, size, source);
        key.ifPresent(k -> inProgress.put(k, delivery));
        Deque<Delivery> conversation = conversations.computeIfAbsent(input.conversation(), name -> new ArrayDeque<>(1));
        conversation.add(delivery);
        if (conversation.size() == 1) {
            begun.add(conversation);
        }
        events++;
        bytes += size;
        listener.queued();
        return delivery.taken;
    }

    private void schedule(Deque<Delivery> conversation) {
        try {
            threads.execute(() -> next(conversation));
        } catch (RejectedExecutionException e) {
            close(); // the threads end with the route
        }
    }

    private void next(Deque<Delivery> conversation) {
        Delivery delivery;
        synchronized (this) {
            delivery = conversation.peek();
            if (delivery == null || delivery.begun) {
                return; // closed at the same time
            }
            delivery.begun = true;
        }
        try {
            process(delivery);
        } catch (Exception | Error e) {
            if (routeWarning.now()) {
                LOG.warn(
                        "A route's processor threw an exception with an event, so 360dialog is asked to deliver it "
                                + "again. Check the route{}",
                        routeWarning.more(),
                        e);
            }
            end(delivery, false);
        }
    }

    private void process(Delivery delivery) {
        boolean known;
        try {
            IdempotentRepository repository = delivery.source.repository;
            known = delivery.input.key().filter(repository::contains).isPresent();
            delivery.source.health.worked();
        } catch (Exception | Error e) { // a bean in Kotlin or Groovy may throw checked exceptions too
            delivery.source.health.failed("be read", e);
            end(delivery, false);
            return;
        }
        if (known) {
            end(delivery, true);
            return;
        }
        Exchange exchange = endpoint.createExchange();
        exchange.getExchangeExtension().setFromRouteId(delivery.source.routeId);
        delivery.input.content().accept(exchange.getMessage());
        long begun = System.nanoTime();
        route.process(exchange, doneSync -> {
            boolean taken = !exchange.isFailed() && !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast();
            listener.processed(System.nanoTime() - begun, taken);
            if (taken) {
                listener.taken(delivery.input.events());
                keep(delivery);
            }
            end(delivery, taken);
        });
    }

    /**
     * Adds the key of a completed event to the repository. If the repository fails, the route may get the event a
     * second time.
     */
    private void keep(Delivery delivery) {
        try {
            delivery.input.key().ifPresent(key -> {
                IdempotentRepository repository = delivery.source.repository;
                repository.add(key);
                repository.confirm(key);
            });
        } catch (Exception | Error e) { // the event has to end in any case, or all events after it would wait for ever
            delivery.source.health.failed("store a completed event", e);
        }
    }

    private void end(Delivery delivery, boolean taken) {
        boolean more;
        Deque<Delivery> conversation;
        synchronized (this) {
            if (delivery.ended) {
                return;
            }
            delivery.ended = true;
            delivery.input.key().ifPresent(key -> inProgress.remove(key, delivery));
            events--;
            bytes -= delivery.size;
            String name = delivery.input.conversation();
            conversation = conversations.get(name);
            conversation.remove(delivery);
            if (conversation.isEmpty()) {
                conversations.remove(name);
            }
            more = !conversation.isEmpty() && !conversation.peek().begun && !closed;
        }
        listener.ended();
        delivery.taken.complete(taken);
        if (more) {
            schedule(conversation);
        }
    }

    /**
     * The route and the repository of a payload.
     *
     * @param routeId the ID of the route that gets the events
     * @param repository keeps the keys of the events that the route has completed
     * @param health is told whether the repository works
     */
    record Source(String routeId, IdempotentRepository repository, StoreHealth health) {}

    /** The outcome of the events of one payload. */
    static final class Batch {
        private final int ahead;
        private final List<CompletableFuture<Boolean>> results;
        private final CompletableFuture<Void> all;

        Batch(int ahead, List<CompletableFuture<Boolean>> results) {
            this.ahead = ahead;
            this.results = results;
            this.all = CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new));
        }

        /** Returns the largest number of events that were in progress before, in a conversation of this payload. */
        int ahead() {
            return ahead;
        }

        /** Completes when the route has ended with all events. */
        CompletableFuture<Void> all() {
            return all;
        }

        /** Returns whether the route failed with at least one event. */
        boolean isFailed() {
            return results.stream().anyMatch(result -> !result.getNow(true));
        }
    }

    /** One event in progress. Its flags are guarded by the dispatcher's lock. */
    private static final class Delivery {
        private final RouteInput input;
        private final int size;
        private final Source source;
        private final CompletableFuture<Boolean> taken = new CompletableFuture<>();
        private boolean begun;
        private boolean ended;

        Delivery(RouteInput input, int size, Source source) {
            this.input = input;
            this.size = size;
            this.source = source;
        }
    }
}
