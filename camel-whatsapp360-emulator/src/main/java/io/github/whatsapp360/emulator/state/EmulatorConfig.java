package io.github.whatsapp360.emulator.state;

import io.github.whatsapp360.emulator.access.AllowedHosts;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.data.DataFolder;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.github.whatsapp360.emulator.util.ShiftedClock;
import java.time.Duration;

/**
 * The configuration that an emulator was started with. Every {@link EmulatorState} begins with it.
 *
 * @param clock of everything
 * @param sandboxPhone the only number that the Sandbox sends to; empty for any
 * @param noStorage true if files live for an hour, unless an upload says otherwise
 * @param remoteLinks true if links to other machines are followed
 * @param kept the maximum number of messages
 * @param messagesPerSecond for each key; 0 for no limits
 * @param retryDelay before the second attempt to deliver to a webhook
 * @param data the folder that keeps the data when the emulator ends; null if there is none
 * @param hosts by which names the emulator may be called
 * @param webhooks the hosts on which webhooks are called
 * @param serviceWindow true if free-form messages need a message of the customer within 24 hours
 */
public record EmulatorConfig(
        ShiftedClock clock,
        EmulatedHosting hosting,
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

    /** Returns this configuration without the data folder. */
    public EmulatorConfig withoutData() {
        return new EmulatorConfig(
                clock,
                hosting,
                sandboxPhone,
                noStorage,
                remoteLinks,
                kept,
                messagesPerSecond,
                retryDelay,
                serviceWindow,
                null,
                hosts,
                webhooks,
                accounts);
    }

    /** Releases the data folder. */
    public void close() {
        if (data != null) {
            data.close();
        }
    }
}
