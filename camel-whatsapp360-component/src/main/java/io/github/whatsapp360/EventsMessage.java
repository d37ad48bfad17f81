package io.github.whatsapp360;

import io.github.whatsapp360.event.WebhookEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultMessage;

/**
 * A message whose body is a list of events. The copies that a splitter makes of it get the headers of the event that
 * becomes their body.
 */
final class EventsMessage extends DefaultMessage {

    EventsMessage(CamelContext context) {
        super(context);
    }

    @Override
    public void setBody(Object body) {
        super.setBody(body);
        if (body instanceof WebhookEvent event) {
            ExchangeResults.eventHeaders(this, event);
        }
    }

    @Override
    public DefaultMessage newInstance() {
        return new EventsMessage(getCamelContext());
    }
}
