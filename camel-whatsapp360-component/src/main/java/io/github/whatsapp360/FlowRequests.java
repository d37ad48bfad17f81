package io.github.whatsapp360;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.delivery.attempts.OnceAMinute;
import io.github.whatsapp360.event.FlowRequest;
import io.github.whatsapp360.flow.FlowCipher;
import io.github.whatsapp360.flow.InvalidFlowException;
import io.github.whatsapp360.listener.FlowListener;
import io.github.whatsapp360.listener.FlowListener.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of flows. It decrypts each of them, answers health checks and error notifications itself, passes
 * all others to the route, and encrypts the answers. The route runs on threads that do not belong to the HTTP server,
 * so that a request can be answered before its route ends. Source: Meta, "Implementing endpoint for flows".
 */
final class FlowRequests extends AsyncProcessorSupport {

    /** Source: Meta, "WhatsApp Flows error codes", timeout_error: a request may take 10 seconds. */
    static final Duration MAX_WAIT = Duration.ofSeconds(9);

    /** The largest number of routes that run at once. Further requests are refused; they would take too long. */
    static final int MAX_RUNNING = 200;

    /** A request has the fields of a screen; files are references to Meta's servers. */
    static final int MAX_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(FlowRequests.class);

    private final DefaultConsumer consumer;
    private final AsyncProcessor route;
    private final FlowCipher cipher;
    private final WebhookAuthenticator guard;
    private final Duration maxWait;
    private final ObjectMapper mapper;
    private final AtomicInteger running = new AtomicInteger();
    private final Map<Answer, LongAdder> counts = new EnumMap<>(Answer.class);
    private final Map<Answer, OnceAMinute> warnings = new EnumMap<>(Answer.class);
    private final OnceAMinute notifications = new OnceAMinute(System::nanoTime);
    private FlowListener listener = FlowListener.NONE;
    private ExecutorService threads;
    private volatile boolean open;
    private volatile Instant last;

    /** @param maxWait the time after which a request is answered, even if its route has not ended */
    FlowRequests(DefaultConsumer consumer, FlowCipher cipher, WebhookAuthenticator guard, Duration maxWait) {
        this.consumer = consumer;
        this.route = AsyncProcessorConverterHelper.convert(consumer.getProcessor());
        this.cipher = cipher;
        this.guard = guard;
        this.maxWait = maxWait;
        this.mapper = SenderRegistry.mapper(consumer.getEndpoint().getCamelContext());
        for (Answer answer : Answer.values()) {
            counts.put(answer, new LongAdder());
            warnings.put(answer, new OnceAMinute(System::nanoTime));
        }
    }

    @Override
    protected void doStart() {
        Whatsapp360Component component = endpoint().getComponent();
        listener = component.senders().listeners().flows();
        component.flows().add(this);
        threads = consumer.getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newCachedThreadPool(this, "Whatsapp360Flow");
        open = true;
    }

    @Override
    protected void doSuspend() {
        open = false;
    }

    @Override
    protected void doResume() {
        open = true;
    }

    @Override
    protected void doStop() {
        open = false;
        endpoint().getComponent().flows().remove(this);
        if (threads != null) { // Camel also stops services that were never started
            consumer.getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(threads);
        }
    }

    private Whatsapp360Endpoint endpoint() {
        return (Whatsapp360Endpoint) consumer.getEndpoint();
    }

    /** Returns the path at which requests come. */
    String path() {
        return endpoint().getConfiguration().getWebhookPath();
    }

    /** Returns the number of requests that the route has not answered yet. */
    int inProgress() {
        return running.get();
    }

    /** Returns the number of requests that were answered so. */
    long count(Answer answer) {
        return counts.get(answer).sum();
    }

    /** Returns the time of the last request, whatever its answer; empty before the first one. */
    Optional<Instant> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public boolean process(Exchange request, AsyncCallback callback) {
        FlowCipher.Opened opened;
        try {
            opened = open(request.getMessage());
            ObjectNode known = answerOfOurs(opened.json());
            if (known != null) {
                answer(request, Answer.ANSWERED, opened.seal(known));
                callback.done(true);
                return true;
            }
        } catch (Refused e) {
            LOG.debug("The request of a flow was refused with {}: {}", e.answer.status(), e.getMessage());
            answer(request, e.answer, "");
            callback.done(true);
            return true;
        }
        long begun = System.nanoTime();
        CompletableFuture<Result> result = run(opened)
                .completeOnTimeout(new Result(Answer.ROUTE_SLOW, ""), maxWait.toMillis(), TimeUnit.MILLISECONDS);
        boolean sync = result.isDone();
        result.thenAccept(ended -> {
            if (ended.answer != Answer.BUSY && ended.answer != Answer.STOPPED) {
                listener.processed(System.nanoTime() - begun);
            }
            try {
                answer(request, ended.answer, ended.text);
            } finally {
                callback.done(sync);
            }
        });
        return sync;
    }

    private FlowCipher.Opened open(Message request) throws Refused {
        byte[] body = body(request);
        if (!guard.admits(request, body)) {
            throw new Refused(Answer.WRONG_SIGNATURE, "the signature is wrong or missing");
        }
        if (!open) {
            throw new Refused(Answer.STOPPED, "the route has been stopped");
        }
        try {
            return cipher.open(body);
        } catch (InvalidFlowException e) {
            throw new Refused(e.isKeyWrong() ? Answer.WRONG_KEY : Answer.INVALID, e.getMessage());
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
            throw new Refused(Answer.INVALID, "the body cannot be read");
        }
    }

