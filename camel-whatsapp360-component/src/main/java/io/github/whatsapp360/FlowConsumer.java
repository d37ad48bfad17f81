package io.github.whatsapp360;

import io.github.whatsapp360.flow.FlowCipher;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorSupport;

/** Receives the requests of flows, and answers them with what the route returns. */
final class FlowConsumer extends HttpServerConsumer {

    private final FlowEndpoint endpoint;

    FlowConsumer(FlowEndpoint endpoint, Processor route) {
        super(endpoint, route);
        this.endpoint = endpoint;
    }

    @Override
    AsyncProcessorSupport handler(String address) {
        Whatsapp360Configuration options = endpoint.getConfiguration();
        FlowCipher cipher = new FlowCipher(FlowKeys.privateKey(endpoint.getCamelContext(), options));
        return new FlowRequests(this, cipher, WebhookAuthenticator.ofFlows(options), FlowRequests.MAX_WAIT);
    }
}
