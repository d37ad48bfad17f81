package io.github.whatsapp360;

import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.StandbyEvent;
import io.github.whatsapp360.event.WebhookEvent;
import java.util.Optional;

/** Looks into the events of conversations that Meta's Business Agent holds. */
final class Standby {

    private Standby() {}

    /** Returns the message or the status inside of a standby event, and any other event as it is. */
    static WebhookEvent content(WebhookEvent event) {
        if (!(event instanceof StandbyEvent standby)) {
            return event;
        }
        Optional<MessageStatus> status = standby.status();
        Optional<InboundMessage> message = standby.message();
        return status.isPresent() ? status.get() : message.isPresent() ? message.get() : event;
    }
}
