package io.github.whatsapp360.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event that is neither a message nor a status: a change of the account, its numbers, templates, groups, flows or
 * users, a call, an error that belongs to no message, or an event that this version does not know.
 *
 * <p>An event of a documented form has a type of its own. Any other one is an {@link OtherEvent}.
 */
public sealed interface AccountEvent extends WebhookEvent
        permits BusinessAccountEvent,
                CallEvent,
                FlowEvent,
                GroupEvent,
                HandoverEvent,
                NumberEvent,
                OtherEvent,
                StandbyEvent,
                TemplateEvent,
                UserEvent {

    /**
     * Returns the API's word for what happened, such as {@code APPROVED}, {@code DISABLED_UPDATE}, {@code stop} or
     * {@code terminate}. Each type says which field it is. Empty if not given.
     */
    String event();

    /** Returns the time of the event; without one, the time at which the service sent it. */
    @Override
    default Optional<Instant> timestamp() {
        return JsonValues.instant(json(), "timestamp").or(() -> JsonValues.instant(origin().entry(), "time"));
    }

    @Override
    default List<EventError> errors() {
        return EventError.in(json());
    }

    /**
     * Returns a key of the field, the time and a hash, because the service gives these events no ID. The hash is of the
     * account, the number and the field with the JSON, because events of two numbers may have the same JSON. The key
     * has at most 100 characters, as many as Camel's {@code JdbcMessageIdRepository} stores. Empty if the event has no
     * time, because two different events may then be equal in all of these.
     */
    @Override
    default Optional<String> key() {
        return timestamp()
                .map(time -> JsonValues.word(field()) + "/" + time.toEpochMilli() + "/"
                        + JsonValues.hash(json(), accountId(), phoneNumberId(), field(), origin().list()));
    }
}
