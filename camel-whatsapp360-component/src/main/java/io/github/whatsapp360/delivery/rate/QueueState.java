package io.github.whatsapp360.delivery.rate;

import java.time.Duration;

/**
 * The state of one queue of an account, its messages or its uploads, at one moment. Calls without a rate are in it only
 * while the account is held.
 *
 * @param waiting the number of calls that wait for their turn: for the rate, for a pause, or for their recipient's
 *     limit
 * @param oldest the time for which the first of them has waited; zero if none waits
 * @param pause the rest of the pause in which no call begins; zero if the queue is not paused
 * @param used the part of the rate that is in use, from 0 to 1: the calls in flight and those answered within about the
 *     last second. If several applications share the rate, only the calls of this one count
 */
public record QueueState(int waiting, Duration oldest, Duration pause, double used) {}
