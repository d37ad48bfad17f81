package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.event.MessageStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * Receives the events of deliveries, for health and metrics; {@code CallTrace} is for traces. It receives no recipient,
 * no message content and no API key. An exception may hold callback data, which does not belong in metrics.
 *
 * <p>The events of a call come one after the other, in this order and on any thread:
 *
 * <pre>
 * [ queued [ throttled ] ] attempted
 * { [ paused ] retried [ queued [ throttled ] ] attempted }
 * [ paused ] [ quotaUsedUp ] [ uploaded ] [ accepted ] [ confirmed | answered ] ended
 * </pre>
 *
 * <p>or {@code reused} alone, for a file that needs no upload. A listener must return at once and must be thread-safe.
 */
public interface DeliveryListener {

    /**
     * Tells that the call has to wait for its turn: because of the number's rate, a pause of its queue, or an earlier
     * message to its recipient.
     */
    default void queued(Call call) {}

    /**
     * Tells that the wait for a turn is over.
     *
     * @param waited the time since the call was queued
     */
    default void throttled(Call call, Duration waited) {}

    /**
     * Tells that an attempt was made.
     *
     * @param attempt the number of the attempt, from 1
     * @param took the time from the start of the attempt to the answer or the failure
     * @param failure empty if it succeeded
     */
    default void attempted(Call call, int attempt, Duration took, Optional<Whatsapp360Exception> failure) {}

    /**
     * Tells that a failed attempt pauses the number's whole queue.
     *
     * @param pause the time in which no call of this kind is made
     */
    default void paused(Call call, Whatsapp360Exception reason, Duration pause) {}

    /**
     * Tells that another attempt follows.
     *
     * @param reason the failure of the last one
     * @param delay the time before the next attempt, without the wait for its turn
     */
    default void retried(Call call, Whatsapp360Exception reason, Duration delay) {}

    /**
     * Tells that no other attempt follows, although this failure is one that is retried: too many calls of the account
     * have failed ({@link RetryQuota}).
     */
    default void quotaUsedUp(Call call, Whatsapp360Exception reason) {}

    /** Tells that no upload was needed, because the service still has the file of an earlier one. */
    default void reused(Call call) {}

    /**
     * Tells that the service has accepted a message.
     *
     * @param messageId the ID that the service gave it; may be empty. It contains the recipient's number in an encoded
     *     form, so it does not belong in metrics
     */
    default void accepted(Call call, String messageId) {}

    /**
     * Tells that a file was uploaded. Comes before {@code ended}.
     *
     * @param bytes the size of the file
     */
    default void uploaded(Call call, long bytes) {}

    /**
     * Tells that a webhook has brought the status that a message waited for (option {@code confirm}).
     *
     * @param state {@link MessageStatus.State#FAILED} if it did not reach the recipient
     * @param took the time since the service accepted the message
     */
    default void confirmed(Call call, MessageStatus.State state, Duration took) {}

    /**
     * Tells that a webhook has brought the answer that a message waited for (option {@code confirm}).
     *
     * @param took the time since the service accepted the message
     */
    default void answered(Call call, Duration took) {}

    /**
     * Tells that the call has ended. No more events follow. A call may end at any time, even without a turn or an
     * attempt.
     *
     * @param took the time since the call came, with all waits, all attempts and the wait for the confirmation
     * @param failure empty if it succeeded; may be a Java {@link Error}, such as one caused by incompatible jars
     */
    default void ended(Call call, Duration took, Optional<Throwable> failure) {}
}
