package io.github.whatsapp360;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.NumberHealth;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.Caller;
import io.github.whatsapp360.delivery.Sender;
import io.github.whatsapp360.delivery.attempts.AccountNames;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.trace.CallTrace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health check of an account, which asks the service itself: whether the key works, whether the number can send,
 * and which number it is (option {@code accountHealthCheck}). All endpoints of the account share it. It tells whether
 * the application is ready, and not whether it is alive, because a restart would not help.
 *
 * <p>A probe reports the last answer and does not wait for the next one. A question without an answer about the number
 * changes nothing. Before the first answer, the state is Camel's {@code camel.health.initial-state}.
 */
final class AccountHealth extends AccountCheck {

    /**
     * The time between two questions, also while the check is down. The service limits such questions to 200 an hour
     * for an unused account.
     */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** The longest {@code Retry-After} that is respected: the limits of such questions are those of an hour. */
    static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(AccountHealth.class);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final HealthCheckRegistry checks;
    private final Executor workers;
    private final LongSupplier nanoTime;

    /** The senders of the endpoints that use the check. Each question goes through one of them. */
    private final List<Sender> senders = new CopyOnWriteArrayList<>();

    private boolean asking;
    private long nextNanos;
    private Optional<Answer> answer = Optional.empty();
    private Optional<Throwable> unanswered = Optional.empty();

    /**
     * @param checks shows the check, and has the state before the first answer
     * @param workers make the calls
     */
    AccountHealth(
            String id,
            SenderAccount account,
            AccountNames names,
            HealthCheckRegistry checks,
            Executor workers,
            LongSupplier nanoTime) {
        super(id, account, names);
        this.checks = checks;
        this.workers = workers;
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong();
    }

    /** Shows the check to the application, until {@link #hide}. */
    void show() {
        checks.register(this);
    }

    void hide() {
        checks.unregister(this);
    }

    /** Notes that an endpoint uses the check, and asks the first question, so that a probe finds its answer. */
    void join(Sender sender) {
        senders.add(sender);
        ask();
    }

    /** Notes that an endpoint no longer uses the check, and returns whether it was the last one. */
    boolean leave(Sender sender) {
        senders.remove(sender);
        return senders.isEmpty();
    }

    @Override
    void judge(HealthCheckResultBuilder result) {
        ask();
        synchronized (this) {
            unanswered.ifPresent(failure -> result.detail("unanswered", Failures.code(failure)));
            answer.ifPresentOrElse(
                    last -> {
                        long age = Duration.ofNanos(nanoTime.getAsLong() - last.nanos())
                                .toSeconds();
                        result.detail("answeredSecondsAgo", age);
                        last.refusal().ifPresent(refusal -> judge(result, refusal));
                        last.health().ifPresent(health -> judge(result, health));
                    },
                    () -> result.state(checks.getInitialState())
                            .message(message(": the service has not answered yet whether the number can send")));
        }
    }

    private void judge(HealthCheckResultBuilder result, ApiException refusal) {
        result.down()
                .message(message(": " + refusal.getMessage()))
                .detail("failure", Failures.code(refusal))
                .error(refusal);
    }

    private void judge(HealthCheckResultBuilder result, NumberHealth health) {
        result.up().detail("phoneNumberId", health.phoneNumberId()).detail("canSendMessage", health.status());
        if (!health.canSend()) {
            result.down()
                    .message(message(" cannot send messages (" + health.status() + "): "
                            + String.join("; ", health.problems())));
        }
    }

    /** Asks the service in the background, unless it was asked within the last minute. */
    private void ask() {
        synchronized (this) {
            if (asking || nanoTime.getAsLong() - nextNanos < 0) {
                return;
            }
            asking = true;
        }
        try {
            workers.execute(this::question);
        } catch (RejectedExecutionException e) {
            unanswered(e); // the component has been stopped
        }
    }

    private void question() {
        try {
            Sender sender = senders.stream().findFirst().orElseThrow();
            NumberHealth health = sender.call(
                            CallKind.HEALTH_CHECK,
                            new RetryRule(0, Duration.ofSeconds(1)),
                            Caller.of(true, false, Duration.ZERO, CallTrace.NONE),
                            api -> api.account().health())
                    .join();
            answered(Optional.of(health), Optional.empty());
        } catch (RuntimeException | Error e) { // a probe must never end with it
            Throwable failure = Failures.unwrapped(e);
            if (failure instanceof ApiException refusal && concernsNumber(refusal)) {
                answered(Optional.empty(), Optional.of(refusal));
            } else {
                unanswered(failure);
            }
        }
    }

    private synchronized void answered(Optional<NumberHealth> health, Optional<ApiException> refusal) {
        long now = nanoTime.getAsLong();
        asking = false;
        nextNanos = now + INTERVAL.toNanos();
        answer = Optional.of(new Answer(health, refusal, now));
        unanswered = Optional.empty();
    }

    private synchronized void unanswered(Throwable failure) {
        asking = false;
        nextNanos = nanoTime.getAsLong() + pause(failure).toNanos();
        unanswered = Optional.of(failure);
        LOG.debug("The service has not answered whether the number can send", failure);
    }

    private static Duration pause(Throwable failure) {
        Optional<Duration> asked = failure instanceof ApiException refusal ? refusal.getRetryAfter() : Optional.empty();
        return asked.filter(wait -> wait.compareTo(INTERVAL) > 0)
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                .orElse(INTERVAL);
    }

    /**
     * Returns whether a refusal tells that the number cannot send: because of its key, its permissions or its account.
     * A rate limit and a failure of the service tell nothing about the number.
     */
    private static boolean concernsNumber(ApiException refusal) {
        return !refusal.isRetryable()
                && (refusal.getStatus() == UNAUTHORIZED
                        || refusal.getErrorCode()
                                .map(ErrorCode::affectsNumber)
                                .orElse(refusal.getStatus() == FORBIDDEN));
    }

    /** The last answer about the number: its health, or a refusal that concerns it. */
    private record Answer(Optional<NumberHealth> health, Optional<ApiException> refusal, long nanos) {}
}
