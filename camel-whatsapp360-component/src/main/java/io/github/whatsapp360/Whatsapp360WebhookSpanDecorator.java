package io.github.whatsapp360;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Names and describes the spans of {@code from("webhook:whatsapp360:events")} for camel-telemetry, which finds this
 * class by itself. It writes no URI, because its options may hold a secret. Other webhooks get Camel's default.
 */
public class Whatsapp360WebhookSpanDecorator extends AbstractSpanDecorator {

    @Override
    public String getComponent() {
        return "webhook";
    }

    @Override
    public String getComponentClassName() {
        return "org.apache.camel.component.webhook.WebhookComponent";
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return isOurs(exchange) ? SpanTags.EVENTS : super.getOperationName(exchange, endpoint);
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        if (!isOurs(exchange)) {
            super.beforeTracingEvent(span, exchange, endpoint);
            return;
        }
        span.setTag(TagConstants.URL_SCHEME, "webhook");
        SpanTags.event(span, exchange);
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        if (!isOurs(exchange)) {
            super.afterTracingEvent(span, exchange);
        } else if (exchange.isFailed()) {
            SpanTags.failed(span, exchange.getException());
        }
    }

    private static boolean isOurs(Exchange exchange) {
        return exchange.getFromEndpoint() instanceof Whatsapp360Endpoint;
    }
}
