package io.github.whatsapp360.emulator;

/**
 * An attempt to deliver.
 *
 * @param error why there was no answer; empty if there was one
 */
record LoggedDelivery(long id, WebhookDelivery attempt, Delivery delivery, String error) {}
