package io.github.whatsapp360.benchmarks;

import java.io.IOException;
import org.apache.camel.impl.DefaultCamelContext;

/** A scenario in which a user's messages reach the service. */
interface Scenario extends Named {

    /** Returns the service's rate limit for a number, in messages a second. */
    default int perSecond() {
        return 80;
    }

    /** Returns the number of messages that is enough to measure a rate if the service answers at once. */
    default int manyMessages() {
        return 3_000;
    }

    /** Returns the number of messages that is enough to measure a rate if the service answers slowly. */
    default int fewMessages() {
        return 1_000;
    }

    /**
     * Prepares messages, all of them to different recipients, and adds the route that sends them to a
     * {@link Contender}.
     *
     * @param context the started context
     * @param gate the processor that each message passes
     */
    Source open(DefaultCamelContext context, int messages, Gate gate) throws Exception;

    /** The prepared messages. */
    interface Source extends AutoCloseable {

        /** Starts sending, and returns at once. */
        void start() throws Exception;

        /** Stops sending, if stopping at the gate alone would take long. */
        default void stop() {}

        /** Removes the remaining messages after the context has stopped. */
        @Override
        default void close() throws IOException {}
    }
}
