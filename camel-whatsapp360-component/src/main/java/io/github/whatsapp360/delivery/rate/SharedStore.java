package io.github.whatsapp360.delivery.rate;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the store of an account's shared rate, on workers and with a time limit, and tracks whether the
 * store answers. Guarded by the rate limiter's monitor, except for the requests themselves.
 *
 * <p>A store that failed and answers again may have lost its data, and other applications may not have noticed yet. So
 * nothing is sent until all of them must have noticed, plus one second.
 */
final class SharedStore {

    /** The time limit of an answer. */
    static final long TIME_LIMIT = Duration.ofMillis(500).toNanos();

    /** The time between a failed request and the next one. */
    static final long ASK_AGAIN = Duration.ofMillis(500).toNanos();

    static final long QUIET = Duration.ofSeconds(1).toNanos() + TIME_LIMIT + ASK_AGAIN;

    private static final Logger LOG = LoggerFactory.getLogger(SharedStore.class);

    /**
     * The number of failures after which the store counts as unavailable. The first failure may come from a connection
     * that was idle for long.
     */
    private static final int FAILURES = 2;

    /** The number of open requests above which others can wait. If each takes 5 ms, this is 1,600 requests a second. */
    private static final int ENOUGH_ASKED = 8;

    /** The largest number of threads that a hanging store may hold. */
    private static final int MOST_ASKED = 24;

    private final SenderAccount account;
    private final ProxyManager<String> store;
    private final StoreHealth health;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final LongSupplier clock;
    private final Consumer<Runnable> monitor;
    private final Queue<Question> toAsk = new ConcurrentLinkedQueue<>();
    private int asked;
    private int failures;
    private boolean away;
    private int outages;
    private long nextAsk;
    private long quietUntil;

    /**
     * @param monitor runs a task in the rate limiter's monitor, and then starts the calls that may begin
     */
    SharedStore(
            SenderAccount account,
            SharedRate rate,
            ScheduledExecutorService timer,
            Executor workers,
            LongSupplier clock,
            Consumer<Runnable> monitor) {
        this.account = account;
        this.store = rate.store();
        this.health = rate.health();
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
        this.monitor = monitor;
        this.quietUntil = clock.getAsLong();
    }