    /** Returns the answer to a health check or an error notification; null if the route answers. */
    private ObjectNode answerOfOurs(JsonNode request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (request.path("action").asText("").equals("ping")) {
            answer.putObject("data").put("status", "active");
            return answer;
        }
        String error = request.path("data").path("error").asText("");
        if (error.isEmpty()) {
            return null;
        }
        if (notifications.now()) {
            LOG.warn(
                    "WhatsApp could not use a flow's answer: {}. Compare the route's answers with the flow's JSON{}",
                    error.matches("[A-Za-z0-9_-]{1,60}") ? error : "unknown error",
                    notifications.more());
        }
        answer.putObject("data").put("acknowledged", true);
        return answer;
    }

    private CompletableFuture<Result> run(FlowCipher.Opened opened) {
        if (running.incrementAndGet() > MAX_RUNNING) {
            running.decrementAndGet();
            return CompletableFuture.completedFuture(new Result(Answer.BUSY, ""));
        }
        CompletableFuture<Result> result = new CompletableFuture<>();
        try {
            threads.execute(() -> run(opened, result));
        } catch (RejectedExecutionException e) { // stopped at the same time
            running.decrementAndGet();
            result.complete(new Result(Answer.STOPPED, ""));
        }
        return result;
    }

    private void run(FlowCipher.Opened opened, CompletableFuture<Result> result) {
        Exchange exchange = consumer.createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getMessage().setBody(new FlowRequest(opened.json()));
        AtomicBoolean ended = new AtomicBoolean(); // a processor may call back and throw then
        try {
            consumer.createUoW(exchange); // so that the answer can be read before its temporary files are deleted
            route.process(exchange, doneSync -> {
                if (!ended.getAndSet(true)) {
                    end(exchange, opened, result);
                }
            });
        } catch (Exception | Error e) {
            if (!ended.getAndSet(true)) {
                exchange.setException(e);
                end(exchange, opened, result);
            }
        }
    }

    private void end(Exchange exchange, FlowCipher.Opened opened, CompletableFuture<Result> result) {
        running.decrementAndGet();
        Result ended = new Result(Answer.ROUTE_FAILED, "");
        try {
            ended = result(exchange, opened);
        } catch (Exception | Error e) {
            LOG.debug("The answer of a flow's route could not be read", e);
        } finally {
            result.complete(ended);
            consumer.doneUoW(exchange);
            consumer.releaseExchange(exchange, false);
        }
    }

    private Result result(Exchange exchange, FlowCipher.Opened opened) throws IOException {
        if (exchange.isFailed() || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return new Result(Answer.ROUTE_FAILED, "");
        }
        String invalid = exchange.getMessage().getHeader(Whatsapp360Constants.INVALID_FLOW_TOKEN, String.class);
        if (invalid != null) {
            ObjectNode error = JsonNodeFactory.instance.objectNode().put("error_msg", invalid);
            return new Result(Answer.INVALID_TOKEN, opened.seal(error));
        }
        return json(exchange) instanceof ObjectNode answer
                ? new Result(Answer.ANSWERED, opened.seal(answer))
                : new Result(Answer.NO_ANSWER, "");
    }

    private JsonNode json(Exchange exchange) throws JsonProcessingException {
        Object body = exchange.getMessage().getBody();
        if (body == null || body instanceof FlowRequest) {
            return null; // the route has not set an answer
        }
        if (body instanceof JsonNode || body instanceof Map) {
            return mapper.valueToTree(body);
        }
        String text = exchange.getMessage().getBody(String.class);
        return text == null ? null : mapper.readTree(text);
    }

    /** Sets the answer. All headers of the request are removed, because one of them is the signature. */
    private void answer(Exchange request, Answer answer, String text) {
        OnceAMinute warning = warnings.get(answer);
        counts.get(answer).increment();
        last = Instant.now();
        listener.answered(answer);
        if (!reason(answer).isEmpty() && warning.now()) {
            LOG.warn(
                    "The request of a flow at {} was answered with {}, because {}{}",
                    path(),
                    answer.status(),
                    reason(answer),
                    warning.more());
        }
        Message message = request.getMessage();
        message.removeHeaders("*");
        message.setBody(text.isEmpty() ? null : text);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        if (!text.isEmpty()) {
            message.setHeader(Exchange.CONTENT_TYPE, "text/plain");
        }
    }

    /** Returns the reason of an answer and what to do; empty if an operator need not do anything. */
    private static String reason(Answer answer) {
        return switch (answer) {
            case ANSWERED, INVALID_TOKEN, STOPPED -> "";
            case INVALID -> "its body is no request of a flow. Check who posts to this address";
            case TOO_LARGE -> "its body is larger than 1 MB. Check who posts to this address";
            case WRONG_KEY -> "it cannot be decrypted. Set the public key of privateKey for the number again";
            case WRONG_SIGNATURE ->
                "the signature is wrong or missing. If it comes from Meta, check the option 'clientSecret', otherwise "
                        + "check who posts to this address";
            case ROUTE_FAILED -> "its route failed; check the route's errors";
            case NO_ANSWER ->
                "its route returned no JSON object. It must set the body to a Map, a JsonNode or JSON text with the "
                        + "next screen and its data";
            case BUSY -> "too many requests are in progress; make the route faster";
            case ROUTE_SLOW -> "its route takes longer than WhatsApp waits; make the route faster";
        };
    }

    /** @param text the encrypted answer; empty if there is none */
    private record Result(Answer answer, String text) {}

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final Answer answer;

        Refused(Answer answer, String why) {
            super(why);
            this.answer = answer;
        }
    }
}
