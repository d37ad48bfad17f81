package io.github.whatsapp360.delivery;

import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.delivery.confirm.Confirm;
import io.github.whatsapp360.delivery.rate.Rate;
import io.github.whatsapp360.delivery.record.Recording;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import java.util.Optional;

/**
 * The options of an upload or of a message.
 *
 * @param validate true if the message is checked before anything is sent
 * @param validateTemplates true if a template message is checked against the templates of the account
 * @param ids the known IDs of earlier uploads; empty to upload every file
 * @param rate the rate of this number's messages
 * @param retries the rule that decides which failures are retried
 * @param confirm the status that a message has to reach; empty if the service's answer is enough
 * @param recording the records by which a message is sent once; empty to keep none
 */
public record DeliveryOptions(
        boolean validate,
        boolean validateTemplates,
        Optional<MediaIds> ids,
        Rate rate,
        RetryRule retries,
        Optional<Confirm> confirm,
        Optional<Recording> recording) {}
