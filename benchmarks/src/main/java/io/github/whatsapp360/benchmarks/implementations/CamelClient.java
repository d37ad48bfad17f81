package io.github.whatsapp360.benchmarks.implementations;

import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The base class of all clients that send an exchange to an endpoint. */
abstract class CamelClient implements Client {

    final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template = context.createProducerTemplate();

    final Exchange send(Endpoint endpoint, Object body, Map<String, Object> headers) {
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(body);
        headers.forEach(exchange.getMessage()::setHeader);
        template.send(endpoint, exchange);
        if (exchange.getException() != null) {
            throw new CamelExecutionException("not sent", exchange, exchange.getException());
        }
        return exchange;
    }

    /** Starts the context, with a route for uploads that redelivers once. */
    final void start(String uploads) {
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(defaultErrorHandler()
                            .maximumRedeliveries(1)
                            .redeliveryDelay(0)
                            .logExhausted(false));
                    from("direct:stream").to(uploads);
                }
            });
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
        context.start();
        template.start();
    }

    final Exchange redelivered(Object body, Map<String, Object> headers) {
        return send(context.getEndpoint("direct:stream"), body, headers);
    }

    @Override
    public final void close() {
        template.stop();
        context.stop();
    }
}
