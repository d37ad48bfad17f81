package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.attempts.Call;
import io.github.whatsapp360.delivery.attempts.CallHealth;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.delivery.attempts.DeliveryListener;
import io.github.whatsapp360.delivery.attempts.DeliveryListeners;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.attempts.LastFailures;
import io.github.whatsapp360.delivery.attempts.QueuePause;
import io.github.whatsapp360.delivery.attempts.RetryQuota;
import io.github.whatsapp360.delivery.rate.QueueState;
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

/** The state that all senders of one account share, whichever transport they use: rate, order, retries and health. */
public final class AccountState implements AutoCloseable {

    /**
     * The longest time of a quick call. Handing such a call to another thread can take as long as the call itself. One
     * thread makes at least 200 of these calls a second.
     */
    private static final long QUICK_NANOS = 5_000_000;

    /**
     * The upper bound of {@code quickAnswers}. A quick call adds 1, a slow call subtracts 4. Calls stay on the caller's
     * thread while the count is at least 12.
     */
    private static final int MOST_QUICK = 16;

    private static final int ENOUGH_QUICK = 12;
    private static final int SLOW_TAKES = 4;

    private final RateLimiter rates;
    private final RecipientOrder order;
    private final CallHealth health = new CallHealth(System::nanoTime);
    private final LastFailures lastFailures = new LastFailures();
    private final RetryQuota quota = new RetryQuota();
    private final SenderAccount account;
    private final DeliveryListener listener;
    private final ScheduledExecutorService timer;
    private final Workers workers;
    private final KnownTemplates templates;
    private final Set<Attempts<?>> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile String messagesPause = "";
    private volatile String uploadsPause = "";
    private volatile int quickAnswers;
    private volatile boolean draining;
    private volatile boolean closed;

    /**
     * @param listeners the listeners that are told about its deliveries
     * @param shared the store in which several applications keep the account's rate; empty if only this application
     *     sends
     */
    public AccountState(
            SenderAccount account,
            List<DeliveryListener> listeners,
            Optional<SharedRate> shared,
            ScheduledExecutorService timer,
            Workers workers) {
        this.account = account;
        this.listener = DeliveryListeners.of(Stream.concat(Stream.of(health, lastFailures), listeners.stream())
                .toList());
        this.rates = new RateLimiter(account, shared, timer, workers);
        this.order = new RecipientOrder(workers);
        this.timer = timer;
        this.workers = workers;
        this.templates =
                new KnownTemplates(account, workers, (time, task) -> after(time.toNanos(), task), System::nanoTime);
    }

    /** Returns the health of the account, as the last calls show it. */
    public CallHealth health() {
        return health;
    }

    /** Returns when each kind of failure was last seen. */
    public LastFailures lastFailures() {
        return lastFailures;
    }

    /** Returns the code of the failure that last paused the messages; empty if there was none. */
    public String lastPauseOfMessages() {
        return messagesPause;
    }

    /** Returns the code of the failure that last paused the uploads; empty if there was none. */
    public String lastPauseOfUploads() {
        return uploadsPause;
    }

    /** Returns the account. */
    public SenderAccount account() {
        return account;
    }

    /** Returns the state of the queue of messages. */
    public QueueState messages() {
        return rates.messages();
    }

    /** Returns the state of the queue of uploads. */
    public QueueState uploads() {
        return rates.uploads();
    }

    /** Returns the number of messages that wait for an earlier message to their recipient. */
    public int waitingInOrder() {
        return order.waiting();
    }

    /** Returns the number of calls that wait for their next attempt. */
    public int waitingForRetry() {
        return waiting.size();
    }

    /**
     * Lets no message and no upload of the account begin until {@link #release}. Calls in flight go on. Waiting
     * messages still expire, and still end as not sent when the application stops.
     */
    public void hold() {
        rates.hold();
    }

    /** Ends {@link #hold}: the waiting messages and uploads begin at the account's rate. */
    public void release() {
        rates.release();
    }

    /** Returns whether the account is held. */
    public boolean isHeld() {
        return rates.isHeld();
    }

    /**
     * Ends all waiting calls as not sent. After this, a call that need not wait is still made, and a call that would
     * have to wait ends as not sent.
     */
    public void drain() {
        draining = true;
        rates.drain();
        endWaits();
    }

    /** Ends all waiting calls as not sent. Every later call fails. */
    @Override
    public void close() {
        closed = true;
        draining = true;
        rates.close();
        endWaits();
    }

    /**
     * Returns whether this state can be released: no exchange uses it, and a new state would not allow a higher rate.
     */
    public boolean isIdle() {
        return underWay.get() == 0 && rates.isIdle();
    }

    /** Returns the start of a call that no rate limits. */
    Optional<Runnable> atOnce(QueuedCall call) {
        if (closed) {
            throw NotSentException.stopped();
        }
        return Optional.of(() -> call.go(() -> {}));
    }

    /** Notes that a message template of the account, or of another one, has changed. */
    public void templatesChanged() {
        templates.changed();
    }

    KnownTemplates templates() {
        return templates;
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

    /** Notes that an exchange uses this state, until {@link #ends}. */
    public void begins() {
        underWay.incrementAndGet();
    }

    /**
     * Notes that an exchange has ended. A worker stops counting towards the limit of calls, because it may go on with
     * the exchange's route.
     */
    public void ends() {
        underWay.decrementAndGet();
        workers.leave();
    }

    /** Returns whether the last calls were quick enough to make the next one on the caller's thread. */
    boolean answersAtOnce() {
        return quickAnswers >= ENOUGH_QUICK;
    }

    /**
     * Notes that an attempt has succeeded.
     *
     * @param lastFailure the failure of the attempt before; null if this was the first attempt
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
                uploadsPause = Failures.code(failure);
                rates.pauseUploads(pause);
                listener.paused(call, failure, pause);
            } else if (call.kind() == CallKind.MESSAGE) {
                messagesPause = Failures.code(failure);
                rates.pause(pause);
                listener.paused(call, failure, pause);
            }
        });
    }

    /** Returns whether the retry quota allows another attempt after this failure. */
    boolean mayRetry(Call call, Whatsapp360Exception failure) {
        boolean allowed = quota.take(failure);
        if (!allowed) {
            listener.quotaUsedUp(call, failure);
        }
        return allowed;
    }

    /** Starts the next attempt after this delay. */
    void waitFor(Attempts<?> attempts, Duration delay) {
        waiting.add(attempts);
        try {
            timer.schedule(() -> resume(attempts), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            giveUp(attempts);
        }
        if (draining) {
            giveUp(attempts); // drain() may have missed this call
        }
    }

    /** Removes a call that expired while it waited. */
    void forget(Attempts<?> attempts) {
        waiting.remove(attempts);
        rates.withdraw(attempts);
    }

    /** Runs a task on a worker after this time. Returns null if the timer has been stopped. */
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
