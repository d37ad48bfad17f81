package io.github.whatsapp360;

import io.github.whatsapp360.delivery.attempts.OnceAMinute;
import io.github.whatsapp360.listener.WebhookListener.Answer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the answers to the webhooks of one route, and logs those that were not taken: one line for each reason in a
 * minute.
 */
final class WebhookState {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookState.class);

    private final Map<Answer, LongAdder> counts = new EnumMap<>(Answer.class);
    private final Map<Answer, OnceAMinute> warnings = new EnumMap<>(Answer.class);
    private volatile String address = "";
    private volatile Instant last;

    WebhookState(LongSupplier nanoTime) {
        for (Answer answer : Answer.values()) {
            counts.put(answer, new LongAdder());
            warnings.put(answer, new OnceAMinute(nanoTime));
        }
    }

    /**
     * Counts the answer to a webhook.
     *
     * @param address the address at which it came
     * @param events the number of events in progress
     */
    void answered(Answer answer, String address, int events) {
        this.address = address;
        counts.get(answer).increment();
        last = Instant.now();
        if (!reason(answer).isEmpty() && warnings.get(answer).now()) {
            LOG.warn(
                    "Webhook {}: a request was answered with {}, because {}. Events in progress: {}{}",
                    address,
                    answer.status(),
                    reason(answer),
                    events,
                    warnings.get(answer).more());
        }
    }

    /** Returns the address at which webhooks come; empty before the first one. */
    String address() {
        return address;
    }

    /** Returns the number of webhooks that were answered so. */
    long count(Answer answer) {
        return counts.get(answer).sum();
    }

    /** Returns the time of the last webhook, whatever its answer; empty before the first one. */
    Optional<Instant> last() {
        return Optional.ofNullable(last);
    }

    /** Returns the reason of an answer and what to do; empty if an operator need not do anything. */
    private static String reason(Answer answer) {
        return switch (answer) {
            case TAKEN, STOPPED -> "";
            case UNREADABLE -> "its body could not be read";
            case INVALID -> "its body is no payload of the service. Check who posts to this address";
            case WRONG_SECRET ->
                "the secret is wrong or missing. If it comes from 360dialog, register the webhook again with the option "
                        + "'webhookVerifyToken', otherwise check who posts to this address";
            case WRONG_SIGNATURE ->
                "the signature is wrong or missing. If it comes from 360dialog, check the option 'secretKey', "
                        + "otherwise check who posts to this address";
            case TOO_LARGE -> "its body is larger than 4 MB. Check who posts to this address";
            case STORE_FAILED -> "the message repository could not record its statuses. 360dialog delivers it again";
            case ROUTE_FAILED ->
                "the route failed with an event. 360dialog delivers it again; check the route's errors";
            case ROUTE_SLOW ->
                "the route takes long. 360dialog delivers it again, and events that the route has completed by then "
                        + "are ignored; make the route faster, for example with a queue";
            case BUSY -> "too many events are in progress. 360dialog delivers it again; make the route faster";
        };
    }
}
