package io.github.whatsapp360.benchmarks.scenarios;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A processor at the start of a route. After a call of {@link #stop}, it ends all exchanges there. */
public final class StopSwitch implements Processor {

    private volatile boolean stopped;

    @Override
    public void process(Exchange exchange) {
        if (stopped) {
            exchange.setRouteStop(true);
        }
    }

    boolean isStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
    }
}