    /**
     * Returns a bucket in the store. Its key contains neither the number nor the recipient.
     *
     * @param capacity the number of tokens of a full bucket
     * @param tokens the number of tokens that are added within the period
     * @param name the parts of a name that is unique within the account
     */
    BucketInStore bucket(long capacity, long tokens, Duration period, String... name) {
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(capacity)
                        .refillGreedy(tokens, period)
                        .build())
                .build();
        int perQuiet = Math.toIntExact(Math.max(1, tokens * QUIET / period.toNanos()));
        return new BucketInStore("whatsapp360:" + account.id(name), configuration, perQuiet);
    }

    /**
     * An answer of the store.
     *
     * @param nanos the time until all tokens are available, from the request on
     * @param took the time of the answer, in nanoseconds too
     * @param isNew true if the store did not have the bucket before
     */
    record Reserved(long nanos, long took, boolean isNew) {}

    /**
     * A bucket in the store.
     *
     * @param perQuiet the number of tokens that are added in the quiet time after an outage
     */
    record BucketInStore(String key, BucketConfiguration configuration, int perQuiet) {}

    /** Returns whether so many requests are open that the next one can wait. */
    boolean isBusy() {
        return asked >= ENOUGH_ASKED;
    }

    boolean isAway() {
        return away;
    }

    /**
     * Returns the number of times that the store became unavailable or lost data. Slots from before the last time are
     * invalid.
     */
    int outages() {
        return outages;
    }

    /** Returns the time in which nothing may be sent although the store answers, in nanoseconds. */
    long quiet(long now) {
        return Math.max(0, quietUntil - now);
    }

    /** Returns the time until the next check whether the store is available again, in nanoseconds. */
    long untilNextAsk(long now) {
        return Math.max(1, nextAsk - now);
    }

    boolean isIdle(long now) {
        return asked == 0 && quiet(now) == 0;
    }

    /**
     * Reserves tokens. The result counts for the availability of the store.
     *
     * @param answer takes the answer; is not called if the store fails
     * @param failed is called if the store fails
     */
    void reserve(BucketInStore bucket, int tokens, long now, Consumer<Reserved> answer, Runnable failed) {
        ask(
                bucket,
                tokens,
                reserved -> {
                    long end = clock.getAsLong();
                    failures = 0;
                    if (away) {
                        back(end);
                        if (reserved.isNew()) {
                            takeAll(bucket);
                        }
                        failed.run();
                    } else {
                        answer.accept(new Reserved(reserved.nanos(), end - now, reserved.isNew()));
                    }
                },
                failure -> {
                    failures++;
                    if (failures >= FAILURES || away) {
                        failed(now, failure);
                    }
                    failed.run();
                });
    }

    /** Reserves one token. A failure does not count for the availability of the store. */
    void reserveOne(BucketInStore bucket, LongConsumer answer, Runnable failed) {
        reserveTokens(bucket, 1, answer, failed);
    }

    private void reserveTokens(BucketInStore bucket, int tokens, LongConsumer answer, Runnable failed) {
        ask(bucket, tokens, reserved -> answer.accept(reserved.nanos()), failure -> failed.run());
    }

    /** Checks whether the store is available again, if it is time to. */
    void probe(BucketInStore bucket, long now) {
        if (now - nextAsk >= 0 && asked < MOST_ASKED) {
            nextAsk = now + ASK_AGAIN;
            reserve(bucket, 1, now, reserved -> {}, () -> {});
        }
    }

    /** Notes that the store answers, but has lost the slots that it assigned. */
    void forgot(BucketInStore bucket, boolean isNew, long now) {
        outages++;
        quietUntil = now + QUIET;
        if (isNew) {
            takeAll(bucket);
        }
        LOG.debug("The store of the shared rate limit has lost its data; nothing is sent for {} s", seconds(QUIET));
    }

    /** Takes all tokens of the quiet time, so that other applications, which may not have noticed, get none either. */
    private void takeAll(BucketInStore bucket) {
        reserveTokens(bucket, bucket.perQuiet(), wait -> {}, () -> {});
    }

    private void back(long now) {
        away = false;
        quietUntil = now + QUIET;
        health.worked();
        LOG.debug("The store of the shared rate limit answers again; sending goes on in {} s", seconds(QUIET));
    }

    private void failed(long askedAt, RuntimeException failure) {
        nextAsk = askedAt + ASK_AGAIN;
        if (!away) {
            away = true;
            outages++;
        }
        health.unavailable("answer", failure);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private void ask(BucketInStore bucket, int tokens, Consumer<Reserved> answer, Consumer<RuntimeException> failed) {
        asked++;
        toAsk.add(new Question(bucket, tokens, answer, failed));
    }

    /** Sends the queued requests. Must be called outside the monitor. */
    void dispatch() {
        for (Question question = toAsk.poll(); question != null; question = toAsk.poll()) {
            Question next = question;
            try {
                timer.schedule(next::tooLate, TIME_LIMIT, TimeUnit.NANOSECONDS);
                workers.execute(next);
            } catch (RejectedExecutionException e) {
                next.returned(() -> next.failed.accept(e));
            }
        }
    }

    private final class Question implements Runnable {
        private final BucketInStore bucket;
        private final int tokens;
        private final Consumer<Reserved> answer;
        private final Consumer<RuntimeException> failed;
        private boolean ended;

        Question(BucketInStore bucket, int tokens, Consumer<Reserved> answer, Consumer<RuntimeException> failed) {
            this.bucket = bucket;
            this.tokens = tokens;
            this.answer = answer;
            this.failed = failed;
        }

        @Override
        public void run() {
            try {
                AtomicBoolean isNew = new AtomicBoolean();
                long wait = store.builder()
                        .build(bucket.key(), () -> {
                            isNew.set(true); // the supplier is called only if the store has no such bucket
                            return bucket.configuration();
                        })
                        .consumeIgnoringRateLimits(tokens);
                returned(() -> answer.accept(new Reserved(wait, 0, isNew.get())));
            } catch (RuntimeException e) {
                returned(() -> missed(e));
            } catch (Error e) { // such as a missing class of the store's client
                returned(() -> missed(new IllegalStateException(e)));
                throw e;
            }
        }

        void tooLate() {
            monitor.accept(
                    () -> end(() -> missed(new IllegalStateException("no answer in " + seconds(TIME_LIMIT) + " s"))));
        }

        private void missed(RuntimeException failure) {
            health.missed();
            failed.accept(failure);
        }

        private void returned(Runnable how) {
            monitor.accept(() -> {
                asked--;
                end(how);
            });
        }

        /** Ends the request. Only the first call counts: the answer, the failure or the time limit. */
        private void end(Runnable how) {
            if (!ended) {
                ended = true;
                how.run();
            }
        }
    }
}
