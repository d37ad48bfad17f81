package io.github.whatsapp360;

import io.github.whatsapp360.delivery.Workers;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.InvalidWebhookException;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.listener.WebhookListener;
import io.github.whatsapp360.listener.WebhookListener.Answer;
import io.github.whatsapp360.trace.SentTraces;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
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

    private static final Logger LOG = LoggerFactory.getLogger(EventsWebhook.class);

    private final Whatsapp360Endpoint endpoint;
    private final AsyncProcessor route;
    private final WebhookAuthenticator guard;
    private final Function<Exchange, EventDispatcher.Source> sources;
    private final WaitingWebhooks waiting;
    private final WebhookState state = new WebhookState(System::nanoTime);
    private ExecutorService threads;
    private WebhookListener listener = WebhookListener.NONE;
    private volatile EventDispatcher dispatcher;

    /**
     * @param sources returns the route and the repository of a request
     */
    EventsWebhook(
            Whatsapp360Endpoint endpoint,
            Processor route,
            WebhookAuthenticator guard,
            Function<Exchange, EventDispatcher.Source> sources) {
        this.endpoint = endpoint;
        this.route = AsyncProcessorConverterHelper.convert(route);
        this.guard = guard;
        this.sources = sources;
        this.waiting = endpoint.getComponent().waitingWebhooks();
    }

    @Override
    protected void doStart() {
        if (guard.isOpen()) {
            LOG.warn("whatsapp360:events accepts webhooks from anyone, because of allowUnauthenticated=true. "
                    + "Set webhookVerifyToken or secretKey, unless a proxy checks requests.");
        }
        threads = endpoint.getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "Whatsapp360Events");
        listener = endpoint.getComponent().senders().listeners().webhooks();
        doResume();
        endpoint.getComponent().webhooks().add(this);
    }

    @Override
    protected void doResume() {
        dispatcher = new EventDispatcher(
                endpoint,
                route,
                new Workers(threads, THREADS),
                endpoint.getComponent().senders().listeners());
    }

    /** Ends the events that have not reached the route, and answers 503 until it is resumed. */
    @Override
    protected void doSuspend() {
        dispatcher.close();
    }

    /**
     * Ends the events that have not reached the route. Camel stops consumers first, and then waits for the exchanges in
     * the route.
     */
    @Override
    protected void doStop() {
        endpoint.getComponent().webhooks().remove(this);
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
            listener.received(events);
            Map<String, String> answered = settle(events);
            batch = dispatcher.dispatch(inputs(body, events, answered), body.length, sources.apply(request));
        } catch (Refused e) {
            LOG.debug("A webhook was refused with {}: {}", e.answer.status(), e.getMessage());
            answer(request, e.answer);
            callback.done(true);
            return true;
        }
        if (batch.isEmpty()) {
            if (dispatcher.isClosed()) {
                LOG.debug("A webhook is answered with {}: the route has been stopped", Answer.STOPPED.status());
                answer(request, Answer.STOPPED);
            } else {
                answer(request, Answer.BUSY);
            }
            callback.done(true);
            return true;
        }
        return await(batch.get(), request, callback);
    }

    /** Returns the counts of the answers. */
    WebhookState state() {
        return state;
    }

    /** Returns the number of events in progress. */
    int eventsInProgress() {
        EventDispatcher started = dispatcher;
        return started == null ? 0 : started.size();
    }

    private List<RouteInput> inputs(byte[] body, List<WebhookEvent> events, Map<String, String> answered) {
        return endpoint.getConfiguration().isRawPayload()
                ? List.of(RouteInput.ofPayload(body, events))
                : events.stream()
                        .map(event -> RouteInput.of(event, traceparent(Standby.content(event)), answered))
                        .toList();
    }

    /** Returns the trace context of the exchange whose message an event reports or answers; empty if not known. */
    private String traceparent(WebhookEvent event) {
        SentTraces sent = endpoint.getComponent().sentTraces();
        if (event instanceof MessageStatus status) {
            return status.traceparent().isEmpty() ? sent.get(status.id()) : status.traceparent();
        }
        if (event instanceof InboundMessage answer) {
            String to = answer.replyTo().isEmpty() ? answer.originalId() : answer.replyTo();
            return sent.get(to);
        }
        return "";
    }

    /** Answers when the route has ended with all events, or when it takes too long. */
    private boolean await(EventDispatcher.Batch batch, Exchange request, AsyncCallback callback) {
        Duration patience = patience(batch);
        CompletableFuture<Void> ended =
                batch.all().copy().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
        boolean sync = ended.isDone();
        ended.thenRun(() -> {
            try {
                waiting.end();
                answer(request, batch);
            } finally {
                callback.done(sync);
            }
        });
        return sync;
    }

    private void answer(Exchange request, EventDispatcher.Batch batch) {
        if (batch.isFailed()) {
            answer(request, Answer.ROUTE_FAILED);
        } else if (batch.all().isDone()) {
            answer(request, Answer.TAKEN);
        } else {
            answer(request, Answer.ROUTE_SLOW);
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

    private byte[] read(Message request) throws Refused {
        if (!guard.admits(request)) {
            throw new Refused(Answer.WRONG_SECRET, "the secret is wrong or missing");
        }
        byte[] body = body(request);
        if (!guard.admits(request, body)) {
            throw new Refused(Answer.WRONG_SIGNATURE, "the signature is wrong or missing");
        }
        return body;
    }

    /** Records statuses and answers before the webhook is answered, so that the service repeats it if that fails. */
    private Map<String, String> settle(List<WebhookEvent> events) throws Refused {
        try {
            return endpoint.settle(events);
        } catch (Exception | Error e) {
            LOG.debug("The statuses and answers of a webhook could not be recorded", e);
            throw new Refused(Answer.STORE_FAILED, "the statuses and answers could not be recorded");
        }
    }

    private static List<WebhookEvent> parse(byte[] body) throws Refused {
        try {
            return WebhookJson.read(body);
        } catch (InvalidWebhookException e) {
            throw new Refused(Answer.INVALID, e.getMessage());
        }
    }

    private static byte[] body(Message request) throws Refused {
        try (InputStream in = request.getBody(InputStream.class)) {
            byte[] body = in == null ? new byte[0] : in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new Refused(Answer.TOO_LARGE, "more than " + MAX_BYTES + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new Refused(Answer.UNREADABLE, "the body cannot be read");
        }
    }

    /** Sets the answer. All headers of the request are removed, because one of them is the secret. */
    private void answer(Exchange request, Answer answer) {
        Endpoint door = request.getFromEndpoint(); // null if a server does not tell it
        state.answered(answer, door == null ? "" : door.getEndpointBaseUri(), dispatcher.size());
        Message message = request.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        listener.answered(answer);
        if (answer.status() == UNAVAILABLE) {
            message.setHeader("Retry-After", RETRY_AFTER);
        }
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final Answer answer;

        Refused(Answer answer, String why) {
            super(why);
            this.answer = answer;
        }
    }
}
