package io.github.whatsapp360;

import io.github.whatsapp360.event.WebhookEvent;
import java.util.Iterator;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the events of one webhook to the route, one after the other, each in an exchange of its own. */
final class EventsHandover {

    private static final Logger LOG = LoggerFactory.getLogger(EventsHandover.class);

    private final Endpoint endpoint;
    private final AsyncProcessor route;
    private final IdempotentRepository repository;
    private final String routeId;
    private final Iterator<WebhookEvent> events;
    private boolean failed;
    private boolean async;

    EventsHandover(
            Endpoint endpoint,
            AsyncProcessor route,
            IdempotentRepository repository,
            String routeId,
            Iterator<WebhookEvent> events) {
        this.endpoint = endpoint;
        this.route = route;
        this.repository = repository;
        this.routeId = routeId;
        this.events = events;
    }

    /** Whether the route did not take all of them, so that they should come again. */
    boolean isFailed() {
        return failed;
    }

    /** Goes on with the events that are left, and ends once. */
    boolean run(AsyncCallback callback) {
        while (events.hasNext()) {
            WebhookEvent event = events.next();
            if (!isNew(event)) {
                continue;
            }
            Exchange exchange = exchange(event);
            boolean sync = route.process(exchange, doneSync -> {
                if (!doneSync) {
                    async = true;
                    ended(event, exchange);
                    run(callback);
                }
            });
            if (!sync) {
                return false;
            }
            ended(event, exchange);
        }
        boolean sync = !async;
        callback.done(sync);
        return sync;
    }

    private Exchange exchange(WebhookEvent event) {
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOnly);
        exchange.getExchangeExtension().setFromRouteId(routeId);
        Reply.event(exchange, event);
        return exchange;
    }

    private boolean isNew(WebhookEvent event) {
        Optional<String> key = event.key();
        try {
            return key.isEmpty() || repository.add(key.get());
        } catch (RuntimeException e) {
            LOG.warn("The idempotent repository cannot be asked; the service is asked to deliver the event again", e);
            failed = true;
            return false;
        }
    }

    private void ended(WebhookEvent event, Exchange exchange) {
        boolean taken = !exchange.isFailed() && !exchange.isRollbackOnly();
        failed |= !taken;
        try {
            event.key().ifPresent(key -> {
                if (taken) {
                    repository.confirm(key);
                } else {
                    repository.remove(key);
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("The idempotent repository could not {} an event", taken ? "keep" : "forget", e);
        }
    }
}
