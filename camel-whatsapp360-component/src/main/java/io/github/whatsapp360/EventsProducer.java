package io.github.whatsapp360;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.event.InvalidWebhookException;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.listener.WebhookListener;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Reads a webhook's payload that came another way, such as from a queue or another HTTP server, and returns its events.
 */
final class EventsProducer extends DefaultProducer {

    private final Whatsapp360Endpoint endpoint;

    EventsProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        try {
            List<WebhookEvent> events = read(message);
            WebhookListener listener =
                    endpoint.getComponent().senders().listeners().webhooks();
            listener.received(events);
            Map<String, String> answered = endpoint.settle(events);
            listener.taken(events);
            EventsMessage answer = new EventsMessage(exchange.getContext(), answered);
            answer.copyFromWithNewBody(message, new ResultList<>(events));
            exchange.setMessage(answer);
        } catch (Error e) { // an Error would end Camel's thread otherwise
            exchange.setException(e);
        }
    }

    private List<WebhookEvent> read(Message message) {
        Object body = message.getBody();
        try {
            if (body instanceof JsonNode json) {
                return WebhookJson.read(json);
            }
            if (body instanceof Map<?, ?> map) {
                JsonNode json = endpoint.getComponent().senders().mapper().valueToTree(map);
                return WebhookJson.read(json);
            }
            byte[] bytes = message.getBody(byte[].class);
            return WebhookJson.read(bytes == null ? new byte[0] : bytes);
        } catch (InvalidWebhookException e) {
            throw new InvalidMessageException(new Problem("body", e.getMessage()), e);
        }
    }
}
