package io.github.whatsapp360;

import io.github.whatsapp360.message.Interactive;
import io.github.whatsapp360.message.Interactive.Button;
import io.github.whatsapp360.message.OutgoingMessage;
import org.apache.camel.builder.RouteBuilder;

/** The routes that docs/guide/questions.md shows. */
final class ApprovalExample extends RouteBuilder {

    @Override
    public void configure() {
        // example: approval
        from("direct:invoice")
                .setBody(invoice -> OutgoingMessage.of(
                        Interactive.buttons("Pay invoice 4711?", Button.of("yes", "Yes"), Button.of("no", "No"))))
                .to("whatsapp360:send?confirm=answered&confirmTimeout=1h")
                .filter(simple("${body.payload} == 'yes'"))
                .to("direct:pay");
        // end
    }
}
