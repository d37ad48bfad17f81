package io.github.whatsapp360.emulator.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The statuses that the emulator reports of accepted messages: {@code sent}, then {@code delivered}, at once and once
 * each by default.
 *
 * @param isReported true if statuses are reported at all
 * @param isRead true if {@code read} follows {@code delivered} by itself
 * @param order of one message's statuses
 * @param copies the number of times that each status is reported, 1 to 10
 * @param delay from the acceptance to the first status
 * @param failCode of Meta's list, with which messages fail; 0 if none does
 * @param failRate the share of messages that fail, 0 to 1
 * @param failTo the only recipients whose messages fail, however they are written; empty for all
 */
public record StatusReports(
        boolean isReported,
        boolean isRead,
        Order order,
        int copies,
        Duration delay,
        int failCode,
        double failRate,
        Set<String> failTo) {

    /** The order in which the statuses of one message are reported. */
    public enum Order {
        /** {@code sent}, {@code delivered}, {@code read}. */
        IN_ORDER,
        /** The last one first. */
        REVERSED,
        /** A random order. */
        SHUFFLED
    }

    public StatusReports {
        Objects.requireNonNull(order);
        failTo = Collections.unmodifiableSet(new LinkedHashSet<>(failTo)); // shown in the order in which it was given
        if (copies < 1 || copies > 10) {
            throw new IllegalArgumentException("copies: from 1 to 10");
        }
        if (!(failRate >= 0 && failRate <= 1)) {
            throw new IllegalArgumentException("failRate: from 0 to 1");
        }
        if (failCode < 0) {
            throw new IllegalArgumentException("failCode: a code, or 0 for none");
        }
        if (delay.isNegative() || delay.toDays() > 30) {
            throw new IllegalArgumentException("delay: from 0 to 30 days");
        }
    }

    /** Returns the default: {@code sent}, then {@code delivered}. */
    public static StatusReports inOrder() {
        return new StatusReports(true, false, Order.IN_ORDER, 1, Duration.ZERO, 0, 1, Set.of());
    }

    /** Returns settings without any status. */
    public static StatusReports none() {
        return new StatusReports(false, false, Order.IN_ORDER, 1, Duration.ZERO, 0, 1, Set.of());
    }

    /** Returns a copy that reports {@code read} after {@code delivered}. */
    public StatusReports andRead() {
        return new StatusReports(isReported, true, order, copies, delay, failCode, failRate, failTo);
    }

    /** Returns a copy with another order. */
    public StatusReports ordered(Order other) {
        return new StatusReports(isReported, isRead, other, copies, delay, failCode, failRate, failTo);
    }

    /** Returns a copy that reports each status so many times. */
    public StatusReports copies(int times) {
        return new StatusReports(isReported, isRead, order, times, delay, failCode, failRate, failTo);
    }

    /** Returns a copy that reports after a delay. */
    public StatusReports delayedBy(Duration time) {
        return new StatusReports(isReported, isRead, order, copies, time, failCode, failRate, failTo);
    }

    /** Returns a copy in which this share of the messages fails with this code. */
    public StatusReports failing(int code, double rate) {
        return new StatusReports(isReported, isRead, order, copies, delay, code, rate, Set.of());
    }

    /** Returns a copy in which messages to these numbers fail with this code. */
    public StatusReports failing(int code, String... numbers) {
        return new StatusReports(
                isReported, isRead, order, copies, delay, code, 1, new LinkedHashSet<>(List.of(numbers)));
    }
}
