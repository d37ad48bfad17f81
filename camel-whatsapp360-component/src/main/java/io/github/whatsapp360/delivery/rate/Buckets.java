package io.github.whatsapp360.delivery.rate;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.whatsapp360.api.SenderAccount;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the token buckets of one number: in memory, or in what the applications of a cluster share.
 *
 * <p>A shared bucket that cannot be reached must not stop a message: then one in memory stands in for it.
 */
final class Buckets {

    private static final Logger LOG = LoggerFactory.getLogger(Buckets.class);

    private final SenderAccount account;
    private final Optional<ProxyManager<String>> shared;

    Buckets(SenderAccount account, Optional<ProxyManager<String>> shared) {
        this.account = account;
        this.shared = shared;
    }

    /** Whether other applications take from them too. */
    boolean areShared() {
        return shared.isPresent();
    }

    /**
     * A bucket.
     *
     * @param capacity how many may go at once
     * @param tokens how many more may go within the period
     * @param name tells this bucket from the others of the number
     */
    Tokens bucket(long capacity, long tokens, Duration period, String... name) {
        Bandwidth limit = Bandwidth.builder()
                .capacity(capacity)
                .refillGreedy(tokens, period)
                .build();
        Bucket local =
                Bucket.builder().addLimit(limit).withNanosecondPrecision().build();
        if (shared.isEmpty()) {
            return new Tokens(local, local);
        }
        BucketConfiguration configuration =
                BucketConfiguration.builder().addLimit(limit).build();
        String key = "whatsapp360:" + account.id(String.join(":", name));
        return new Tokens(shared.get().builder().build(key, () -> configuration), local);
    }

    /** One bucket, and its stand-in. */
    record Tokens(Bucket bucket, Bucket standIn) {

        /** Takes a token if there is one; otherwise how long it takes until there is one, in nanoseconds. */
        long take() {
            try {
                return take(bucket);
            } catch (RuntimeException e) {
                warn(e);
                return take(standIn);
            }
        }

        /** Takes a token that is there or will be; how long it takes until it is there, in nanoseconds. */
        long reserve() {
            try {
                return bucket.consumeIgnoringRateLimits(1);
            } catch (RuntimeException e) {
                warn(e);
                return standIn.consumeIgnoringRateLimits(1);
            }
        }

        private static long take(Bucket bucket) {
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
        }

        private static void warn(RuntimeException failure) {
            LOG.warn("The shared pacer cannot be asked; this application paces by itself", failure);
        }
    }
}
