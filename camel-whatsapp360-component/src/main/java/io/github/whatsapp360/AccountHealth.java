package io.github.whatsapp360;

import io.github.whatsapp360.api.NumberHealth;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.Caller;
import io.github.whatsapp360.delivery.attempts.AccountNames;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.trace.CallTrace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * The health check of an account, which asks the service itself: whether the key works, whether the number can send,
 * and which number it is (option {@code accountHealthCheck}). All endpoints of the account share it. It tells whether
 * the application is ready, and not whether it is alive, because a restart would not help.
 */
final class AccountHealth extends AccountCheck {

    /** The time for which an answer counts. The service limits such questions to 200 an hour for an unused account. */
    static final Duration GOOD_FOR = Duration.ofMinutes(1);

    /** The time for which a failure counts. */
    static final Duration BAD_FOR = Duration.ofSeconds(20);

    private final SenderRegistry.Lease lease;
    private final HealthCheckRegistry checks;
    private int users = 1;
    private NumberHealth health;
    private Whatsapp360Exception failure;
    private long askedNanos;

    /**
     * Creates and shows the check.
     *
     * @param lease the objects with which it calls the service; closed with the check
     */
    AccountHealth(SenderRegistry.Lease lease, AccountNames names, HealthCheckRegistry checks) {
        super(
                "whatsapp360-account-" + lease.sender().account().account().shortId(),
                lease.sender().account(),
                names,
                true);
        this.lease = lease;
        this.checks = checks;
        checks.register(this);
    }

    /** Notes that another endpoint uses the check. */
    void share() {
        users++;
    }

    /** Notes that an endpoint no longer uses the check, and returns whether it was the last one. */
    boolean leave() {
        users--;
        return users == 0;
    }

    @Override
    public void close() {
        checks.unregister(this);
        lease.close();
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public synchronized Result call(Map<String, Object> options) {
        if (isOld()) {
            ask();
        }
        HealthCheckResultBuilder result = result();
        if (failure != null) {
            return result.down()
                    .message(message(": " + failure.getMessage()))
                    .detail("failure", Failures.code(failure))
                    .error(failure)
                    .build();
        }
        result.detail("phoneNumberId", health.phoneNumberId()).detail("canSendMessage", health.status());
        return health.canSend()
                ? result.up().build()
                : result.down()
                        .message(message(" cannot send messages: " + String.join("; ", health.problems())))
                        .build();
    }

    private boolean isOld() {
        Duration lasts = failure == null && health != null && health.canSend() ? GOOD_FOR : BAD_FOR;
        return health == null && failure == null || System.nanoTime() - askedNanos >= lasts.toNanos();
    }

    private void ask() {
        try {
            health = lease.sender()
                    .call(
                            CallKind.ACCOUNT,
                            new RetryRule(0, Duration.ofSeconds(1)),
                            Caller.of(true, false, Duration.ZERO, CallTrace.NONE),
                            api -> api.account().health())
                    .join();
            failure = null;
        } catch (CompletionException e) {
            if (!(Failures.unwrapped(e) instanceof Whatsapp360Exception refused)) {
                throw e;
            }
            failure = refused;
        }
        askedNanos = System.nanoTime();
    }
}
