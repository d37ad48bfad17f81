package io.github.whatsapp360.benchmarks;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A scenario with texts in a {@code seda:} queue with one consumer. */
final class SedaScenario implements Scenario {

    @Override
    public String name() {
        return "`seda`";
    }

    @Override
    public Source open(DefaultCamelContext context, int messages, Gate gate) throws Exception {
        String uri = "seda:texts?size=" + messages;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .id("source")
                        .autoStartup(false)
                        .process(gate)
                        .setProperty(Contender.RECIPIENT, header("recipient"))
                        .to("direct:text");
            }
        });
        ProducerTemplate template = context.createProducerTemplate();
        for (int i = 0; i < messages; i++) {
            template.sendBodyAndHeader(uri, Texts.TEXT, "recipient", Recipients.of(i));
        }
        return () -> context.getRouteController().startRoute("source");
    }
}
