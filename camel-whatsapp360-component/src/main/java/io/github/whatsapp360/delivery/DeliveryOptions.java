package io.github.whatsapp360.delivery;

import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.delivery.confirm.Confirm;
import io.github.whatsapp360.delivery.rate.Rate;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import java.util.Optional;

/**
 * On which terms something is uploaded or sent.
 *
 * @param validate whether it is checked before anything leaves the machine
 * @param ids where the ID of a file may be known from an earlier upload; empty to upload it in any case
 * @param rate how fast this number's messages may go
 * @param retries which failures are followed by another attempt
 * @param confirm how far a message has to come; empty if the service's answer is enough
 */
public record DeliveryOptions(
        boolean validate, Optional<MediaIds> ids, Rate rate, RetryRule retries, Optional<Confirm> confirm) {}
