package io.github.whatsapp360.delivery.rate;

/** A token bucket in memory. It starts full and fills evenly. Not thread-safe. */
final class TokenBucket {

    private final long interval;
    private final long capacity;
    private long fullAt;

    /**
     * @param capacity the number of tokens of a full bucket
     * @param interval the time after which one token is added, in nanoseconds
     */
    TokenBucket(int capacity, long interval, long now) {
        this.interval = interval;
        this.capacity = capacity * interval;
        this.fullAt = now;
    }

    /**
     * Takes a token if one is available and returns 0. Otherwise returns the time until one is available, in
     * nanoseconds.
     */
    long take(long now) {
        long wait = untilNext(now);
        if (wait == 0) {
            reserve(now);
        }
        return wait;
    }

    /** Takes a token now or in advance. Returns the time until the token is available, in nanoseconds. */
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
