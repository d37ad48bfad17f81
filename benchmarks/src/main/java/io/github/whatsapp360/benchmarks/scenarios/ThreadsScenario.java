package io.github.whatsapp360.benchmarks.scenarios;

import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import io.github.whatsapp360.benchmarks.support.TestData;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A scenario with threads that send texts through a {@code ProducerTemplate} and wait for each answer.
 *
 * @param threads the number of threads
 */
record ThreadsScenario(int threads) implements Scenario {

    @Override
    public String name() {
        return "`ProducerTemplate`, " + (threads == 1 ? "1 thread" : threads + " threads");
    }

    @Override
    public int manyMessages() {
        return 1_000_000; // no messages are prepared: the time limit ends the run
    }

    @Override
    public int fewMessages() {
        return manyMessages();
    }

    @Override
    public Source open(DefaultCamelContext context, int messages, StopSwitch stopSwitch) {
        ProducerTemplate template = context.createProducerTemplate();
        AtomicInteger next = new AtomicInteger();
        return () -> {
            Endpoint endpoint = context.getEndpoint("direct:text");
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> {
                    for (int n = next.getAndIncrement();
                            n < messages && !stopSwitch.isStopped();
                            n = next.getAndIncrement()) {
                        Exchange exchange = endpoint.createExchange();
                        exchange.setProperty(SendRoutes.RECIPIENT, TestData.recipient(n));
                        exchange.getMessage().setBody(TestData.TEXT);
                        template.send(endpoint, exchange);
                    }
                });
                thread.setDaemon(true); // a call may never return
                thread.start();
            }
        };
    }
}
