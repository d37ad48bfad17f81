package io.github.whatsapp360.delivery.rate;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.whatsapp360.api.SenderAccount;
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
 * Asks the store of an account's shared rate, on a worker and with a time limit, and knows whether it answers. Guarded by the
 * limiter's monitor, but for the asking itself.
 *
 * <p>A store that failed and answers again may have forgotten everything, and other applications may not have noticed yet.
 * Nothing goes until they must have, and until a second has passed since.
 */
final class SharedStore {

    /** Time limit of an answer. */
    static final long TIME_LIMIT = Duration.ofMillis(500).toNanos();

    /** Time between a question that failed and the next one. */
    static final long ASK_AGAIN = Duration.ofMillis(500).toNanos();

    static final long QUIET = Duration.ofSeconds(1).toNanos() + TIME_LIMIT + ASK_AGAIN;

    private static final Logger LOG = LoggerFactory.getLogger(SharedStore.class);

    private static final long WARN_AGAIN = Duration.ofMinutes(1).toNanos();

    /** The first failure may be that of a connection that was idle for long. */
    private static final int FAILURES = 2;

    /** With answers after 5 ms, 1,600 a second. */
    private static final int ENOUGH_ASKED = 8;

    /** Number of threads that may be held by a store that hangs. */
    private static final int MOST_ASKED = 24;

    private final SenderAccount account;
    private final ProxyManager<String> store;
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
    private long lastWarning;
    private boolean warned;

    /**
     * @param monitor does something in the limiter's monitor, and then lets go what may
     */
    SharedStore(
            SenderAccount account,
            ProxyManager<String> store,
            ScheduledExecutorService timer,
            Executor workers,
            LongSupplier clock,
            Consumer<Runnable> monitor) {
        this.account = account;
        this.store = store;
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
        this.monitor = monitor;
        this.quietUntil = clock.getAsLong();
    }

    /**
     * A bucket in the store, under a key that tells neither number nor recipient.
     *
     * @param capacity how many may go at once
     * @param tokens how many more may go within the period
     * @param name tells this bucket from the others of the account
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
     * @param nanos how long it was until all tokens are there, when it was asked
     * @param took how long it took to answer, in nanoseconds too
     * @param isNew whether the bucket was not there before
     */
    record Reserved(long nanos, long took, boolean isNew) {}

    /**
     * A bucket.
     *
     * @param perQuiet how many tokens it gets in the time in which nothing goes after an outage
     */
    record BucketInStore(String key, BucketConfiguration configuration, int perQuiet) {}

    /** Returns whether so many are asked that the next one can wait. */
    boolean isBusy() {
        return asked >= ENOUGH_ASKED;
    }

    boolean isAway() {
        return away;
    }

    /** Returns how many times it went away or forgot something: what it said before does not hold any longer. */
    int outages() {
        return outages;
    }

    /** Returns how long nothing may go although the store answers, in nanoseconds. */
    long quiet(long now) {
        return Math.max(0, quietUntil - now);
    }

    /** Returns how long it takes until it may be asked whether it is back. */
    long untilNextAsk(long now) {
        return Math.max(1, nextAsk - now);
    }

    boolean isIdle(long now) {
        return asked == 0 && quiet(now) == 0;
    }

    /**
     * Reserves tokens; whether it answers is taken as a sign of its health.
     *
     * @param answer is not called if it fails
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

    /** Reserves one token; if the store fails, that says nothing of its health. */
    void reserveOne(BucketInStore bucket, LongConsumer answer, Runnable failed) {
        reserveTokens(bucket, 1, answer, failed);
    }

    private void reserveTokens(BucketInStore bucket, int tokens, LongConsumer answer, Runnable failed) {
        ask(bucket, tokens, reserved -> answer.accept(reserved.nanos()), failure -> failed.run());
    }

    /** Asks whether it is back, if it is time to. */
    void probe(BucketInStore bucket, long now) {
        if (now - nextAsk >= 0 && asked < MOST_ASKED) {
            nextAsk = now + ASK_AGAIN;
            reserve(bucket, 1, now, reserved -> {}, () -> {});
        }
    }

    /** Notes that it answers, but has forgotten what it said. */
    void forgot(BucketInStore bucket, boolean isNew, long now) {
        outages++;
        quietUntil = now + QUIET;
        if (isNew) {
            takeAll(bucket);
        }
        LOG.debug(
                "The store of the shared rate limit has forgotten what it gave away; nothing is sent for {} s",
                seconds(QUIET));
    }

    /** So that others, who may not have noticed, get none before that time either. */
    private void takeAll(BucketInStore bucket) {
        reserveTokens(bucket, bucket.perQuiet(), wait -> {}, () -> {});
    }

    private void back(long now) {
        away = false;
        quietUntil = now + QUIET;
        LOG.info("The store of the shared rate limit answers again; sending goes on in {} s", seconds(QUIET));
    }

    private void failed(long askedAt, RuntimeException failure) {
        nextAsk = askedAt + ASK_AGAIN;
        if (!away) {
            away = true;
            outages++;
        }
        long now = clock.getAsLong();
        if (!warned || now - lastWarning >= WARN_AGAIN) {
            warned = true;
            lastWarning = now;
            LOG.warn(
                    "The store of the shared rate limit does not answer ({}); until it does, this application sends at its share of the rate"
                            + " (option 'rateLimitFallback')",
                    failure.toString());
        }
        LOG.debug("The store of the shared rate limit does not answer", failure);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private void ask(BucketInStore bucket, int tokens, Consumer<Reserved> answer, Consumer<RuntimeException> failed) {
        asked++;
        toAsk.add(new Question(bucket, tokens, answer, failed));
    }

    /** Asks what is to be asked. Outside the monitor. */
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
                            isNew.set(true); // asked for the limit only if there is no bucket yet
                            return bucket.configuration();
                        })
                        .consumeIgnoringRateLimits(tokens);
                returned(() -> answer.accept(new Reserved(wait, 0, isNew.get())));
            } catch (RuntimeException e) {
                returned(() -> failed.accept(e));
            } catch (Error e) { // such as a class of the store's client that is not there
                returned(() -> failed.accept(new IllegalStateException(e)));
                throw e;
            }
        }

        void tooLate() {
            monitor.accept(() ->
                    end(() -> failed.accept(new IllegalStateException("no answer in " + seconds(TIME_LIMIT) + " s"))));
        }

        private void returned(Runnable how) {
            monitor.accept(() -> {
                asked--;
                end(how);
            });
        }

        /** The first who comes says how it ended. */
        private void end(Runnable how) {
            if (!ended) {
                ended = true;
                how.run();
            }
        }
    }
}
