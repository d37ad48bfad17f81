package io.github.whatsapp360.delivery.rate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the calls that may reach the service within one second, however long each is on its way: a call that was begun
 * long ago may arrive together with the next one.
 *
 * <p>A call arrives between its beginning and its answer. So no second sees more than allowed, if no more are under way or
 * were answered within the last second; less the time that every call needs for its way there and back. Of that time, 20 ms
 * do not count, because on a busy machine one call may be late on its way there, and another on its way back.
 */
final class InFlightWindow {

    private static final long SECOND = 1_000_000_000L;
    private static final long JITTER = 20_000_000L;

    private final int most;
    private final Deque<Long> answered = new ArrayDeque<>();
    private int underWay;
    private long fastest = Long.MAX_VALUE;

    /**
     * @param most how many may arrive within a second
     */
    InFlightWindow(int most) {
        this.most = most;
    }

    /** How long it takes until one more may begin, in nanoseconds; {@link Long#MAX_VALUE} for until one is answered. */
    long room(long now) {
        long way = fastest == Long.MAX_VALUE ? 0 : Math.max(0, Math.min(fastest, SECOND) - JITTER);
        long begin = now - SECOND + way;
        while (!answered.isEmpty() && answered.peek() - begin <= 0) {
            answered.remove();
        }
        if (underWay + answered.size() < most) {
            return 0;
        }
        return answered.isEmpty() ? Long.MAX_VALUE : answered.peek() - begin;
    }

    void begin() {
        underWay++;
    }

    void end(long begun, long now) {
        underWay--;
        answered.add(now);
        fastest = Math.min(fastest, now - begun);
    }
}
