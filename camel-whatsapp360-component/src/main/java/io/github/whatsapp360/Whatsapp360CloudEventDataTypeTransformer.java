package io.github.whatsapp360;

import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
import java.time.Instant;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Transforms an event to a CloudEvent 1.0: {@code transformDataType("whatsapp360:application-cloudevents")}. It sets
 * the headers from which {@code http:application-cloudevents} and {@code application-cloudevents+json} of
 * camel-cloudevents continue, and makes the body JSON. Its subject is the ID of the message; none of these headers is a
 * phone number.
 */
@DataTypeTransformer(
        name = "whatsapp360:application-cloudevents",
        description = "Transforms an event of WhatsApp (360dialog) to a CloudEvent: its headers, and JSON as the body")
public final class Whatsapp360CloudEventDataTypeTransformer extends Transformer {

    /** The headers of camel-cloudevents, which is not a dependency. */
    static final String ID = "CamelCloudEventID";

    static final String VERSION = "CamelCloudEventVersion";
    static final String TYPE = "CamelCloudEventType";
    static final String SOURCE = "CamelCloudEventSource";
    static final String SUBJECT = "CamelCloudEventSubject";
    static final String TIME = "CamelCloudEventTime";

    private static final String TYPE_PREFIX = "io.github.whatsapp360.event.";

    private final Whatsapp360JsonDataTypeTransformer json = new Whatsapp360JsonDataTypeTransformer();

    @Override
    public void transform(Message message, DataType from, DataType to) {
        if (!(message.getBody() instanceof WebhookEvent event)) {
            throw new IllegalArgumentException("whatsapp360:application-cloudevents transforms an event of "
                    + "whatsapp360:events, and the body is none; to(\"whatsapp360:events\") reads the events "
                    + "of a payload");
        }
        ExchangeResults.eventHeaders(message, event);
        // the same for each delivery of an event, so that receivers recognise repetitions
        message.setHeader(ID, event.key().orElseGet(message.getExchange()::getExchangeId));
        message.setHeader(VERSION, "1.0");
        String type = message.getHeader(Whatsapp360Constants.EVENT_TYPE, "", String.class);
        message.setHeader(TYPE, TYPE_PREFIX + (type.isEmpty() ? "other" : type));
        message.setHeader(SOURCE, source(event));
        message.removeHeader(SUBJECT);
        String subject = subject(event);
        if (!subject.isEmpty()) {
            message.setHeader(SUBJECT, subject);
        }
        Instant now = Instant.ofEpochMilli(message.getExchange().getClock().getCreated());
        message.setHeader(TIME, event.timestamp().orElse(now).toString());
        json.transform(message, from, to);
    }

    /** Returns the ID of the message; empty for an event about something else. */
    private static String subject(WebhookEvent event) {
        if (event instanceof InboundMessage message) {
            return message.id();
        }
        return event instanceof MessageStatus status ? status.id() : "";
    }

    /**
     * Returns a URI with the ID of the number or, for events about the whole account, the ID of the account.
     * On-Premise numbers give neither.
     */
    private static String source(WebhookEvent event) {
        String id = event.phoneNumberId().isEmpty() ? event.accountId() : event.phoneNumberId();
        return "whatsapp360:" + (id.isEmpty() ? "events" : id);
    }
}
