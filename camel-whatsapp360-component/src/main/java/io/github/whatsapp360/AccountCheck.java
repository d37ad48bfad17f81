package io.github.whatsapp360;

import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.attempts.AccountNames;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * A health check that belongs to an account and names it. Camel's own base class is in camel-health, which an
 * application need not have.
 */
abstract class AccountCheck implements HealthCheck {

    private final String id;
    private final SenderAccount account;
    private final AccountNames names;
    private volatile boolean enabled = true;

    AccountCheck(String id, SenderAccount account, AccountNames names) {
        this.id = id;
        this.account = account;
        this.names = names;
    }

    /** Adds the state, its reason and its details. */
    abstract void judge(HealthCheckResultBuilder result);

    @Override
    public final Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this)
                .detail("account", names.of(account))
                .detail("hosting", account.hosting().name());
        if (enabled) {
            judge(result);
        } else { // as Camel's own checks
            result.unknown().message("Disabled").detail(CHECK_ENABLED, false);
        }
        return result.build();
    }

    /** Returns a message that begins with the name of the account. */
    final String message(String text) {
        return "Account " + names.of(account) + text;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Map<String, Object> getMetaData() {
        return Map.of(CHECK_ID, id, CHECK_GROUP, getGroup());
    }
}
