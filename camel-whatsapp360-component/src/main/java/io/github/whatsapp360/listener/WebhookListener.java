package io.github.whatsapp360.listener;

import io.github.whatsapp360.event.WebhookEvent;
import java.util.List;

/**
 * Receives what happens with webhooks, for metrics. An event holds personal data, which does not belong in metrics. The
 * methods are called on any thread and must return at once.
 */
public interface WebhookListener {

    /** Ignores everything. */
    WebhookListener NONE = new WebhookListener() {};

    /** The answer to a webhook request, with its reason. */
    enum Answer {
        /** The route has taken all events. */
        TAKEN(200),
        /** The body could not be read. */
        UNREADABLE(400),
        /** The body is no payload of the service. */
        INVALID(400),
        /** The secret is wrong or missing. */
        WRONG_SECRET(401),
        /** The signature is wrong or missing. */
        WRONG_SIGNATURE(401),
        /** The body is larger than a payload can be. */
        TOO_LARGE(413),
        /** The message repository could not record the statuses. */
        STORE_FAILED(500),
        /** The route has failed with an event. */
        ROUTE_FAILED(500),
        /** The route has not ended in time. */
        ROUTE_SLOW(503),
        /** Too many events are in progress. */
        BUSY(503),
        /** The route has been stopped. */
        STOPPED(503);

        private final int status;

        Answer(int status) {
            this.status = status;
        }

        /** Returns the HTTP status. */
        public int status() {
            return status;
        }
    }

    /** Tells that a webhook request was answered. */
    default void answered(Answer answer) {}

    /**
     * Tells that a payload of the service was read. If the service delivers it again, these events come again, too.
     */
    default void received(List<WebhookEvent> events) {}

    /** Tells that an event, or a whole payload as one body, waits for the route. */
    default void queued() {}

    /**
     * Tells that the route has ended with an event, or with a whole payload.
     *
     * @param nanos the time that the route took, in nanoseconds
     * @param taken false if the route failed, so that the service delivers the event again
     */
    default void processed(long nanos, boolean taken) {}

    /** Tells that the application has taken these events. They do not come again. */
    default void taken(List<WebhookEvent> events) {}

    /** Tells that a queued event is no longer in progress, whether it was processed or not. */
    default void ended() {}
}
