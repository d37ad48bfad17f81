package io.github.whatsapp360.delivery.rate;

/** Permits for calls without a rate. */
final class UnlimitedPermits implements Permits {

    @Override
    public long acquire(long now, int waiting) {
        return 0;
    }

    @Override
    public void answered(long begun, long now) {
        // nothing is counted
    }

    @Override
    public void abandoned() {
        // nothing is counted
    }

    @Override
    public double used(long now) {
        return 0;
    }

    @Override
    public boolean isIdle(long now) {
        return true;
    }
}
