package io.github.whatsapp360.listener;

/**
 * Receives what happens with requests of flows, for metrics. The methods are called on any thread and must return at
 * once.
 */
public interface FlowListener {

    /** Ignores everything. */
    FlowListener NONE = new FlowListener() {};

    /** The answer to a request, with its reason. Source of 421, 427, 432: Meta, "WhatsApp Flows error codes". */
    enum Answer {
        /** The route, or the component itself, has answered. */
        ANSWERED(200),
        /** The body is no request of a flow. */
        INVALID(400),
        /** The body is larger than a request can be. */
        TOO_LARGE(413),
        /** The request cannot be decrypted with the private key. */
        WRONG_KEY(421),
        /** The route refuses the flow token. */
        INVALID_TOKEN(427),
        /** The signature is wrong or missing. */
        WRONG_SIGNATURE(432),
        /** The route has failed. */
        ROUTE_FAILED(500),
        /** The route has set no answer. */
        NO_ANSWER(500),
        /** Too many requests are in progress. */
        BUSY(503),
        /** The route has been stopped or suspended. */
        STOPPED(503),
        /** The route has not ended in time. */
        ROUTE_SLOW(504);

        private final int status;

        Answer(int status) {
            this.status = status;
        }

        /** Returns the HTTP status. */
        public int status() {
            return status;
        }
    }

    /** Tells that a request was answered. */
    default void answered(Answer answer) {}

    /** Tells the time after which a request of the route was answered, in nanoseconds. */
    default void processed(long nanos) {}
}
