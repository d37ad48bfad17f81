package io.github.whatsapp360.benchmarks.scenarios;

import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import io.github.whatsapp360.benchmarks.scenarios.Scenario.Source;
import io.github.whatsapp360.benchmarks.server.MessageCounter;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import io.github.whatsapp360.benchmarks.statistics.ResourceMeter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** A run of a scenario with one implementation in its own CamelContext. It counts the messages at the server. */
public final class ScenarioRun {

    private static final int POLL_MILLIS = 10;

    /** The time limit of the first message. At first, camel-whatsapp opens a connection for each of its messages. */
    private static final int FIRST_MILLIS = 10_000;

    private static final int LAST_RESPONSES_MILLIS = 2_000;

    private ScenarioRun() {}

    /**
     * Runs until all messages have arrived, or until the time is over.
     *
     * @param messages the number of prepared messages
     * @param millis the time limit in milliseconds, from the first message at the server on
     */
    public static Sample run(ServerProcess server, Scenario scenario, SendRoutes routes, int messages, long millis)
            throws Exception {
        StopSwitch stopSwitch = new StopSwitch();
        FailureCounter failures = new FailureCounter();
        try (DefaultCamelContext context = context(failures)) {
            context.addRoutes(routes.builder(server.port()));
            context.start();
            try (Source source = scenario.open(context, messages, stopSwitch)) {
                server.startCounting();
                ResourceMeter meter = new ResourceMeter();
                source.start();
                MessageCounter.Snapshot arrived = await(server, messages, millis);
                if (arrived.messages() >= messages) {
                    awaitResponses(context);
                }
                ResourceMeter.Usage usage = meter.stop();
                long failed = failures.count.get(); // exchanges that are ended early may fail after this
                stopSwitch.stop();
                source.stop();
                awaitResponses(context); // a graceful stop would wait at least a second
                context.stop();
                System.gc(); // camel-whatsapp's client ends its threads and connections when it is collected
                MessageCounter.Snapshot last = server.received();
                return new Sample(
                        arrived.perSecond(),
                        usage.cpuNanos() / 1e3 / arrived.messages(),
                        (double) usage.allocatedBytes() / arrived.messages(),
                        last.messages(),
                        last.messages() - last.recipients(),
                        failed);
            }
        }
    }

    private static DefaultCamelContext context(FailureCounter failures) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(1);
        context.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        context.getManagementStrategy().addEventNotifier(failures);
        return context;
    }

    private static MessageCounter.Snapshot await(ServerProcess server, int messages, long millis)
            throws IOException, InterruptedException {
        long now = System.nanoTime();
        long end = now + TimeUnit.MILLISECONDS.toNanos(FIRST_MILLIS);
        boolean started = false;
        MessageCounter.Snapshot arrived = server.received();
        while (arrived.messages() < messages && now < end) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            arrived = server.received();
            now = System.nanoTime();
            if (!started && arrived.messages() > 0) {
                started = true;
                end = now + TimeUnit.MILLISECONDS.toNanos(millis);
            }
        }
        return arrived;
    }

    private static void awaitResponses(DefaultCamelContext context) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_RESPONSES_MILLIS);
        while (context.getInflightRepository().size() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** A counter of failed exchanges. It subscribes to no other events, so these cost nothing. */
    private static final class FailureCounter extends SimpleEventNotifierSupport {

        private final AtomicLong count = new AtomicLong();

        FailureCounter() {
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
     * @param duplicates the number of messages that arrived twice
     * @param failed the number of failed exchanges
     */
    public record Sample(double perSecond, double cpu, double allocated, long arrived, long duplicates, long failed) {}
}
