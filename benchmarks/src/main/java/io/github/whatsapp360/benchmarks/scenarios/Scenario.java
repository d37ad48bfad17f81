package io.github.whatsapp360.benchmarks.scenarios;

import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import java.io.IOException;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;

/** A scenario in which a user's messages reach the service. */
public interface Scenario {

    /** Returns all scenarios. */
    static List<Scenario> all(JmsBroker broker) {
        return List.of(
                FileScenario.texts(),
                FileScenario.pdfs(),
                new SplitScenario(false),
                new SplitScenario(true),
                new SedaScenario(),
                new JmsScenario(broker, false),
                new JmsScenario(broker, true),
                new ThreadsScenario(1),
                new ThreadsScenario(4),
                new ThreadsScenario(16),
                new ThreadsScenario(64));
    }

    /** Returns the name in the report. */
    String name();

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
     * {@link SendRoutes}.
     *
     * @param context the started context
     * @param stopSwitch the switch that ends the sending; each message passes it
     */
    Source open(DefaultCamelContext context, int messages, StopSwitch stopSwitch) throws Exception;

    /** The prepared messages. */
    interface Source extends AutoCloseable {

        /** Starts sending, and returns at once. */
        void start() throws Exception;

        /** Stops sending, if the switch alone would take long. */
        default void stop() {}

        /** Removes the remaining messages after the context has stopped. */
        @Override
        default void close() throws IOException {}
    }
}
