package io.github.whatsapp360.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event from the webhook: a message to the business, a status of a sent message, or another event about the account.
 *
 * <p>An event is a view of its JSON. Fields without a method are in {@link #json()}, and the context of the event in
 * its payload is in {@link #origin()}.
 *
 * <p>A later version may have more types of events, so a {@code switch} over them needs a {@code default}.
 */
public sealed interface WebhookEvent permits InboundMessage, MessageStatus, AccountEvent {

    /** Returns the complete JSON of the event. It must not be changed. */
    JsonNode json();

    /** Returns the context of the event in its payload. */
    Origin origin();

    /** Returns the time of the event from the service; empty if not given. */
    Optional<Instant> timestamp();

    /** Returns the errors in the event; empty for most events. */
    List<EventError> errors();

    /**
     * Returns a unique key of the event for an {@code IdempotentRepository}, because the service may deliver an event
     * several times. Empty if the event has no identity.
     */
    Optional<String> key();

    /** Returns the kind of webhook: {@code messages}, {@code account_update} and so on; empty if not given. */
    default String field() {
        return origin().field();
    }

    /**
     * Returns the ID of the WhatsApp Business Account; empty if the webhook does not have it.
     */
    default String accountId() {
        return origin().accountId();
    }

    /**
     * Returns the ID of the business's number; empty if the event is not about a number, or if the webhook does not
     * have it.
     */
    default String phoneNumberId() {
        return origin().phoneNumberId();
    }

    /**
     * Returns the business's number as it is displayed; empty if the event is not about a number, or the webhook does
     * not have it.
     */
    default String displayPhoneNumber() {
        return origin().displayPhoneNumber();
    }

    /**
     * Returns a webhook payload with this event only and its complete context. This is the JSON form of an event, which
     * {@code whatsapp360:events} and {@link WebhookJson} can read again. It must not be changed.
     */
    @JsonValue
    default JsonNode envelope() {
        return new Envelope(this).json();
    }

    /** Returns the profile name of the user; empty if the service does not give it. */
    default String contactName() {
        return JsonValues.text(origin().contact().path("profile"), "name");
    }
}
