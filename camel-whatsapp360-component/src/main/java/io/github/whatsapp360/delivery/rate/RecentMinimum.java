package io.github.whatsapp360.delivery.rate;

/** The shortest duration within the last five to ten seconds. */
final class RecentMinimum {

    private static final long PERIOD = 5_000_000_000L;

    private long current = Long.MAX_VALUE;
    private long before = Long.MAX_VALUE;
    private long since;

    void add(long took, long now) {
        renew(now);
        current = Math.min(current, took);
    }

    /** Returns the duration in nanoseconds; 0 if none is known. */
    long get(long now) {
        return isUnknown(now) ? 0 : Math.min(current, before);
    }

    boolean isUnknown(long now) {
        renew(now);
        return Math.min(current, before) == Long.MAX_VALUE;
    }

    private void renew(long now) {
        long age = now - since;
        if (age >= PERIOD || age < 0) {
            before = age >= 0 && age < 2 * PERIOD ? current : Long.MAX_VALUE;
            current = Long.MAX_VALUE;
            since = now;
        }
    }
}
