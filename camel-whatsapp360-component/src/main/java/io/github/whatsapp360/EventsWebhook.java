package io.github.whatsapp360;

import io.github.whatsapp360.delivery.Workers;
import io.github.whatsapp360.event.InvalidWebhookException;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives webhooks. A request that does not come from the service never reaches the route. The answer contains the
 * HTTP status only.
 *
 * <p>A waiting request holds a thread of the HTTP server, and a server without free threads cannot answer. So the route
 * runs on other threads, and the request waits for the route no longer than {@link #patience} allows.
 */
final class EventsWebhook extends AsyncProcessorSupport {

    /** Source: Meta, "Webhooks overview": payloads can be up to 3 MB. */
    static final int MAX_BYTES = 4 << 20;

    /** The number of events in progress above which the route cannot keep up, so that waiting does not help. */
    private static final int BACKLOG = 100;

    private static final int THREADS = 20;

    /** The value of {@code Retry-After}, in seconds. It is not documented whether the service follows it. */
    private static final int RETRY_AFTER = 10;

    private static final int UNAVAILABLE = 503;

    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(EventsWebhook.class);

    private final Whatsapp360Endpoint endpoint;
    private final AsyncProcessor route;
    private final WebhookAuthenticator guard;
    private final Function<Endpoint, IdempotentRepository> repositories;
    private final WaitingWebhooks waiting;
    private final AtomicLong warned = new AtomicLong(System.nanoTime() - WARNING_INTERVAL.toNanos());
    private ExecutorService threads;
    private volatile EventDispatcher dispatcher;

    /**
     * @param repositories returns the repository for an endpoint of the HTTP server; it keeps the keys of completed
     *     events
     */
    EventsWebhook(
            Whatsapp360Endpoint endpoint,
            Processor route,
            WebhookAuthenticator guard,
            Function<Endpoint, IdempotentRepository> repositories) {
        this.endpoint = endpoint;
        this.route = AsyncProcessorConverterHelper.convert(route);
        this.guard = guard;
        this.repositories = repositories;
        this.waiting = endpoint.getComponent().waitingWebhooks();
    }

    @Override
    protected void doStart() {
        threads = endpoint.getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "Whatsapp360Events");
        dispatcher = new EventDispatcher(endpoint, route, new Workers(threads, THREADS));
    }

    /**
     * Ends the events that have not reached the route. Camel stops consumers first, and then waits for the exchanges in
     * the route.
     */
    @Override
    protected void doStop() {
        if (dispatcher != null) { // Camel also stops services that were never started
            dispatcher.close();
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(threads);
        }
    }

    @Override
    public boolean process(Exchange request, AsyncCallback callback) {
        Optional<EventDispatcher.Batch> batch;
        try {
            byte[] body = read(request.getMessage());
            List<WebhookEvent> events = parse(body);
            endpoint.settle(events);
            batch = dispatcher.dispatch(
                    events,
                    body.length,
                    new EventDispatcher.Source(
                            request.getFromRouteId(), repositories.apply(request.getFromEndpoint())));
        } catch (Refused e) {
            LOG.debug("A webhook was refused with {}: {}", e.status, e.getMessage());
            answer(request, e.status);
            callback.done(true);
            return true;
        }
        if (batch.isEmpty()) {
            if (dispatcher.isClosed()) {
                LOG.debug("A webhook is answered with {}: the route has been stopped", UNAVAILABLE);
            } else {
                warn("Too many events are in progress");
            }
            answer(request, UNAVAILABLE);
            callback.done(true);
            return true;
        }
        return await(batch.get(), request, callback);
    }

    /** Answers when the route has ended with all events, or when it takes too long. */
    private boolean await(EventDispatcher.Batch batch, Exchange request, AsyncCallback callback) {
        Duration patience = patience(batch);
        CompletableFuture<Void> ended =
                batch.all().copy().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
        boolean sync = ended.isDone();
        ended.thenRun(() -> {
            waiting.end();
            answer(request, batch);
            callback.done(sync);
        });
        return sync;
    }

    private void answer(Exchange request, EventDispatcher.Batch batch) {
        if (batch.isFailed()) {
            answer(request, 500);
        } else if (batch.all().isDone()) {
            answer(request, 200);
        } else {
            warn("The route takes long");
            answer(request, UNAVAILABLE);
        }
    }

    /**
     * Returns the time that a request may wait. The time is halved for each earlier event of the same conversation. It
     * is also limited by the number of other waiting requests at all routes of the component, which share one HTTP
     * server.
     */
    private Duration patience(EventDispatcher.Batch batch) {
        Duration alone = WaitingWebhooks.MAX_WAIT.dividedBy(1L << Math.min(30, batch.ahead()));
        Duration beside = waiting.begin(dispatcher.size() > BACKLOG);
        return alone.compareTo(beside) < 0 ? alone : beside;
    }

    private void warn(String why) {
        long last = warned.get();
        long now = System.nanoTime();
        if (now - last >= WARNING_INTERVAL.toNanos() && warned.compareAndSet(last, now)) {
            LOG.warn(
                    "{}: webhooks are answered with 503, so 360dialog delivers them again; events that the route has "
                            + "completed by then are ignored. Events in progress: {}. This warning is logged "
                            + "once a minute.",
                    why,
                    dispatcher.size());
        }
    }

    private byte[] read(Message request) throws Refused {
        if (!guard.admits(request)) {
            throw new Refused(401, "the secret is wrong or missing");
        }
        byte[] body = body(request);
        if (!guard.admits(request, body)) {
            throw new Refused(401, "the signature is wrong or missing");
        }
        return body;
    }

    private static List<WebhookEvent> parse(byte[] body) throws Refused {
        try {
            return WebhookJson.read(body);
        } catch (InvalidWebhookException e) {
            throw new Refused(400, e.getMessage());
        }
    }

    private static byte[] body(Message request) throws Refused {
        try (InputStream in = request.getBody(InputStream.class)) {
            byte[] body = in == null ? new byte[0] : in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new Refused(413, "more than " + MAX_BYTES + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new Refused(400, "the body cannot be read");
        }
    }

    /** Sets the answer. All headers of the request are removed, because one of them is the secret. */
    private static void answer(Exchange request, int status) {
        Message message = request.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (status == UNAVAILABLE) {
            message.setHeader("Retry-After", RETRY_AFTER);
        }
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String why) {
            super(why);
            this.status = status;
        }
    }
}
