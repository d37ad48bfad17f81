package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.attempts.Call;
import io.github.whatsapp360.delivery.attempts.RetryDecision;
import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.delivery.rate.QueuedCall;
import io.github.whatsapp360.trace.CallTrace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one call, and repeats it as long as the retry rule allows. Each attempt waits for its turn. Waiting holds no
 * thread.
 *
 * @param <T> the type of the service's answer
 */
final class Attempts<T> implements QueuedCall {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private enum State {
        WAITING,
        ON_THE_WIRE,
        ENDED
    }

    private final AccountState account;
    private final Call call;
    private final RetryRule rule;
    private final Caller caller;
    private final Function<QueuedCall, Optional<Runnable>> turns;
    private final Supplier<T> action;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private Future<?> expiry;
    private State state = State.WAITING;
    private long queuedAt;
    private int failed;
    private Whatsapp360Exception lastFailure;

    /**
     * @param turns requests the next turn; returns the task that makes the attempt, or nothing if the call has to wait
     * @param action makes one attempt
     */
    Attempts(
            AccountState account,
            Call call,
            RetryRule rule,
            Caller caller,
            Function<QueuedCall, Optional<Runnable>> turns,
            Supplier<T> action) {
        this.account = account;
        this.call = call;
        this.rule = rule;
        this.caller = caller;
        this.turns = turns;
        this.action = action;
    }

    /** Starts the first attempt. The future always completes, at the latest when the account is closed. */
    CompletableFuture<T> start() {
        if (caller.expiresAt() != null) {
            expiry = account.after(caller.nanosLeft(), this::expire);
        }
        attempt();
        return result;
    }

    private void attempt() {
        try {
            takeTurn().ifPresent(this::dispatch);
        } catch (RejectedExecutionException e) {
            giveUp();
        } catch (RuntimeException | Error e) { // on a worker, the failure would be lost otherwise
            fail(e);
        }
    }

    /**
     * Requests the next turn. It holds the lock, so that an attempt on another thread does not begin before the
     * listener has been told that the call was queued.
     */
    private synchronized Optional<Runnable> takeTurn() {
        if (state == State.ENDED) {
            return Optional.empty();
        }
        queuedAt = System.nanoTime();
        Optional<Runnable> turn = turns.apply(this);
        if (turn.isPresent()) {
            queuedAt = 0; // it has not waited
        } else if (state == State.WAITING) {
            account.listener().queued(call);
        }
        return turn;
    }

    /** Makes an attempt on this thread if the caller's thread may be used, otherwise on a worker. */
    private void dispatch(Runnable attempt) {
        boolean mayKeep = caller.isHere() && (caller.keepsThread() || account.answersAtOnce());
        if (account.workers().isRunningHere()) {
            attempt.run();
        } else if (mayKeep) {
            account.workers().executeHere(attempt);
        } else {
            account.workers().execute(attempt);
        }
    }

    @Override
    public void go(Runnable answered) {
        if (!begin()) {
            answered.run();
            expire(); // does nothing if the call has already ended
            return;
        }
        long begun = System.nanoTime();
        if (queuedAt != 0) {
            account.listener().throttled(call, Duration.ofNanos(begun - queuedAt));
        }
        T value;
        try {
            value = answer(answered);
        } catch (Whatsapp360Exception e) {
            failed(e, System.nanoTime() - begun);
            return;
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        account.succeeded(call, failed + 1, System.nanoTime() - begun, lastFailure);
        if (close()) {
            result.complete(value);
        }
    }

    private T answer(Runnable answered) {
        CallTrace.Attempt attempt = caller.trace().begin(call.kind().operation());
        try {
            return action.get();
        } catch (RuntimeException | Error e) {
            attempt.failed(e);
            throw e;
        } finally {
            attempt.end();
            answered.run();
        }
    }

    private synchronized boolean begin() {
        if (state != State.WAITING || caller.isExpired()) {
            return false;
        }
        state = State.ON_THE_WIRE;
        return true;
    }

    private void failed(Whatsapp360Exception failure, long nanos) {
        account.failed(call, failed + 1, nanos, failure, rule.delay());
        Optional<Duration> delay;
        synchronized (this) {
            lastFailure = failure;
            failed++;
            delay = nextAttempt(failure);
            state = delay.isPresent() ? State.WAITING : state;
        }
        if (delay.isEmpty()) {
            fail(failure);
        } else if (caller.nanosLeft() < delay.get().toNanos()) {
            expire();
        } else {
            LOG.debug("Attempt {} failed, the next one follows in {}", failed, delay.get(), failure);
            account.listener().retried(call, failure, delay.get());
            account.waitFor(this, delay.get());
        }
    }

    private Optional<Duration> nextAttempt(Whatsapp360Exception failure) {
        return rule.judge(call.kind(), failed, failure) instanceof RetryDecision.Again again
                        && account.mayRetry(call, failure)
                ? Optional.of(again.delay())
                : Optional.empty();
    }

    /** Starts the next attempt on a worker. */
    void resume() {
        try {
            account.workers().execute(this::attempt);
        } catch (RejectedExecutionException e) {
            giveUp();
        }
    }

    /** Ends the wait for the next attempt or for its turn: the call ends as not sent. */
    void giveUp() {
        fail(lastFailure == null ? NotSentException.stopped() : NotSentException.stopped(lastFailure));
    }

    /** Ends the wait for a turn on a worker, because the calling thread ends the waits of all other calls too. */
    @Override
    public void end(NotSentException why) {
        try {
            account.workers().execute(this::giveUp);
        } catch (RejectedExecutionException e) {
            giveUp();
        }
    }

    private void expire() {
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.ENDED;
        }
        account.forget(this);
        result.completeExceptionally(
                lastFailure == null ? NotSentException.expired() : NotSentException.expired(lastFailure));
    }

    private void fail(Throwable why) {
        if (close()) {
            result.completeExceptionally(why);
        }
    }

    private boolean close() {
        synchronized (this) {
            if (state == State.ENDED) {
                return false;
            }
            state = State.ENDED;
        }
        if (expiry != null) {
            expiry.cancel(false);
        }
        return true;
    }
}
