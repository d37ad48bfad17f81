package io.github.whatsapp360;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.delivery.attempts.Failures;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;

/**
 * The tags of spans. No tag holds a phone number, a content, a name or a key. Source of the names that begin with
 * {@code messaging}, {@code error} and {@code http}: OpenTelemetry, "Semantic conventions".
 */
final class SpanTags {

    static final String COMPONENT = "camel-whatsapp360";
    static final String EVENTS = "whatsapp360:events";
    static final String WHATSAPP = "whatsapp";

    static final String SYSTEM = "messaging.system";
    static final String OPERATION = "messaging.operation.name";
    static final String DESTINATION = "messaging.destination.template";
    static final String MESSAGE_ID = "messaging.message.id";
    static final String ERROR_TYPE = "error.type";
    static final String HTTP_STATUS = "http.response.status_code";

    static final String MESSAGE_TYPE = "whatsapp360.message.type";
    static final String MESSAGE_STATUS = "whatsapp360.message.status";
    static final String EVENT_TYPE = "whatsapp360.event.type";
    static final String ATTEMPT = "whatsapp360.attempt";
    static final String ERROR_CODE = "whatsapp360.error.code";

    /** The header of the trace context. Source: W3C, "Trace Context", section 3.2. */
    static final String TRACEPARENT = "traceparent";

    /** The property that keeps the span of an event, because one class describes this span and those of its route. */
    private static final String EVENT_SPAN = SpanTags.class.getName();

    private static final Pattern WORD = Pattern.compile("[a-z][a-z_]{0,39}");

    private SpanTags() {}

    /** Returns the tag for the number of attempts of an operation. */
    static String attempts(String operation) {
        return "whatsapp360." + operation + ".attempts";
    }

    /** Returns a word of the API; {@code other} for a text that is none, because it may hold anything. */
    static String word(String text) {
        return text != null && WORD.matcher(text).matches() ? text : "other";
    }

    /** Returns the name of the operation that an exchange asks an endpoint for. */
    static String operation(Exchange exchange, Whatsapp360Endpoint endpoint) {
        if (endpoint.getAction() == Whatsapp360Endpoint.Action.EVENTS) {
            return "parse";
        }
        if (endpoint.getAction() == Whatsapp360Endpoint.Action.CALL) {
            return "call";
        }
        if (endpoint.getAction() == Whatsapp360Endpoint.Action.FLOW) {
            return "process";
        }
        try {
            return EnumOption.text(
                    new ExchangeOptions(exchange, endpoint.getConfiguration()).operation(endpoint.getAction()));
        } catch (InvalidMessageException e) {
            return "other"; // the producer refuses the exchange
        }
    }

    /** Returns whether this span describes an event, and not what its route sends. */
    static boolean isEvent(Span span, Exchange exchange) {
        return span == exchange.getProperty(EVENT_SPAN);
    }

    /** Describes the exchange of an event. */
    static void event(Span span, Exchange exchange) {
        exchange.setProperty(EVENT_SPAN, span);
        Message message = exchange.getMessage();
        span.setComponent(COMPONENT);
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        span.setTag(SYSTEM, WHATSAPP);
        span.setTag(OPERATION, "process");
        span.setTag(DESTINATION, EVENTS);
        span.setTag(EVENT_TYPE, word(message.getHeader(Whatsapp360Constants.EVENT_TYPE, String.class)));
        String id = message.getHeader(Whatsapp360Constants.MESSAGE_ID, "", String.class);
        if (!id.isEmpty()) {
            span.setTag(MESSAGE_ID, id);
        }
        String status = message.getHeader(Whatsapp360Constants.MESSAGE_STATUS, String.class);
        if (status != null) {
            span.setTag(MESSAGE_STATUS, word(status));
        }
    }

    /** Marks a span as failed. The message of the exception may hold anything, so it is left out. */
    static void failed(Span span, Throwable failure) {
        span.setError(true);
        if (failure != null) {
            span.setTag(ERROR_TYPE, Failures.type(failure));
        }
        if (failure instanceof ApiException refusal) {
            span.setTag(HTTP_STATUS, String.valueOf(refusal.getStatus()));
            refusal.getCode().ifPresent(code -> span.setTag(ERROR_CODE, String.valueOf(code)));
        } else if (failure instanceof DeliveryFailedException failed) {
            failed.getCode().ifPresent(code -> span.setTag(ERROR_CODE, String.valueOf(code)));
        }
    }
}
