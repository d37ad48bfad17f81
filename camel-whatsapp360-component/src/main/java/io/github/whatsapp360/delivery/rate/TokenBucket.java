package io.github.whatsapp360.delivery.rate;

/** A token bucket in memory, for one thread at a time. It is full at first, and fills evenly. */
final class TokenBucket {

    private final long interval;
    private final long capacity;
    private long fullAt;

    /**
     * @param capacity how many may go at once
     * @param interval after which there is one more, in nanoseconds
     */
    TokenBucket(int capacity, long interval, long now) {
        this.interval = interval;
        this.capacity = capacity * interval;
        this.fullAt = now;
    }

    /** Takes a token if there is one and returns 0; otherwise returns how long it takes until there is one. */
    long take(long now) {
        long wait = untilNext(now);
        if (wait == 0) {
            reserve(now);
        }
        return wait;
    }

    /** Takes a token that is there or will be; returns how long it takes until it is there. */
    long reserve(long now) {
        long wait = untilNext(now);
        fullAt = latest(now) + interval;
        return wait;
    }

    boolean isFull(long now) {
        return fullAt - now <= 0;
    }

    private long untilNext(long now) {
        return Math.max(0, latest(now) + interval - capacity - now);
    }

    private long latest(long now) {
        return fullAt - now > 0 ? fullAt : now;
    }
}
