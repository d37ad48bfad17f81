package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A call between a user and the business: it begins, it is answered, or it ends ({@code calls}). The session
 * description is in the JSON. Source: Meta, "User-initiated calls" and "Business-initiated calls".
 *
 * @param json the element of {@code calls} or {@code statuses}
 * @param origin the context of the event in its payload
 */
public record CallEvent(JsonNode json, Origin origin) implements AccountEvent {

    public CallEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * Returns the event: {@code connect} or {@code terminate}; for a status of a call that the business made,
     * {@code RINGING}, {@code ACCEPTED} or {@code REJECTED}.
     */
    @Override
    public String event() {
        return JsonValues.firstText(json, "event", "status");
    }

    /** Returns the ID of the call, {@code wacid.…}. */
    public String id() {
        return JsonValues.text(json, "id");
    }

    /** Returns the status, such as {@code COMPLETED} or {@code FAILED} of an ended call; empty if not given. */
    public String status() {
        return JsonValues.text(json, "status");
    }

    /** Returns who called: {@code USER_INITIATED} or {@code BUSINESS_INITIATED}; empty if not given. */
    public String direction() {
        return JsonValues.text(json, "direction");
    }

    /**
     * Returns the user: a phone number, or the business-scoped user ID if the service does not show the number.
     * Messages can be sent to it.
     */
    public String user() {
        String called = JsonValues.firstText(json, "recipient_id", "recipient_user_id");
        if (!called.isEmpty()) {
            return called;
        }
        String caller = JsonValues.firstText(json, "from", "from_user_id");
        boolean isBusiness = direction().equals("BUSINESS_INITIATED") || caller.equals(displayPhoneNumber());
        return isBusiness ? JsonValues.firstText(json, "to", "to_user_id") : caller;
    }

    /** Returns the duration of an ended call; empty if nobody answered. */
    public Optional<Duration> duration() {
        OptionalInt seconds = JsonValues.integer(json, "duration");
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty();
    }

    /** Returns the callback data of a call that the business made; empty if it had none. */
    public String callbackData() {
        return JsonValues.text(json, MessageStatus.CALLBACK_DATA);
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return AccountEvents.text(this);
    }
}
