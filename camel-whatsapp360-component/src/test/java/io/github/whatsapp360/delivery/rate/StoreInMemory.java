package io.github.whatsapp360.delivery.rate;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** A store of buckets in memory that works with a virtual clock, and can be killed and started again. */
final class StoreInMemory extends AbstractCompareAndSwapBasedProxyManager<String> {

    private final Map<String, byte[]> buckets = new HashMap<>();
    private boolean isUp = true;
    private int asked;

    StoreInMemory(LongSupplier clock) {
        super(ClientSideConfig.getDefault().withClientClock(new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return clock.getAsLong() / 1_000_000L * 1_000_000L; // as coarse as a store's
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        }));
    }

    void kill() {
        isUp = false;
        buckets.clear();
    }

    void start() {
        isUp = true;
    }

    int asked() {
        return asked;
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
        asked++;
        return new CompareAndSwapOperation() {
            @Override
            public Optional<byte[]> getStateData(Optional<Long> timeout) {
                if (!isUp) {
                    throw new IllegalStateException("killed by the test");
                }
                return Optional.ofNullable(buckets.get(key));
            }

            @Override
            public boolean compareAndSwap(byte[] old, byte[] fresh, RemoteBucketState state, Optional<Long> timeout) {
                if (!Arrays.equals(buckets.get(key), old)) {
                    return false;
                }
                buckets.put(key, fresh);
                return true;
            }
        };
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeProxy(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isAsyncModeSupported() {
        return false;
    }
}
