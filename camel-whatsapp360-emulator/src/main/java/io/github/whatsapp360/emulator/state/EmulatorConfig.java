package io.github.whatsapp360.emulator.state;

import io.github.whatsapp360.emulator.Hosting;
import io.github.whatsapp360.emulator.access.AllowedHosts;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.data.DataFolder;
import io.github.whatsapp360.emulator.util.ShiftedClock;
import java.time.Duration;

/**
 * The configuration that an emulator was started with. Every {@link EmulatorState} begins with it.
 *
 * @param clock of everything
 * @param sandboxPhone the only number that the Sandbox sends to; empty for any
 * @param noStorage whether files live for an hour, unless an upload says otherwise
 * @param remoteLinks whether links to other machines are followed
 * @param kept how many messages are remembered
 * @param messagesPerSecond for each key; 0 for no limits
 * @param retryDelay before the second attempt to deliver to a webhook
 * @param data where everything outlives the emulator; null if nothing does
 * @param hosts by which names the emulator may be called
 * @param webhooks which hosts webhooks are called on
 * @param serviceWindow whether free-form messages need an answer within 24 hours
 */
public record EmulatorConfig(
        ShiftedClock clock,
        Hosting hosting,
        String sandboxPhone,
        boolean noStorage,
        boolean remoteLinks,
        int kept,
        int messagesPerSecond,
        Duration retryDelay,
        boolean serviceWindow,
        DataFolder data,
        AllowedHosts hosts,
        AllowedHosts webhooks,
        Accounts accounts) {

    public EmulatorConfig {
        if (kept < 1) {
            throw new IllegalArgumentException("keep: at least 1");
        }
        if (retryDelay.isNegative() || retryDelay.toHours() > 1) {
            throw new IllegalArgumentException("webhookRetryDelay: from 0 to an hour");
        }
    }

    /** Releases the data folder. */
    public void close() {
        if (data != null) {
            data.close();
        }
    }
}
