package io.github.whatsapp360;

import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.attempts.AccountNames;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** A health check that belongs to an account and names it. */
abstract class AccountCheck implements HealthCheck, AutoCloseable {

    private final String id;
    private final AccountState account;
    private final AccountNames names;
    private boolean enabled;

    AccountCheck(String id, AccountState account, AccountNames names, boolean enabled) {
        this.id = id;
        this.account = account;
        this.names = names;
        this.enabled = enabled;
    }

    final AccountState account() {
        return account;
    }

    /** Begins a result with the details of the account. */
    final HealthCheckResultBuilder result() {
        return HealthCheckResultBuilder.on(this)
                .detail("account", names.of(account.account()))
                .detail("hosting", account.account().hosting().name());
    }

    /** Returns a message that begins with the name of the account. */
    final String message(String text) {
        return "Account " + names.of(account.account()) + text;
    }

    @Override
    public abstract void close();

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
