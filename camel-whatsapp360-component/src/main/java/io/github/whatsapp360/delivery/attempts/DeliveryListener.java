package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.event.MessageStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears what happens to deliveries: the one place for health, metrics and traces. It learns no recipient, no contents and no
 * key; an exception may hold callback data, which belongs into no metric.
 *
 * <p>The events of a call come in this order, on whatever thread they happen, one after the other:
 *
 * <pre>
 * [ queued [ throttled ] ] attempted { [ paused ] retried [ queued [ throttled ] ] attempted } [ paused ] [ confirmed ] ended
 * </pre>
 *
 * <p>or {@code reused} alone, for a file that needs no upload. A listener returns at once and is safe for use by many threads.
 */
public interface DeliveryListener {

    /** The call has to wait for its turn: for the number's pace, a pause of its queue, or an earlier one to its recipient. */
    default void queued(Call call) {}

    /**
     * Its turn has come.
     *
     * @param waited since it was queued
     */
    default void throttled(Call call, Duration waited) {}

    /**
     * An attempt was made.
     *
     * @param attempt its number, from 1
     * @param took from its first byte to the answer, or to the failure
     * @param failure empty if it succeeded
     */
    default void attempted(Call call, int attempt, Duration took, Optional<Whatsapp360Exception> failure) {}

    /**
     * An attempt failed in a way that holds up the number's whole queue.
     *
     * @param pause how long nothing of its kind goes out
     */
    default void paused(Call call, Whatsapp360Exception reason, Duration pause) {}

    /**
     * Another attempt follows.
     *
     * @param reason the failure of the last one
     * @param delay how long it waits before that, its turn not counted
     */
    default void retried(Call call, Whatsapp360Exception reason, Duration delay) {}

    /** No upload was needed: the service still has the file of an earlier one. */
    default void reused(Call call) {}

    /**
     * A webhook has told what became of a message that waited for that ({@code confirm}).
     *
     * @param state {@link MessageStatus.State#FAILED} if it did not reach the recipient
     * @param took since the service accepted it
     */
    default void confirmed(Call call, MessageStatus.State state, Duration took) {}

    /**
     * The call has ended, and nothing more follows. It may end at any time, without a turn or an attempt too.
     *
     * @param took since it came, with all waits and attempts, and that for its confirmation
     * @param failure empty if it succeeded; an error of the program, such as of jars that do not fit, may be among them
     */
    default void ended(Call call, Duration took, Optional<Throwable> failure) {}
}
