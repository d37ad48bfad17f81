package io.github.whatsapp360;

import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
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
import org.apache.camel.ExchangePattern;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to a route, each in an exchange of its own, on threads that belong to no HTTP server.
 *
 * <p>The events of one conversation reach the route one after the other, so that a customer who writes a lot occupies one
 * thread and leaves the others to everybody else.
 *
 * <p>An event that is in progress is known here, and an event that the route has taken is known to the idempotent
 * repository, and only then. So a process that dies, a route that fails and a repository that is away lose no event:
 * whatever was not taken is new when it comes again.
 */
final class EventDispatcher {

    /** The most events in progress; ten payloads of the largest size that the service sends. */
    static final int MAX_EVENTS = 10_000;

    /** The most bytes of payloads in progress; their events take up to ten times as much memory. */
    static final int MAX_BYTES = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);

    private final Endpoint endpoint;
    private final AsyncProcessor route;
    private final Executor threads;

    // guarded by this
    private final Map<String, Delivery> inProgress = new HashMap<>();
    private final Map<String, Deque<Delivery>> conversations = new HashMap<>();
    private int events;
    private long bytes;
    private boolean closed;

    EventDispatcher(Endpoint endpoint, AsyncProcessor route, Executor threads) {
        this.endpoint = endpoint;
        this.route = route;
        this.threads = threads;
    }

    /**
     * Hands the events of one payload on, except those that are in progress already.
     *
     * @param size the payload's size in bytes
     * @return a view of what becomes of them; empty if there is no room for them, or the route is being stopped
     */
    Optional<Batch> dispatch(List<WebhookEvent> payload, int size, Source source) {
        List<Deque<Delivery>> begun = new ArrayList<>();
        Batch batch;
        synchronized (this) {
            boolean room = events == 0 || events + payload.size() <= MAX_EVENTS && bytes + size <= MAX_BYTES;
            if (closed || !room) {
                return Optional.empty();
            }
            int ahead = payload.stream().mapToInt(this::ahead).max().orElse(0);
            List<CompletableFuture<Boolean>> results = new ArrayList<>(payload.size());
            for (WebhookEvent event : payload) {
                results.add(deliver(event, size / payload.size(), source, begun));
            }
            batch = new Batch(ahead, results);
        }
        begun.forEach(this::schedule);
        return Optional.of(batch);
    }

    /** Returns how many events are in progress. */
    synchronized int size() {
        return events;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Ends what has not reached the route; what is in the route goes on. */
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

    private int ahead(WebhookEvent event) {
        Deque<Delivery> conversation = conversations.get(conversation(event));
        return conversation == null ? 0 : conversation.size();
    }

    private CompletableFuture<Boolean> deliver(
            WebhookEvent event, int size, Source source, List<Deque<Delivery>> begun) {
        Optional<String> key = event.key();
        Delivery known = key.map(inProgress::get).orElse(null);
        if (known != null) {
            return known.taken;
        }
        Delivery delivery = new Delivery(event, size, source);
        key.ifPresent(k -> inProgress.put(k, delivery));
        Deque<Delivery> conversation = conversations.computeIfAbsent(conversation(event), name -> new ArrayDeque<>(1));
        conversation.add(delivery);
        if (conversation.size() == 1) {
            begun.add(conversation);
        }
        events++;
        bytes += size;
        return delivery.taken;
    }

    /**
     * Names what an event belongs to. The statuses of a message do not wait for what its recipient writes: a route that
     * works on a customer's message may wait for the status of its answer.
     */
    private static String conversation(WebhookEvent event) {
        if (event instanceof InboundMessage message) {
            return "from:" + message.from();
        }
        return event instanceof MessageStatus status ? "status:" + status.id() : "account:" + event.accountId();
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
                return; // closed in the meantime
            }
            delivery.begun = true;
        }
        try {
            process(delivery);
        } catch (Exception | Error e) {
            LOG.warn("The route failed with an event; the service is asked to deliver it again", e);
            end(delivery, false);
        }
    }

    private void process(Delivery delivery) {
        boolean known;
        try {
            IdempotentRepository repository = delivery.source.repository;
            known = delivery.event.key().filter(repository::contains).isPresent();
        } catch (Exception | Error e) { // also what a bean in Kotlin or Groovy throws without saying so
            LOG.warn("The idempotent repository cannot be asked; the service is asked to deliver the event again", e);
            end(delivery, false);
            return;
        }
        if (known) {
            end(delivery, true);
            return;
        }
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOnly);
        exchange.getExchangeExtension().setFromRouteId(delivery.source.routeId);
        ExchangeResults.event(exchange.getMessage(), delivery.event);
        route.process(exchange, doneSync -> {
            boolean taken = !exchange.isFailed() && !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast();
            if (taken) {
                keep(delivery);
            }
            end(delivery, taken);
        });
    }

    /** A repository that fails here costs a second delivery at most: the route has taken the event. */
    private void keep(Delivery delivery) {
        try {
            delivery.event.key().ifPresent(key -> {
                IdempotentRepository repository = delivery.source.repository;
                repository.add(key);
                repository.confirm(key);
            });
        } catch (Exception | Error e) { // whatever it is, the event has to end, or all after it would wait for ever
            LOG.warn(
                    "The idempotent repository could not keep an event that was taken; should the service deliver it "
                            + "again, the route gets it again",
                    e);
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
            delivery.event.key().ifPresent(key -> inProgress.remove(key, delivery));
            events--;
            bytes -= delivery.size;
            String name = conversation(delivery.event);
            conversation = conversations.get(name);
            conversation.remove(delivery);
            if (conversation.isEmpty()) {
                conversations.remove(name);
            }
            more = !conversation.isEmpty() && !conversation.peek().begun && !closed;
        }
        delivery.taken.complete(taken);
        if (more) {
            schedule(conversation);
        }
    }

    /**
     * The place at which a payload came in.
     *
     * @param routeId of the route that takes its events
     * @param repository keeps the keys of those that the route has taken
     */
    record Source(String routeId, IdempotentRepository repository) {}

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

        /** Returns how many events of the same conversation were in progress before. */
        int ahead() {
            return ahead;
        }

        /** Completes when the route is done with all of them. */
        CompletableFuture<Void> all() {
            return all;
        }

        /** Returns whether the route could not take one of them. */
        boolean isFailed() {
            return results.stream().anyMatch(result -> !result.getNow(true));
        }
    }

    /** One event on its way. The dispatcher's lock guards its flags. */
    private static final class Delivery {
        private final WebhookEvent event;
        private final int size;
        private final Source source;
        private final CompletableFuture<Boolean> taken = new CompletableFuture<>();
        private boolean begun;
        private boolean ended;

        Delivery(WebhookEvent event, int size, Source source) {
            this.event = event;
            this.size = size;
            this.source = source;
        }
    }
}
