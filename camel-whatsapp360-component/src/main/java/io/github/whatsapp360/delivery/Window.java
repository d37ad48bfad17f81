package io.github.whatsapp360.delivery;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the calls that may reach the service within one second, however long each is on its way: a call that was begun
 * long ago may arrive together with the next one.
 *
 * <p>A call arrives between its beginning and its answer. So no second sees more than allowed, if no more are under way or
 * were answered within the last second; less the time that every call needs for its way there and back.
 */
final class Window {

    private static final long SECOND = 1_000_000_000L;

    private final int most;
    private final Deque<Long> answered = new ArrayDeque<>();
    private int underWay;
    private long fastest = Long.MAX_VALUE;

    /**
     * @param most how many may arrive within a second
     */
    Window(int most) {
        this.most = most;
    }

    /** How long it takes until one more may begin, in nanoseconds; {@link Long#MAX_VALUE} for until one is answered. */
    long room(long now) {
        long begin = now - SECOND + (fastest == Long.MAX_VALUE ? 0 : Math.min(fastest, SECOND));
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
