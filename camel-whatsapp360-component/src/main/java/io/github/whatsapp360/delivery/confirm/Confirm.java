package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.event.MessageStatus;
import java.time.Duration;
import java.util.Locale;

/**
 * The status that a message has to reach before its exchange goes on.
 *
 * @param state the status that a webhook has to report; a later status counts too
 * @param within the time to wait for the status, from the service's answer on
 * @param failsOnTimeout true if the exchange fails when the status does not come in time; false if it goes on with the
 *     accepted message
 */
public record Confirm(MessageStatus.State state, Duration within, boolean failsOnTimeout) {

    /** Returns a copy with which an exchange goes on if the status does not come in time. */
    public Confirm withoutFailure() {
        return new Confirm(state, within, false);
    }

    /**
     * Returns the text of an exception for a status that did not come in time.
     *
     * @param heard true if any other status has come
     */
    public String timeoutText(boolean heard) {
        return "360dialog accepted the message, but no webhook reported the status "
                + state.name().toLowerCase(Locale.ROOT) + " within " + within
                + (heard
                        ? ""
                        : ", nor any other status; check that a route begins with whatsapp360:events, and "
                                + "that 360dialog knows its address");
    }
}
