package io.github.whatsapp360;

import io.github.whatsapp360.event.MessageStatus;
import java.util.Optional;

/** The status with which the exchange of a message goes on: the option {@code confirm}. */
public enum Whatsapp360Confirmation {
    /** The service has accepted the message. No webhook is needed. */
    ACCEPTED(Optional.empty()),
    /** A webhook reports that the service has sent the message. */
    SENT(Optional.of(MessageStatus.State.SENT)),
    /** A webhook reports that the message is on the recipient's device. */
    DELIVERED(Optional.of(MessageStatus.State.DELIVERED)),
    /** A webhook reports that the recipient has seen the message. */
    READ(Optional.of(MessageStatus.State.READ)),
    /** A webhook brings the recipient's answer, which becomes the body. The option {@code answer} says which it is. */
    ANSWERED(Optional.empty());

    private final Optional<MessageStatus.State> state;

    Whatsapp360Confirmation(Optional<MessageStatus.State> state) {
        this.state = state;
    }

    /** Returns the state that a webhook has to report; empty if no status is awaited. */
    Optional<MessageStatus.State> state() {
        return state;
    }
}
