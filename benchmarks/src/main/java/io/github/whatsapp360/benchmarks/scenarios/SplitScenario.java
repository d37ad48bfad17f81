package io.github.whatsapp360.benchmarks.scenarios;

import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import io.github.whatsapp360.benchmarks.support.TestData;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A scenario with a list of recipients that is split into one text for each. */
record SplitScenario(boolean parallel) implements Scenario {

    @Override
    public String name() {
        return parallel ? "`split` with `parallelProcessing`" : "`split`";
    }

    @Override
    public Source open(DefaultCamelContext context, int messages, StopSwitch stopSwitch) throws Exception {
        List<String> recipients =
                IntStream.range(0, messages).mapToObj(TestData::recipient).toList();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list")
                        .split(body())
                        .parallelProcessing(parallel)
                        .process(stopSwitch)
                        .setProperty(SendRoutes.RECIPIENT, body())
                        .setBody(constant(TestData.TEXT))
                        .to("direct:text");
            }
        });
        ProducerTemplate template = context.createProducerTemplate();
        return () -> template.asyncSendBody("direct:list", recipients);
    }
}
