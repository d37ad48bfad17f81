package io.github.whatsapp360.load;

import org.apache.camel.builder.RouteBuilder;

/** The first route of {@code docs/guide/events.md}; the webhook's address is a property. */
public class AnsweringRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("whatsapp360:events?webhookExternalUrl={{application-url}}")
                .filter(header("CamelWhatsapp360EventType").isEqualTo("message"))
                .setHeader("CamelWhatsapp360To", header("CamelWhatsapp360From"))
                .setBody(simple("You wrote: ${body.text}"))
                .to("whatsapp360:send");
    }
}
