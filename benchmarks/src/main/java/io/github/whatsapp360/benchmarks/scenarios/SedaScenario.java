package io.github.whatsapp360.benchmarks.scenarios;

import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import io.github.whatsapp360.benchmarks.support.TestData;
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
    public Source open(DefaultCamelContext context, int messages, StopSwitch stopSwitch) throws Exception {
        String uri = "seda:texts?size=" + messages;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .id("source")
                        .autoStartup(false)
                        .process(stopSwitch)
                        .setProperty(SendRoutes.RECIPIENT, header("recipient"))
                        .to("direct:text");
            }
        });
        ProducerTemplate template = context.createProducerTemplate();
        for (int i = 0; i < messages; i++) {
            template.sendBodyAndHeader(uri, TestData.TEXT, "recipient", TestData.recipient(i));
        }
        return () -> context.getRouteController().startRoute("source");
    }
}
