package io.github.whatsapp360;

import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.message.SentMessage;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Names and describes the spans of {@code to("whatsapp360:…")} and {@code from("whatsapp360:events")} for
 * camel-telemetry, which finds this class by itself. Unlike Camel's own decorators, it writes no URI, because its
 * options may hold a recipient or a key, and no message of an exception.
 */
public class Whatsapp360SpanDecorator extends AbstractSpanDecorator {

    @Override
    public String getComponent() {
        return "whatsapp360";
    }

    @Override
    public String getComponentClassName() {
        return Whatsapp360Component.class.getName();
    }

    /** Returns the endpoint's URI without its options, such as {@code whatsapp360:send}. */
    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return "whatsapp360:" + stripSchemeAndOptions(endpoint);
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        span.setTag(TagConstants.URL_SCHEME, "whatsapp360");
        boolean received = exchange.getMessage().getHeader(Whatsapp360Constants.EVENT_TYPE) != null;
        if (received && endpoint == exchange.getFromEndpoint()) { // as also a template's exchange is from its endpoint
            SpanTags.event(span, exchange);
            return;
        }
        span.setComponent(SpanTags.COMPONENT);
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        span.setTag(SpanTags.SYSTEM, SpanTags.WHATSAPP);
        span.setTag(SpanTags.DESTINATION, getOperationName(exchange, endpoint));
        if (endpoint instanceof Whatsapp360Endpoint ours) {
            span.setTag(SpanTags.OPERATION, SpanTags.operation(exchange, ours));
            span.setTag(
                    TagConstants.SERVER_ADDRESS,
                    ours.getConfiguration().serviceUrl().getHost());
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        if (exchange.isFailed()) {
            SpanTags.failed(span, exchange.getException());
        }
        if (SpanTags.isEvent(span, exchange)) {
            return;
        }
        Object result = exchange.isFailed()
                ? exchange.getException()
                : exchange.getMessage().getBody();
        String messageId = "";
        if (result instanceof InboundMessage) {
            result = exchange.getMessage().getHeader(Whatsapp360Constants.SENT_MESSAGE);
        }
        if (result instanceof SentMessage sent) {
            messageId = sent.id();
        } else if (result instanceof DeliveryFailedException failure) {
            messageId = failure.getMessageId();
        } else if (result instanceof ConfirmationTimeoutException failure) {
            messageId = failure.getMessageId();
        }
        if (!messageId.isEmpty()) {
            span.setTag(SpanTags.MESSAGE_ID, messageId);
        }
    }
}
