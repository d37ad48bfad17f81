package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the retries of one number, as the standard retry mode of the AWS SDKs does: a retry takes from the quota, a
 * success gives back. An outage uses up the quota; then failures are reported at once. So an outage of any length
 * causes {@value #CAPACITY} / {@value #COST} = 400 extra requests, instead of several for each call.
 *
 * <p>The quota needs no clock, because successes fill it again.
 *
 * <p>Rate limit errors take nothing, because a service that limits the rate is not out of order. After the number's
 * rate limit, the whole queue pauses ({@link QueuePause}). After a recipient's rate limit, the messages to this
 * recipient wait. Only {@code maxRetries} limits these retries.
 */
public final class RetryQuota {

    /**
     * The cost of an outage of three seconds at 80 calls a second: 240 first retries and 160 second retries. So a short
     * outage costs no message, and the load does not quadruple.
     */
    static final int CAPACITY = 2_000;

    /** The cost of a retry. */
    static final int COST = 5;

    /** The cost of a retry after an unknown outcome, which held a connection until a timeout or sent a whole file. */
    static final int COST_OF_UNKNOWN = 10;

    /** The gain of a success at the first attempt: five of them pay for one retry. */
    static final int GAIN = 1;

    private final AtomicInteger left = new AtomicInteger(CAPACITY);

    /**
     * Takes the cost of one retry.
     *
     * @param failure the failure before the retry
     * @return true if the quota was large enough; false if the failure must be reported
     */
    public boolean take(Whatsapp360Exception failure) {
        int cost = cost(failure);
        return left.getAndUpdate(now -> now < cost ? now : now - cost) >= cost;
    }

    /**
     * Notes that a call has succeeded, and fills the quota.
     *
     * @param lastFailure the failure of the attempt before, whose cost is given back; null if this was the first
     *     attempt
     */
    public void succeeded(Whatsapp360Exception lastFailure) {
        int gain = lastFailure == null ? GAIN : cost(lastFailure);
        left.updateAndGet(now -> Math.min(now + gain, CAPACITY));
    }

    private static int cost(Whatsapp360Exception failure) {
        if (Throttling.of(failure) != Throttling.NONE) {
            return 0;
        }
        return failure instanceof OutcomeUnknownException ? COST_OF_UNKNOWN : COST;
    }
}
