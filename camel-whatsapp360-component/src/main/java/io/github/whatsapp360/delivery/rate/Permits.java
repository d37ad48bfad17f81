package io.github.whatsapp360.delivery.rate;

/** Says when the next call may go. Guarded by the limiter's monitor, as is all that it holds. */
interface Permits {

    /** Until something else than time has changed. */
    long UNKNOWN = Long.MAX_VALUE;

    /**
     * Takes a permit if there is one.
     *
     * @param waiting how many calls wait for one
     * @return 0 if it was taken; otherwise how long to wait, in nanoseconds; {@link #UNKNOWN} until the next answer
     */
    long acquire(long now, int waiting);

    /** Notes that a call for which there was a permit was answered. */
    void answered(long begun, long now);

    /** Notes that a call for which there was a permit was not made. */
    void abandoned();

    /** Returns whether new permits would be as good. */
    boolean isIdle(long now);
}
