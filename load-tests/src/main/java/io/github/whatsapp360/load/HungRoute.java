package io.github.whatsapp360.load;

import java.util.concurrent.CountDownLatch;
import org.apache.camel.builder.RouteBuilder;

/**
 * A route at the path {@code /hung} that never ends, and so holds its thread for ever. With the text "slowly", it ends
 * after half a second and holds no thread.
 */
public class HungRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("whatsapp360:events?webhookName=hung&webhookPath=/hung&webhookAutoRegister=false")
                .choice()
                .when(simple("${body.text} == 'slowly'"))
                .delay(500)
                .asyncDelayed()
                .endChoice()
                .otherwise()
                .process(exchange -> new CountDownLatch(1).await());
    }
}
