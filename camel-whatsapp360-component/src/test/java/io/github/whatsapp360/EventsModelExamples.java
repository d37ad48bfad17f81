package io.github.whatsapp360;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.MessageStatus.State;
import io.github.whatsapp360.event.TemplateEvent;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/** The code that docs/guide/events-model.md shows. */
final class EventsModelExamples extends RouteBuilder {

    @Override
    public void configure() {
        // example: route
        from("whatsapp360:events")
                .routeId("answers")
                .choice()
                .when(e -> e.getMessage().getBody() instanceof MessageStatus status && status.state() == State.FAILED)
                .to("direct:undelivered")
                .when(e -> e.getMessage().getBody() instanceof InboundMessage message
                        && message.media().isPresent())
                .setHeader("CamelWhatsapp360MediaId", simple("${body.media.get.id}"))
                .to("whatsapp360:media?operation=download")
                .to("direct:file")
                .when(e -> e.getMessage().getBody() instanceof InboundMessage message
                        && message.type().equals("text"))
                .setHeader("CamelWhatsapp360To", simple("${body.from}"))
                .setHeader("CamelWhatsapp360ReplyTo", simple("${body.id}"))
                .setBody(simple("Thank you, ${body.contactName}. We read: ${body.text}"))
                .to("whatsapp360:send");
        // end
    }

    /** A bean that handles an event. */
    // example: bean
    static String handle(WebhookEvent event) {
        if (event instanceof InboundMessage message && message.type().equals("location")) {
            double latitude = message.content().path("latitude").asDouble();
            return "north of the equator: " + (latitude > 0);
        }
        if (event instanceof MessageStatus status && status.isAtLeast(State.DELIVERED)) {
            return "arrived: " + status.callbackData();
        }
        if (event instanceof TemplateEvent template && template.event().equals("REJECTED")) {
            return "template " + template.name() + ": " + template.reason();
        }
        if (event instanceof UserEvent user && user.stopsMarketing()) {
            return "no marketing to " + user.user();
        }
        return "";
    }
    // end

    /** Makes an event, as a test does. */
    static InboundMessage parse() {
        // example: parse
        String payload =
                """
                {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": {
                  "contacts": [{"wa_id": "4915112345678", "profile": {"name": "Ada"}}],
                  "messages": [{"from": "4915112345678", "id": "wamid.1", "type": "text", "text": {"body": "Hello?"}}]
                }}]}]}""";
        List<WebhookEvent> events = WebhookJson.read(payload.getBytes(UTF_8));
        // end
        return (InboundMessage) events.get(0);
    }
}
