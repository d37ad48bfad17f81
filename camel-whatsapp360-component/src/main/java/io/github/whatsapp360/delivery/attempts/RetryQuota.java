package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the repetitions of one number, as the standard retry mode of the AWS SDKs does: a repetition takes from it, a
 * success gives back. An outage uses it up, and then failures are reported at once; so an outage of any length costs the
 * service {@value #CAPACITY} / {@value #COST} = 400 requests more than there are calls, and not three times as many.
 *
 * <p>It needs no clock: successes fill it again.
 *
 * <p>Throttling takes nothing: a service that refuses for being too fast is well, and has brakes of its own. The whole queue
 * pauses after the number's limit ({@link QueuePause}), and a recipient's limit has this recipient's messages wait. Their
 * repetitions are bounded by {@code maxRetries} alone.
 */
public final class RetryQuota {

    /**
     * Cost of 80 calls a second before the third repetitions of the first ones are due, after three seconds: 240 for first
     * repetitions and 160 for second ones. So a blip of three seconds harms nothing, and the load does not quadruple.
     */
    static final int CAPACITY = 2_000;

    /** Of a repetition. */
    static final int COST = 5;

    /** Of a repetition after an unknown outcome: a connection was held until a timeout, or a file has gone out whole. */
    static final int COST_OF_UNKNOWN = 10;

    /** Gain of a success at the first attempt, so that five of them pay for one repetition. */
    static final int GAIN = 1;

    private static final Logger LOG = LoggerFactory.getLogger(RetryQuota.class);

    private final AtomicInteger left = new AtomicInteger(CAPACITY);
    private final OnceAMinute warnings;

    public RetryQuota() {
        this(System::nanoTime);
    }

    RetryQuota(LongSupplier nanoTime) {
        this.warnings = new OnceAMinute(nanoTime);
    }

    /**
     * Takes the cost of one repetition.
     *
     * @param failure that the repetition is to follow
     * @return whether there was enough; otherwise the failure is to be reported
     */
    public boolean take(Whatsapp360Exception failure) {
        int cost = cost(failure);
        int before = left.getAndUpdate(now -> now < cost ? now : now - cost);
        if (before >= cost) {
            return true;
        }
        if (warnings.now()) {
            LOG.warn(
                    "Too many calls have failed of late: what fails now is reported at once and not tried again, until "
                            + "calls succeed. Check the service and the network; the last failure is the cause",
                    failure);
        }
        return false;
    }

    /**
     * Notes that a call has succeeded.
     *
     * @param lastFailure that of the attempt before, whose cost is given back; null if this was the first attempt
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
