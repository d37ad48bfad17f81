package io.github.whatsapp360;

import io.github.whatsapp360.event.WebhookEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultMessage;

/**
 * A message whose body is a list of events. When a splitter copies it, each copy gets the headers of the event in its
 * body.
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
