package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.event.EventError;
import io.github.whatsapp360.event.MessageStatus;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the reason of a failed status. */
public final class FailedStatus {

    private FailedStatus() {}

    /**
     * Returns the exception for a message that was not delivered, with the code and the most precise text of the first
     * error. Phone numbers in the text are masked.
     */
    public static DeliveryFailedException exception(MessageStatus status, String messageId, String callbackData) {
        Optional<EventError> error = status.errors().stream().findFirst();
        OptionalInt code = error.map(EventError::code).orElse(OptionalInt.empty());
        String details =
                error.map(e -> e.details().isEmpty() ? e.title() : e.details()).orElse("");
        return code.isPresent()
                ? new DeliveryFailedException(messageId, callbackData, code.getAsInt(), details)
                : new DeliveryFailedException(messageId, callbackData, details);
    }
}
