package io.github.whatsapp360.emulator.webhooks;

import io.github.whatsapp360.emulator.model.WebhookDelivery;

/**
 * An attempt to deliver.
 *
 * @param error the reason for which there was no answer; empty if there was one
 */
public record LoggedDelivery(long id, WebhookDelivery attempt, Delivery delivery, String error) {}
