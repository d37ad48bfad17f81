package io.github.whatsapp360.delivery.rate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the calls that may reach the service within the same second. A call that began long ago may arrive together
 * with the next one, because the network delay varies.
 *
 * <p>A call arrives at the service between its start and its answer. So the rate is kept if the calls in flight, plus
 * the calls answered within the last second, are at most the allowed number. That second is shortened by the round trip
 * that every call needs, less 20 ms: on a busy machine one request and another call's answer may both be late. The
 * round trip is the shortest time of a call in the last seconds only, so that a very quick refusal does not count for
 * ever.
 */
final class InFlightWindow {

    private static final long SECOND = 1_000_000_000L;
    private static final long JITTER = 20_000_000L;

    private final Deque<Long> answered = new ArrayDeque<>();
    private final RecentMinimum fastest = new RecentMinimum();
    private int underWay;
    private long lastBegun;

    /**
     * Returns the time until one more call may begin, in nanoseconds; {@link Permits#UNKNOWN} if that depends on the
     * next answer.
     *
     * @param most the largest number of calls that may arrive within a second
     */
    long room(long now, int most) {
        long begin = beginOfSecond(now);
        forgetBefore(begin);
        if (underWay + answered.size() < most) {
            return 0;
        }
        return answered.isEmpty() ? Permits.UNKNOWN : answered.peek() - begin;
    }

    /** Returns the number of calls that may arrive within the same second as a call that began now. */
    int size(long now) {
        forgetBefore(beginOfSecond(now));
        return underWay + answered.size();
    }

    private long beginOfSecond(long now) {
        return now - SECOND + Math.max(0, Math.min(fastest.get(now), SECOND) - JITTER);
    }

    private void forgetBefore(long begin) {
        while (!answered.isEmpty() && answered.peek() - begin <= 0) {
            answered.remove();
        }
    }

    /**
     * Returns whether a call began within the last second and the round trip is unknown, because no call was answered
     * lately.
     */
    boolean isBlind(long now) {
        return underWay > 0 && now - lastBegun < SECOND && fastest.isUnknown(now);
    }

    void begin(long now) {
        underWay++;
        lastBegun = now;
    }

    void end(long begun, long now) {
        underWay--;
        answered.add(now);
        fastest.add(now - begun, now);
    }

    /** Notes that a call with a permit was not made. */
    void abandon() {
        underWay--;
    }

    /** Returns whether no call is in flight and none was answered within the last second. */
    boolean isEmpty(long now) {
        return underWay == 0 && (answered.isEmpty() || now - answered.peekLast() >= SECOND);
    }
}
