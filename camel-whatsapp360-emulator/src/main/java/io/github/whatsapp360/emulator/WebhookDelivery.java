package io.github.whatsapp360.emulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * One attempt to deliver something to a webhook.
 *
 * @param what {@code status sent}, {@code status delivered}, …, {@code message text}, …
 * @param messageId of the message that it is about
 * @param url where it went
 * @param attempt 1 for the first one
 * @param status the HTTP status that was answered; 0 if there was no answer
 * @param duration from the beginning of the attempt to its end
 * @param at when the attempt ended, by the emulator's clock
 * @param outcome what follows from it
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

    /** What follows from an attempt. */
    public enum Outcome {
        /** The answer was 200. */
        DELIVERED,
        /** It was not; there will be another attempt. */
        RETRY,
        /** It was not, and there will be none. */
        GIVEN_UP,
        /**
         * Nobody was asked: the address is neither on this machine nor
         * {@linkplain Whatsapp360Emulator.Builder#allowedWebhook allowed}.
         */
        NOT_ALLOWED
    }
}
