package io.github.whatsapp360.benchmarks;

import io.github.whatsapp360.benchmarks.Scenario.Source;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** A run of a scenario with a contender in its own CamelContext. It counts the messages at the server. */
final class ScenarioRun {

    private static final int POLL_MILLIS = 10;

    /** The time limit of the first message. At first, camel-whatsapp opens a connection for each of its messages. */
    private static final int FIRST_MILLIS = 10_000;

    private static final int ANSWERS_MILLIS = 2_000;

    private ScenarioRun() {}

    /**
     * Runs until all messages have arrived, or until the time is over.
     *
     * @param messages the number of prepared messages
     * @param millis the time limit in milliseconds, from the first message at the server on
     */
    static Sample run(Wire wire, Scenario scenario, Contender contender, int messages, long millis) throws Exception {
        Gate gate = new Gate();
        Failed failed = new Failed();
        try (DefaultCamelContext context = context(failed)) {
            context.addRoutes(contender.routes(wire.port()));
            context.start();
            try (Source source = scenario.open(context, messages, gate)) {
                wire.begin();
                Meter meter = new Meter();
                source.start();
                Tally.Snapshot arrived = await(wire, messages, millis);
                if (arrived.messages() >= messages) {
                    awaitAnswers(context);
                }
                Meter.Spent spent = meter.stop();
                long failures = failed.count.get(); // exchanges that are ended early may fail after this
                gate.close();
                source.stop();
                awaitAnswers(context); // a graceful stop would wait at least a second
                context.stop();
                System.gc(); // camel-whatsapp's client ends its threads and connections when it is collected
                Tally.Snapshot last = wire.tally();
                return new Sample(
                        arrived.perSecond(),
                        spent.cpuNanos() / 1e3 / arrived.messages(),
                        (double) spent.allocatedBytes() / arrived.messages(),
                        last.messages(),
                        last.messages() - last.recipients(),
                        failures);
            }
        }
    }

    private static DefaultCamelContext context(Failed failed) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(1);
        context.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        context.getManagementStrategy().addEventNotifier(failed);
        return context;
    }

    private static Tally.Snapshot await(Wire wire, int messages, long millis) throws IOException, InterruptedException {
        long now = System.nanoTime();
        long end = now + TimeUnit.MILLISECONDS.toNanos(FIRST_MILLIS);
        boolean begun = false;
        Tally.Snapshot arrived = wire.tally();
        while (arrived.messages() < messages && now < end) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            arrived = wire.tally();
            now = System.nanoTime();
            if (!begun && arrived.messages() > 0) {
                begun = true;
                end = now + TimeUnit.MILLISECONDS.toNanos(millis);
            }
        }
        return arrived;
    }

    private static void awaitAnswers(DefaultCamelContext context) throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWERS_MILLIS);
        while (context.getInflightRepository().size() > 0 && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** A counter of failed exchanges. It subscribes to no other events, so these cost nothing. */
    private static final class Failed extends SimpleEventNotifierSupport {

        private final AtomicLong count = new AtomicLong();

        Failed() {
            setIgnoreExchangeCreatedEvent(true);
            setIgnoreExchangeCompletedEvent(true);
            setIgnoreExchangeSendingEvents(true);
            setIgnoreExchangeSentEvents(true);
            setIgnoreExchangeRedeliveryEvents(true);
            setIgnoreCamelContextEvents(true);
            setIgnoreRouteEvents(true);
            setIgnoreServiceEvents(true);
            setIgnoreStepEvents(true);
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof CamelEvent.ExchangeFailedEvent;
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeFailedEvent) {
                count.incrementAndGet();
            }
        }
    }

    /**
     * The figures of a run.
     *
     * @param perSecond the messages a second at the server
     * @param cpu the CPU time of the whole process for each message, in microseconds
     * @param allocated the allocated bytes for each message
     * @param arrived the number of messages that reached the server
     * @param doubled the number of messages that arrived twice
     * @param failed the number of failed exchanges
     */
    record Sample(double perSecond, double cpu, double allocated, long arrived, long doubled, long failed) {}
}
