package io.github.whatsapp360.delivery.rate;

/** Decides when the next call may begin. Guarded by the rate limiter's monitor, like all its fields. */
interface Permits {

    /** The wait if time alone does not give a permit. */
    long UNKNOWN = Long.MAX_VALUE;

    /**
     * Takes a permit if one is available.
     *
     * @param waiting the number of calls that wait for a permit
     * @return 0 if a permit was taken; otherwise the time to wait, in nanoseconds; {@link #UNKNOWN} to wait for the
     *     next answer
     */
    long acquire(long now, int waiting);

    /** Notes that a call with a permit was answered. */
    void answered(long begun, long now);

    /** Notes that a call with a permit was not made. */
    void abandoned();

    /** Returns the part of the rate that this application uses, from 0 to 1. */
    double used(long now);

    /** Returns whether this object can be replaced by a new one without allowing a higher rate. */
    boolean isIdle(long now);
}
