package io.github.whatsapp360.delivery.record;

import io.github.whatsapp360.client.ContentHash;
import io.github.whatsapp360.message.OutgoingMessage;
import java.time.Duration;

/**
 * The records of an endpoint's messages, and the rule by which a message in doubt is sent again.
 *
 * @param settleTime the time after an attempt with an unknown outcome in which a status still shows that the service
 *     has accepted the message; afterwards it counts as not sent
 * @param maxRepetitions the largest number of times that one delivery sends a message again after the settle time
 */
public record Recording(MessageRecords records, Duration settleTime, int maxRepetitions) {

    /**
     * Returns the delivery of one message.
     *
     * @param file the SHA-256 of the file that is sent with it, in hex; empty if it sends none
     * @param question true if the exchange waits for an answer
     */
    public RecordedDelivery delivery(OutgoingMessage message, String file, boolean question) {
        return new RecordedDelivery(this, message, ContentHash.of(message, file), question);
    }
}
