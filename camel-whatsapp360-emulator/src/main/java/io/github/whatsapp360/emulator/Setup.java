package io.github.whatsapp360.emulator;

import java.time.Duration;

/**
 * What an emulator was started with, and every memory begins with.
 *
 * @param clock of everything
 * @param remoteLinks whether links to other machines are followed
 * @param kept how many messages are remembered
 * @param messagesPerSecond for each key; 0 for no limits
 * @param retryDelay before the second attempt to deliver to a webhook
 * @param data where everything outlives the emulator; null if nothing does
 * @param serviceWindow whether free-form messages need an answer within 24 hours
 */
record Setup(
        ShiftedClock clock,
        Hosting hosting,
        boolean remoteLinks,
        int kept,
        int messagesPerSecond,
        Duration retryDelay,
        boolean serviceWindow,
        DataFolder data,
        Accounts accounts) {

    Ids ids() {
        return hosting == Hosting.ON_PREMISE ? Ids.ON_PREMISE : Ids.CLOUD;
    }

    WebhookForm form() {
        return hosting == Hosting.ON_PREMISE ? new OnPremiseWebhook() : new CloudWebhook();
    }
}
