package io.github.whatsapp360.benchmarks;

import java.io.IOException;
import org.apache.camel.impl.DefaultCamelContext;

/** A way in which a user's messages come to the service. */
interface Scenario extends Named {

    /** The service's limit for a number, in messages a second. */
    default int perSecond() {
        return 80;
    }

    /** Messages that are enough for a rate when the service answers at once. */
    default int manyMessages() {
        return 3_000;
    }

    /** Messages that are enough for a rate when an answer takes its time. */
    default int fewMessages() {
        return 1_000;
    }

    /**
     * Lays messages ready, all of them to different recipients, and adds the route that takes them to a {@link Contender}.
     *
     * @param context started already
     * @param gate what each message passes
     */
    Source open(DefaultCamelContext context, int messages, Gate gate) throws Exception;

    /** The messages that were laid ready. */
    interface Source extends AutoCloseable {

        /** Lets them go; returns at once. */
        void start() throws Exception;

        /** Lets no more go, where the gate alone would leave much to be done. */
        default void stop() {}

        /** Removes what is left, after the context has stopped. */
        @Override
        default void close() throws IOException {}
    }
}
