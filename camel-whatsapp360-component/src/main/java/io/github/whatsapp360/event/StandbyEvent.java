package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Objects;
import java.util.Optional;

/**
 * A message or status in a conversation that Meta's Business Agent holds ({@code standby}): the application listens,
 * and is not expected to answer. If it sends a message, it takes the conversation over. Sources: Meta, "Standby
 * webhooks"; docs.360dialog.com, "Meta Business Agent", "Webhooks".
 *
 * @param json the element of {@code messages}, {@code statuses} or {@code message_echoes}
 * @param origin the context of the event in its payload
 */
public record StandbyEvent(JsonNode json, Origin origin) implements AccountEvent {

    public StandbyEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /** Returns {@code message} for a user's message, {@code echo} for one of the agent, or {@code status}. */
    @Override
    public String event() {
        return switch (origin.list()) {
            case EventLists.MESSAGES -> "message";
            case EventLists.STATUSES -> "status";
            default -> "echo";
        };
    }

    /** Returns the message that a user wrote to the agent; empty if the event is something else. */
    public Optional<InboundMessage> message() {
        return event().equals("message") ? Optional.of(new InboundMessage(json, origin)) : Optional.empty();
    }

    /** Returns the status of a message that the agent sent; empty if the event is something else. */
    public Optional<MessageStatus> status() {
        return event().equals("status") ? Optional.of(new MessageStatus(json, origin)) : Optional.empty();
    }

    /** Returns the message that the agent sent, in the API's form; a missing node if the event is something else. */
    public JsonNode echo() {
        return event().equals("echo") ? json.path("message") : MissingNode.getInstance();
    }

    /** Returns the user of the conversation: a phone number, or a user ID if the service does not show the number. */
    public String user() {
        return message()
                .map(InboundMessage::from)
                .or(() -> status().map(MessageStatus::recipient))
                .orElseGet(() -> JsonValues.firstText(echo(), "to", "recipient"));
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return AccountEvents.text(this);
    }
}
