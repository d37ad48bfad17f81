package io.github.whatsapp360.delivery.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.Workers;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.listener.StoreListener;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two applications that send for one number and share its buckets in a real cache. */
class SharedRateTest {

    private final CacheManager manager = Caching.getCachingProvider().getCacheManager();
    private final Cache<String, byte[]> cache = manager.createCache(
            "pace", new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
    private final ProxyManager<String> shared =
            Bucket4jJCache.entryProcessorBasedBuilder(cache).build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RateLimiter one = pace();
    private final RateLimiter other = pace();

    private RateLimiter pace() {
        return new RateLimiter(
                new SenderAccount(Hosting.CLOUD, URI.create("http://127.0.0.1"), "key"),
                Optional.of(new SharedRate(
                        shared,
                        0.5,
                        new StoreHealth(StoreListener.Store.RATE_LIMIT, shared, StoreListener.NONE, System::nanoTime))),
                timer,
                new Workers(threads, 8));
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        timer.shutdownNow();
        threads.shutdownNow();
        if (!cache.isClosed()) {
            manager.destroyCache("pace");
        }
    }

    @Test
    void togetherTheyKeepTheRateOfTheNumber() {
        AtomicInteger sent = new AtomicInteger();
        long start = System.nanoTime();
        for (int n = 0; n < 40; n++) {
            one.message(new Rate(40, true), "4930123456" + n, call(sent)).ifPresent(Runnable::run);
            other.message(new Rate(40, true), "4940123456" + n, call(sent)).ifPresent(Runnable::run);
        }
        await().until(() -> sent.get() == 80);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void togetherTheyKeepTheRateOfARecipient() {
        AtomicInteger sent = new AtomicInteger();
        long start = System.nanoTime();
        for (int n = 0; n < 23; n++) {
            one.message(new Rate(1000, true), "4915112345678", call(sent)).ifPresent(Runnable::run);
            other.message(new Rate(1000, true), "4915112345678", call(sent)).ifPresent(Runnable::run);
        }
        await().until(() -> sent.get() == 46);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(5_900));
    }

    @Test
    void theCacheKnowsNoNumbers() {
        one.message(new Rate(40, true), "4915112345678", call(new AtomicInteger()))
                .ifPresent(Runnable::run);
        await().untilAsserted(() -> assertThat(cache).hasSize(2).allSatisfy(entry -> assertThat(entry.getKey())
                .matches("whatsapp360:[0-9a-f]{64}")));
    }

    @Test
    void aCacheThatFailsStopsNothingAndThePaceIsKept() {
        AtomicInteger sent = new AtomicInteger();
        manager.destroyCache("pace");
        long start = System.nanoTime();
        for (int n = 0; n < 60; n++) {
            one.message(new Rate(40, false), "", call(sent)).ifPresent(Runnable::run);
        }
        await().until(() -> sent.get() == 60);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_300));
    }

    private static QueuedCall call(AtomicInteger sent) {
        return new QueuedCall() {
            @Override
            public void go(Runnable answered) {
                sent.incrementAndGet();
                answered.run();
            }

            @Override
            public void end(NotSentException why) {
                // the test is over
            }
        };
    }
}
