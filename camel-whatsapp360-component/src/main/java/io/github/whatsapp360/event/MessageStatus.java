package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A status of a message that the business sent.
 *
 * @param json the element of {@code statuses}; {@code conversation} is in it
 * @param origin the context of the status in its payload
 */
public record MessageStatus(JsonNode json, Origin origin) implements WebhookEvent {

    static final String CALLBACK_DATA = "biz_opaque_callback_data";

    public MessageStatus {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /** The state of a sent message. */
    public enum State {
        /** The service has sent the message. */
        SENT,
        /** It is on the recipient's device. */
        DELIVERED,
        /** The recipient has seen it. */
        READ,
        /** The recipient has played it; voice messages only. */
        PLAYED,
        /** It did not reach the recipient; {@link MessageStatus#errors()} say why. */
        FAILED,
        /** Another status, such as {@code deleted} or {@code warning}; {@link MessageStatus#status()} returns it. */
        OTHER;

        /** Returns whether this is a step of a delivery: sent, delivered, read or played. */
        boolean isStep() {
            return compareTo(FAILED) < 0;
        }
    }

    /** Returns the ID of the message, {@code wamid.…}, as {@code whatsapp360:send} returned it. */
    public String id() {
        return JsonValues.text(json, "id");
    }

    /**
     * Returns the API's status: {@code sent}, {@code delivered}, {@code read}, {@code played}, {@code failed} or
     * another one.
     */
    public String status() {
        return JsonValues.text(json, "status");
    }

    /** Returns the status as a state that can be compared. */
    public State state() {
        return switch (status().toLowerCase(Locale.ROOT)) {
            case "sent" -> State.SENT;
            case "delivered" -> State.DELIVERED;
            case "read" -> State.READ;
            case "played" -> State.PLAYED;
            case "failed" -> State.FAILED;
            default -> State.OTHER;
        };
    }

    /**
     * Returns whether the message has reached this state or a later one. A message that was read was delivered, even if
     * no webhook reports it (Meta, "Status messages webhook reference"). Always false if either of the two states is
     * {@code FAILED} or {@code OTHER}.
     */
    public boolean isAtLeast(State state) {
        Objects.requireNonNull(state, "state");
        return state().isStep() && state.isStep() && state().compareTo(state) >= 0;
    }

    @Override
    public Optional<Instant> timestamp() {
        return JsonValues.instant(json, "timestamp");
    }

    /**
     * Returns the recipient: a phone number, or a business-scoped user ID if the service does not show the number; for
     * a message to a group, the group's ID.
     */
    public String recipient() {
        String recipient = JsonValues.firstText(json, "recipient_id", "recipient_user_id", "group_id");
        return recipient.isEmpty() ? OnPremisePayload.recipient(json) : recipient;
    }

    /** Returns the recipient's business-scoped user ID; empty if not given. */
    public String userId() {
        return JsonValues.firstText(json, "recipient_user_id", "recipient_participant_user_id");
    }

    /** Returns the ID of the group that got the message; empty if the recipient is one person. */
    public String groupId() {
        return JsonValues.text(json, "recipient_type").equals("group")
                ? recipient()
                : JsonValues.text(json, "group_id");
    }

    /**
     * Returns the group member that the status is about, as a phone number or a user ID; empty if the recipient is one
     * person.
     */
    public String participant() {
        return JsonValues.firstText(json, "recipient_participant_id", "recipient_participant_user_id");
    }

    /** Returns the message's callback data ({@code biz_opaque_callback_data}); empty if it had none. */
    public String callbackData() {
        return JsonValues.text(json, CALLBACK_DATA);
    }

    /**
     * Returns the trace context of the exchange that sent the message, in the form of the HTTP header
     * {@code traceparent}; empty if that exchange was not traced, or its callback data had no room for it. It is not in
     * {@link #callbackData()} or {@link #json()}.
     */
    public String traceparent() {
        return origin.traceparent();
    }

    /**
     * Returns the price category; empty if the status has none. Meta sends it with {@code sent}, when it is a forecast,
     * and with one of {@code delivered} and {@code read}. Only delivered messages are charged.
     */
    public Optional<Pricing> pricing() {
        return Pricing.of(json);
    }

    @Override
    public List<EventError> errors() {
        return EventError.in(json);
    }

    /**
     * Returns a key of the message's ID, the status and, in a group, the participant. Empty if the ID or the status is
     * missing.
     */
    @Override
    public Optional<String> key() {
        if (id().isEmpty() || status().isEmpty()) {
            return Optional.empty();
        }
        String key = id() + "/" + status();
        return Optional.of(participant().isEmpty() ? key : key + "/" + participant());
    }

    /** Returns a text with the status only, because phone numbers must not be logged. */
    @Override
    public String toString() {
        return "MessageStatus[" + JsonValues.word(status()) + "]";
    }
}
