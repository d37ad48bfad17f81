package io.github.whatsapp360;

import io.github.whatsapp360.event.WebhookEvent;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultMessage;

/**
 * A message whose body is a list of events. When a splitter copies it, each copy gets the headers of the event in its
 * body.
 */
final class EventsMessage extends DefaultMessage {

    private final Map<String, String> answered;

    /**
     * @param answered the IDs of the messages that were waiting for an answer, by the IDs of their answers
     */
    EventsMessage(CamelContext context, Map<String, String> answered) {
        super(context);
        this.answered = answered;
    }

    @Override
    public void setBody(Object body) {
        super.setBody(body);
        if (body instanceof WebhookEvent event) {
            ExchangeResults.eventHeaders(this, event);
            ExchangeResults.answerTo(this, event, answered);
        }
    }

    @Override
    public DefaultMessage newInstance() {
        return new EventsMessage(getCamelContext(), answered);
    }
}
