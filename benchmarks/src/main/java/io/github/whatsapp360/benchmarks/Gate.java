package io.github.whatsapp360.benchmarks;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Stands at the beginning of a source's route; once it is closed, what comes ends there. */
final class Gate implements Processor {

    private volatile boolean closed;

    @Override
    public void process(Exchange exchange) {
        if (closed) {
            exchange.setRouteStop(true);
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
