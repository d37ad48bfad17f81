package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a message that the business sent.
 *
 * @param json the element of {@code statuses}; {@code pricing} and {@code conversation} are in it
 * @param origin what stood around it
 */
public record MessageStatus(JsonNode json, Origin origin) implements WebhookEvent {

    /** How far a message has come. */
    public enum State {
        /** The service has sent it on. */
        SENT,
        /** It is on the recipient's device. */
        DELIVERED,
        /** The recipient has seen it. */
        READ,
        /** The recipient has listened to it; voice messages only. */
        PLAYED,
        /** It did not reach the recipient; {@link MessageStatus#errors()} say why. */
        FAILED,
        /** What this version does not know ({@code deleted}, {@code warning} …); {@link MessageStatus#status()} has it. */
        OTHER;

        /** Whether it is a step on a message's way: sent, delivered, read, played. */
        boolean isStep() {
            return compareTo(FAILED) < 0;
        }
    }

    /** The ID of the message, {@code wamid.…}, as {@code whatsapp360:send} answered it. */
    public String id() {
        return JsonValues.text(json, "id");
    }

    /** The API's word: {@code sent}, {@code delivered}, {@code read}, {@code played}, {@code failed} or another one. */
    public String status() {
        return JsonValues.text(json, "status");
    }

    /** The same in an order that can be compared. */
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
     * Whether the message has come that far or farther: what was read was delivered, even if no webhook says so (Meta,
     * "Status messages webhook reference"). Nothing that failed has, and nothing has come as far as {@code FAILED}.
     */
    public boolean isAtLeast(State state) {
        return state().isStep() && state.isStep() && state().compareTo(state) >= 0;
    }

    @Override
    public Optional<Instant> timestamp() {
        return JsonValues.instant(json, "timestamp");
    }

    /**
     * To whom the message went: a phone number, or a business-scoped user ID where the service keeps the number back; the
     * group's ID for a message to a group.
     */
    public String recipient() {
        String recipient = JsonValues.text(json, "recipient_id");
        if (recipient.isEmpty()) {
            recipient = JsonValues.text(json.path("message"), "recipient_id"); // On-Premise
        }
        return recipient.isEmpty() ? JsonValues.firstText(json, "recipient_user_id", "group_id") : recipient;
    }

    /** The recipient's business-scoped user ID; empty if not given. */
    public String userId() {
        return JsonValues.firstText(json, "recipient_user_id", "recipient_participant_user_id");
    }

    /** The ID of the group that the message went to; empty if it went to one person. */
    public String groupId() {
        return JsonValues.text(json, "recipient_type").equals("group")
                ? recipient()
                : JsonValues.text(json, "group_id");
    }

    /** Whose device it was in a group, as a number or a user ID; empty if the message went to one person. */
    public String participant() {
        return JsonValues.firstText(json, "recipient_participant_id", "recipient_participant_user_id");
    }

    /** What was given with the message as {@code biz_opaque_callback_data}; empty if nothing. */
    public String callbackData() {
        return JsonValues.text(json, "biz_opaque_callback_data");
    }

    @Override
    public List<EventError> errors() {
        return EventError.in(json);
    }

    /** The message's ID and its status, with the participant in a group; empty if it lacks one of the first two. */
    @Override
    public Optional<String> key() {
        if (id().isEmpty() || status().isEmpty()) {
            return Optional.empty();
        }
        String key = id() + "/" + status();
        return Optional.of(participant().isEmpty() ? key : key + "/" + participant());
    }

    /** Says what status it is and nothing more: numbers do not belong into a log. */
    @Override
    public String toString() {
        return "MessageStatus[" + JsonValues.word(status()) + "]";
    }
}
