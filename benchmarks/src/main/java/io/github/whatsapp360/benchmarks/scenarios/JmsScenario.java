package io.github.whatsapp360.benchmarks.scenarios;

import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A scenario with texts in a queue of a broker, and one consumer of camel-jms.
 *
 * @param async true if the consumer does not wait for the end of an exchange (asyncConsumer)
 */
record JmsScenario(JmsBroker broker, boolean async) implements Scenario {

    @Override
    public String name() {
        return async ? "JMS with `asyncConsumer`" : "JMS";
    }

    @Override
    public Source open(DefaultCamelContext context, int messages, StopSwitch stopSwitch) throws Exception {
        String queue = broker.fill(messages);
        context.addComponent("jms", JmsComponent.jmsComponent(broker.connections()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:" + queue + (async ? "?asyncConsumer=true" : ""))
                        .id("source")
                        .autoStartup(false)
                        .process(stopSwitch)
                        .setProperty(SendRoutes.RECIPIENT, header("recipient"))
                        .to("direct:text");
            }
        });
        return new Source() {
            @Override
            public void start() throws Exception {
                context.getRouteController().startRoute("source");
            }

            @Override
            public void close() {
                broker.delete(queue);
            }
        };
    }
}
