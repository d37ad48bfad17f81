package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.client.SenderAccount;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what an operator has to know of the deliveries of all accounts: one line for each kind of event in a minute,
 * which names the account and says what to do. All exchanges end with an answer or an exception as well.
 */
public final class DeliveryLog implements DeliveryListener {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

    private final AccountNames names;
    private final OnceAMinute pauses;
    private final OnceAMinute retries;
    private final OnceAMinute quotas;
    private final OnceAMinute expiries;
    private final OnceAMinute refusals;
    private final OnceAMinute silences;
    private final OnceAMinute recoveries;

    /** The accounts whose last logged failure concerned all calls. */
    private final Set<SenderAccount> inTrouble = ConcurrentHashMap.newKeySet();

    public DeliveryLog(AccountNames names) {
        this(names, System::nanoTime);
    }

    DeliveryLog(AccountNames names, LongSupplier nanoTime) {
        this.names = names;
        this.pauses = new OnceAMinute(nanoTime);
        this.retries = new OnceAMinute(nanoTime);
        this.quotas = new OnceAMinute(nanoTime);
        this.expiries = new OnceAMinute(nanoTime);
        this.refusals = new OnceAMinute(nanoTime);
        this.silences = new OnceAMinute(nanoTime);
        this.recoveries = new OnceAMinute(nanoTime);
    }

    @Override
    public void attempted(Call call, int attempt, Duration took, Optional<Whatsapp360Exception> failure) {
        if (failure.isEmpty()) {
            if (!inTrouble.isEmpty() && inTrouble.remove(call.account()) && recoveries.now()) {
                LOG.info("Account {}: calls succeed again{}", names.of(call.account()), recoveries.more());
            }
        } else if (failure.get() instanceof ApiException refusal && CallHealth.affectsNumber(call, refusal)) {
            inTrouble.add(call.account());
            if (refusals.now()) {
                LOG.warn(
                        "Account {}: the service refuses its calls, as long as the reason lasts: {}{}",
                        names.of(call.account()),
                        LogText.of(refusal),
                        refusals.more());
            }
        } else if (isSilence(failure.get())) {
            inTrouble.add(call.account());
            if (silences.now()) {
                LOG.warn(
                        "Account {}: a call got no answer: {}. Check the network and the option 'baseUrl'{}",
                        names.of(call.account()),
                        LogText.of(failure.get()),
                        silences.more());
            }
        }
    }

    @Override
    public void paused(Call call, Whatsapp360Exception reason, Duration pause) {
        if (pauses.now()) {
            LOG.warn(
                    "Account {}: {} wait for {} s, because the service asks for it: {}{}{}",
                    names.of(call.account()),
                    call.kind().isUpload() ? "uploads" : "messages",
                    Math.max(1, pause.toSeconds()),
                    LogText.of(reason),
                    Throttling.of(reason) == Throttling.NUMBER
                            ? ". If this repeats, lower 'messagesPerSecond', or share the rate with the other "
                                    + "applications that send for this number ('rateLimitStore')"
                            : "",
                    pauses.more());
        }
    }

    @Override
    public void retried(Call call, Whatsapp360Exception reason, Duration delay) {
        if (retries.now()) {
            LOG.info(
                    "Account {}: a call ({}) is repeated after a failure: {}{}",
                    names.of(call.account()),
                    call.kind().operation(),
                    LogText.of(reason),
                    retries.more());
        }
    }

    @Override
    public void quotaUsedUp(Call call, Whatsapp360Exception reason) {
        if (quotas.now()) {
            LOG.warn(
                    "Account {}: too many calls have failed, so failures are reported without a retry until calls "
                            + "succeed. Check the service and the network. The last failure: {}{}",
                    names.of(call.account()),
                    LogText.of(reason),
                    quotas.more());
        }
    }

    @Override
    public void ended(Call call, Duration took, Optional<Throwable> failure) {
        boolean expired = failure.isPresent()
                && failure.get() instanceof NotSentException unsent
                && unsent.getReason() == NotSentException.Reason.EXPIRED;
        if (expired && expiries.now()) {
            LOG.warn(
                    "Account {}: a message expired before it could be sent (option 'expiresAfter'). Look whether the "
                            + "queue is paused or longer than the rate allows{}",
                    names.of(call.account()),
                    expiries.more());
        }
    }

    /** Forgets an account that is no longer used. */
    public void forget(SenderAccount account) {
        inTrouble.remove(account);
    }

    private static boolean isSilence(Whatsapp360Exception failure) {
        return failure instanceof OutcomeUnknownException
                || failure instanceof NotSentException unsent
                        && unsent.getReason() == NotSentException.Reason.NO_CONNECTION;
    }
}
