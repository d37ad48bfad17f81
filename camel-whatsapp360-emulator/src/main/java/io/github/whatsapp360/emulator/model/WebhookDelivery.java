package io.github.whatsapp360.emulator.model;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * One attempt to deliver something to a webhook.
 *
 * @param what {@code status sent}, {@code status delivered}, …, {@code message text}, …
 * @param messageId of the message that it is about
 * @param url the address of the webhook
 * @param attempt 1 for the first one
 * @param status the HTTP status that was answered; 0 if there was no answer
 * @param duration from the beginning of the attempt to its end
 * @param at the end of the attempt, by the emulator's clock
 * @param outcome the result of the attempt
 */
public record WebhookDelivery(
        String what,
        String messageId,
        URI url,
        int attempt,
        int status,
        Duration duration,
        Instant at,
        Outcome outcome) {

    /** The result of an attempt. */
    public enum Outcome {
        /** The answer was 200. */
        DELIVERED,
        /** The answer was another one, or none; there will be another attempt. */
        RETRY,
        /** The answer was another one, or none; there will be no further attempt. */
        GIVEN_UP,
        /** The webhook was not called: its address is neither on this machine nor allowed by {@code allowedWebhook}. */
        NOT_ALLOWED
    }
}
