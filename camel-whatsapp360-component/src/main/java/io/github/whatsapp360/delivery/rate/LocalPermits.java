package io.github.whatsapp360.delivery.rate;

/**
 * The rate of a number that only this application sends for. The window keeps the rate in every second; the bucket
 * spreads the calls over the second.
 */
final class LocalPermits implements Permits {

    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private final InFlightWindow window = new InFlightWindow();
    private final TokenBucket bucket;

    LocalPermits(int perSecond, long now) {
        this.perSecond = perSecond;
        // a burst of a tenth of a second, so that a late timer does not lower the rate
        this.bucket = new TokenBucket(Math.max(1, perSecond / 10), SECOND / perSecond, now);
    }

    @Override
    public long acquire(long now, int waiting) {
        long wait = window.room(now, perSecond);
        wait = wait > 0 ? wait : bucket.take(now);
        if (wait == 0) {
            window.begin(now);
        }
        return wait;
    }

    @Override
    public void answered(long begun, long now) {
        window.end(begun, now);
    }

    @Override
    public void abandoned() {
        window.abandon();
    }

    @Override
    public double used(long now) {
        return Math.min(1, (double) window.size(now) / perSecond);
    }

    @Override
    public boolean isIdle(long now) {
        return window.isEmpty(now) && bucket.isFull(now);
    }
}
