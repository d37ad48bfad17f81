package io.github.whatsapp360;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/** The endpoint of the data of flows. */
final class FlowEndpoint extends Whatsapp360Endpoint {

    FlowEndpoint(String uri, Whatsapp360Component component, Whatsapp360Configuration configuration) {
        super(uri, component, Action.FLOW, configuration);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = new FlowConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
