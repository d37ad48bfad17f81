package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.event.MessageStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The status, or the customer's answer, that a message has to get before its exchange goes on.
 *
 * @param state the status that a webhook has to report; a later status counts too. With an answer, no status ends the
 *     wait but failed
 * @param answer the message that counts as the answer; empty if a status is awaited
 * @param within the time to wait, from the service's answer on
 * @param failsOnTimeout true if the exchange fails when nothing comes in time; false if it goes on with the accepted
 *     message
 */
public record Confirm(MessageStatus.State state, Optional<AnswerRule> answer, Duration within, boolean failsOnTimeout) {

    /** The status of a message that was answered. */
    public static final String ANSWERED = "answered";

    /** Creates a wait for a status. */
    public Confirm(MessageStatus.State state, Duration within, boolean failsOnTimeout) {
        this(state, Optional.empty(), within, failsOnTimeout);
    }

    /** Creates a wait for the customer's answer. */
    public static Confirm answered(AnswerRule rule, Duration within, boolean failsOnTimeout) {
        return new Confirm(MessageStatus.State.READ, Optional.of(rule), within, failsOnTimeout);
    }

    /** Returns a copy with which an exchange goes on if nothing comes in time. */
    public Confirm withoutFailure() {
        return new Confirm(state, answer, within, false);
    }

    /** Returns whether this status ends the wait. */
    boolean isSettledBy(MessageStatus status) {
        return status.state() == MessageStatus.State.FAILED || answer.isEmpty() && status.isAtLeast(state);
    }

    /**
     * Returns the text of an exception for a status or an answer that did not come in time.
     *
     * @param heard true if any other status has come
     */
    public String timeoutText(boolean heard) {
        return "360dialog accepted the message, but "
                + (answer.isPresent()
                        ? "no webhook brought an answer"
                        : "no webhook reported the status " + state.name().toLowerCase(Locale.ROOT))
                + " within " + within
                + (heard
                        ? ""
                        : ", nor any other status; check that a route begins with whatsapp360:events, and "
                                + "that 360dialog knows its address");
    }
}
