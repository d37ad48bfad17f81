package io.github.whatsapp360.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing that the webhook tells: what was written to the business, what became of a message that it sent, or anything
 * else about its account.
 *
 * <p>An event is a view of the JSON that it came as. What has no method here is in {@link #json()}; what stood around
 * it, in {@link #origin()}.
 */
public sealed interface WebhookEvent permits InboundMessage, MessageStatus, AccountEvent {

    /** The JSON that it came as, nothing dropped; not to be changed. */
    JsonNode json();

    /** What stood around it in the payload. */
    Origin origin();

    /** When it happened, as the service says. */
    Optional<Instant> timestamp();

    /** What the service says went wrong; mostly nothing. */
    List<EventError> errors();

    /**
     * What tells it from all other events, for the service may deliver each of them again: an
     * {@code IdempotentRepository} keeps it. Empty if the service gives it no identity.
     */
    Optional<String> key();

    /** Which kind of webhook it came with: {@code messages}, {@code account_update} …; empty if it did not say. */
    default String field() {
        return origin().field();
    }

    /** The ID of the WhatsApp Business Account; empty with On-Premise numbers, which do not say it. */
    default String accountId() {
        return origin().accountId();
    }

    /** The ID of the business's number; empty if it is not about one, and with On-Premise numbers. */
    default String phoneNumberId() {
        return origin().phoneNumberId();
    }

    /** The business's number as it is displayed; empty if it is not about one, and with On-Premise numbers. */
    default String displayPhoneNumber() {
        return origin().displayPhoneNumber();
    }

    /**
     * A payload of the webhook that tells this event and no other, with all that stood around it: what an event is as JSON,
     * and what {@code whatsapp360:events} and {@link WebhookJson} read again. Not to be changed.
     */
    @JsonValue
    default JsonNode envelope() {
        return new Envelope(this).json();
    }

    /** The name that the person on the other side gave themselves; empty if the service does not say it. */
    default String contactName() {
        return JsonValues.text(origin().contact().path("profile"), "name");
    }
}
