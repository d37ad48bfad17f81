package io.github.whatsapp360.delivery.rate;

/**
 * The rate of a number that only this application sends for: in no second more arrive, which the window sees to; the bucket
 * keeps them apart.
 */
final class LocalPermits implements Permits {

    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private final InFlightWindow window = new InFlightWindow();
    private final TokenBucket bucket;

    LocalPermits(int perSecond, long now) {
        this.perSecond = perSecond;
        // a tenth of a second's, so that a late timer costs no rate
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
    public boolean isIdle(long now) {
        return window.isEmpty(now) && bucket.isFull(now);
    }
}
