package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.SenderAccount;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.attempts.Call;
import io.github.whatsapp360.delivery.attempts.CallHealth;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.delivery.attempts.DeliveryListener;
import io.github.whatsapp360.delivery.attempts.DeliveryListeners;
import io.github.whatsapp360.delivery.attempts.QueuePause;
import io.github.whatsapp360.delivery.attempts.RetryQuota;
import io.github.whatsapp360.delivery.rate.QueuedCall;
import io.github.whatsapp360.delivery.rate.RateLimiter;
import io.github.whatsapp360.delivery.rate.SharedRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The state that all senders of one account share, whatever transport they use: its rate, order, retries and health. */
public final class AccountState implements AutoCloseable {

    /**
     * Answers this quick come from near by: to hand such a call to another thread may take as long as the call. One thread
     * then sends 200 a second and more.
     */
    private static final long QUICK_NANOS = 5_000_000;

    /** Calls stay on their caller's thread while the last answers were quick: a quick one counts 1, a slow one takes 4. */
    private static final int MOST_QUICK = 16;

    private static final int ENOUGH_QUICK = 12;
    private static final int SLOW_TAKES = 4;

    private final RateLimiter rates;
    private final RecipientOrder order;
    private final CallHealth health = new CallHealth(System::nanoTime);
    private final RetryQuota quota = new RetryQuota();
    private final SenderAccount account;
    private final DeliveryListener listener;
    private final ScheduledExecutorService timer;
    private final Workers workers;
    private final Set<Attempts<?>> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile int quickAnswers;
    private volatile boolean draining;
    private volatile boolean closed;

    /**
     * @param listeners hear what happens to its deliveries
     * @param shared where the applications that send for the account keep its rate; empty if there is one only
     */
    public AccountState(
            SenderAccount account,
            List<DeliveryListener> listeners,
            Optional<SharedRate> shared,
            ScheduledExecutorService timer,
            Workers workers) {
        this.account = account;
        this.listener = DeliveryListeners.of(
                Stream.concat(Stream.of(health), listeners.stream()).toList());
        this.rates = new RateLimiter(account, shared, timer, workers);
        this.order = new RecipientOrder(workers);
        this.timer = timer;
        this.workers = workers;
    }

    /** Returns what the last calls tell. */
    public CallHealth health() {
        return health;
    }

    /** Ends what waits as not sent. From now on a call whose turn has come is still made, and nothing waits any more. */
    public void drain() {
        draining = true;
        rates.drain();
        endWaits();
    }

    /** Ends what waits, and every call that comes later. */
    @Override
    public void close() {
        closed = true;
        draining = true;
        rates.close();
        endWaits();
    }

    /** Returns whether it may be forgotten: nothing is under way, and a new one would allow no more than this one. */
    public boolean isIdle() {
        return underWay.get() == 0 && rates.isIdle();
    }

    /** Lets a call go that has no rate. */
    Optional<Runnable> atOnce(QueuedCall call) {
        if (closed) {
            throw NotSentException.stopped();
        }
        return Optional.of(() -> call.go(() -> {}));
    }

    SenderAccount account() {
        return account;
    }

    DeliveryListener listener() {
        return listener;
    }

    RateLimiter rates() {
        return rates;
    }

    RecipientOrder order() {
        return order;
    }

    Workers workers() {
        return workers;
    }

    /** Notes that an exchange makes use of it, until {@link #ends}. */
    public void begins() {
        underWay.incrementAndGet();
    }

    /** Notes that an exchange has ended. A worker leaves the limit of calls, as it may go on with the exchange's route. */
    public void ends() {
        underWay.decrementAndGet();
        workers.leave();
    }

    /** Returns whether the last answers came so quickly that a call may stay on its caller's thread. */
    boolean answersAtOnce() {
        return quickAnswers >= ENOUGH_QUICK;
    }

    /**
     * Notes that an attempt has succeeded.
     *
     * @param lastFailure of the attempts before it; null if it was the first one
     */
    void succeeded(Call call, int attempt, long nanos, Whatsapp360Exception lastFailure) {
        quickAnswers =
                nanos > QUICK_NANOS ? Math.max(0, quickAnswers - SLOW_TAKES) : Math.min(quickAnswers + 1, MOST_QUICK);
        quota.succeeded(lastFailure);
        listener.attempted(call, attempt, Duration.ofNanos(nanos), Optional.empty());
    }

    /** Notes that an attempt has failed, and pauses the queue if the service asks for that. */
    void failed(Call call, int attempt, long nanos, Whatsapp360Exception failure, Duration retryDelay) {
        listener.attempted(call, attempt, Duration.ofNanos(nanos), Optional.of(failure));
        QueuePause.after(failure, retryDelay).ifPresent(pause -> {
            if (call.kind().isUpload()) {
                rates.pauseUploads(pause);
                listener.paused(call, failure, pause);
            } else if (call.kind() == CallKind.MESSAGE) {
                rates.pause(pause);
                listener.paused(call, failure, pause);
            }
        });
    }

    /** Returns whether the account can bear another attempt after this failure. */
    boolean mayRetry(Whatsapp360Exception failure) {
        return quota.take(failure);
    }

    /** Makes the next attempt after this time. */
    void waitFor(Attempts<?> attempts, Duration delay) {
        waiting.add(attempts);
        try {
            timer.schedule(() -> resume(attempts), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            giveUp(attempts);
        }
        if (draining) {
            giveUp(attempts); // nobody else would end this wait
        }
    }

    /** Forgets a call that has expired while it waited. */
    void forget(Attempts<?> attempts) {
        waiting.remove(attempts);
        rates.withdraw(attempts);
    }

    /** Runs a task on a worker after this time; null if the timer has been stopped. */
    Future<?> after(long nanos, Runnable task) {
        try {
            return timer.schedule(() -> workers.execute(task), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    private void endWaits() {
        order.drain();
        new ArrayList<>(waiting).forEach(this::giveUp);
    }

    private void resume(Attempts<?> attempts) {
        if (waiting.remove(attempts)) {
            attempts.resume();
        }
    }

    private void giveUp(Attempts<?> attempts) {
        if (waiting.remove(attempts)) {
            try {
                workers.execute(attempts::giveUp);
            } catch (RejectedExecutionException e) {
                attempts.giveUp();
            }
        }
    }
}
