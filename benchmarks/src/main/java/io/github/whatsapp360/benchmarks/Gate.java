package io.github.whatsapp360.benchmarks;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A processor at the start of a source's route. After it is closed, it stops all exchanges. */
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
