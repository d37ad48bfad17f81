package io.github.whatsapp360;

import io.github.whatsapp360.event.CallEvent;
import io.github.whatsapp360.event.HandoverEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.StandbyEvent;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.camel.Message;

/**
 * The input of one exchange of an events route: an event, or a whole payload.
 *
 * @param key recognises a repetition; empty if it cannot be recognised
 * @param conversation inputs with the same conversation reach the route one after the other
 * @param events the event, or the events of the payload
 * @param content sets the body and the headers
 */
record RouteInput(Optional<String> key, String conversation, List<WebhookEvent> events, Consumer<Message> content) {

    /**
     * Creates the input for one event. The header {@code traceparent} makes the exchange a part of the trace in which
     * the event's message was sent.
     *
     * @param traceparent the trace context of the exchange that sent the message; empty if it is not known
     * @param answered the IDs of the messages that were waiting for an answer, by the IDs of their answers
     */
    static RouteInput of(WebhookEvent event, String traceparent, Map<String, String> answered) {
        return new RouteInput(event.key(), conversation(event), List.of(event), message -> {
            ExchangeResults.event(message, event, answered);
            if (!traceparent.isEmpty()) {
                message.setHeader("traceparent", traceparent);
            }
        });
    }

    /**
     * Creates the input for a whole payload, with its JSON as text. A payload is a repetition only if each event in it
     * is one: without a key, two events with the same JSON may be different ones.
     */
    static RouteInput ofPayload(byte[] payload, List<WebhookEvent> events) {
        String name = "payload:" + UUID.nameUUIDFromBytes(payload);
        return new RouteInput(
                Optional.of(name).filter(known -> events.stream()
                        .allMatch(event -> event.key().isPresent())),
                events.stream().findFirst().map(RouteInput::conversation).orElse(name),
                events,
                message -> {
                    message.setBody(new String(payload, StandardCharsets.UTF_8));
                    message.setHeader(Whatsapp360Constants.EVENT_TYPE, "payload");
                });
    }

    /**
     * Returns the name of the conversation of an event. The statuses of a message are not in the conversation of its
     * recipient, because a route that handles a customer's message may wait for the status of its reply. The choices of
     * a user and the handovers of the conversation are in the conversation with that user, and the events of standby
     * are where the same messages and statuses would be.
     */
    private static String conversation(WebhookEvent received) {
        WebhookEvent event = Standby.content(received);
        if (event instanceof InboundMessage message) {
            return "from:" + message.from();
        }
        if (event instanceof MessageStatus status) {
            return "status:" + status.id();
        }
        if (event instanceof CallEvent call) {
            return "call:" + call.id();
        }
        String user = user(event);
        return user.isEmpty() ? "account:" + event.accountId() : "from:" + user;
    }

    private static String user(WebhookEvent event) {
        if (event instanceof UserEvent change) {
            return change.user();
        }
        if (event instanceof HandoverEvent handover) {
            return handover.user();
        }
        return event instanceof StandbyEvent echo ? echo.user() : "";
    }
}
