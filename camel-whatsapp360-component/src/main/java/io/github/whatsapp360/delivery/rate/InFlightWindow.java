package io.github.whatsapp360.delivery.rate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the calls that may reach the service within one second, however long each is on its way: a call that was begun
 * long ago may arrive together with the next one.
 *
 * <p>A call arrives between its beginning and its answer. So no second sees more than allowed, if no more are under way or
 * were answered within the last second; less the time that every call needs for its way there and back. Of that time, 20 ms
 * do not count, because on a busy machine one call may be late on its way there, and another on its way back. What every
 * call needs is the shortest time of the last seconds: a refusal that came at once must not count for ever.
 */
final class InFlightWindow {

    private static final long SECOND = 1_000_000_000L;
    private static final long JITTER = 20_000_000L;

    private final Deque<Long> answered = new ArrayDeque<>();
    private final RecentMinimum fastest = new RecentMinimum();
    private int underWay;
    private long lastBegun;

    /**
     * Returns how long it takes until one more may begin, in nanoseconds; {@link Permits#UNKNOWN} for until one is answered.
     *
     * @param most how many may arrive within a second
     */
    long room(long now, int most) {
        long begin = now - SECOND + Math.max(0, Math.min(fastest.get(now), SECOND) - JITTER);
        while (!answered.isEmpty() && answered.peek() - begin <= 0) {
            answered.remove();
        }
        if (underWay + answered.size() < most) {
            return 0;
        }
        return answered.isEmpty() ? Permits.UNKNOWN : answered.peek() - begin;
    }

    /** Returns whether one began within the last second, and nothing was answered for longer: nobody knows the way. */
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

    /** Notes that one which was to begin did not. */
    void abandon() {
        underWay--;
    }

    /** Returns whether nothing is under way, or was answered within the last second. */
    boolean isEmpty(long now) {
        return underWay == 0 && (answered.isEmpty() || now - answered.peekLast() >= SECOND);
    }
}
