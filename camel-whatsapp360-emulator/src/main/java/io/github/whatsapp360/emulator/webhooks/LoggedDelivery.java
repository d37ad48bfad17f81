package io.github.whatsapp360.emulator.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.util.List;
import java.util.Map;

/**
 * An attempt to deliver.
 *
 * @param error the reason for which there was no answer; empty if there was one
 */
public record LoggedDelivery(long id, WebhookDelivery attempt, Delivery delivery, String error) {

    /** Returns the JSON that was posted. */
    public ObjectNode payload() {
        return delivery.payload().get();
    }

    /**
     * Returns an attempt of another emulator.
     *
     * @param body the JSON object that was posted
     * @throws IllegalArgumentException if the body is none
     */
    public static LoggedDelivery restored(
            long id, WebhookDelivery attempt, String chat, Map<String, String> headers, String body, String error) {
        payload(body);
        Delivery delivery = new Delivery(
                Delivery.RESTORED,
                attempt.what(),
                attempt.messageId(),
                chat,
                () -> payload(body),
                new Account.Webhook(attempt.url(), headers, false),
                List.of(),
                attempt.at(),
                () -> {});
        return new LoggedDelivery(id, attempt, delivery, error);
    }

    private static ObjectNode payload(String body) {
        try {
            JsonNode json = EmulatorJson.MAPPER.readTree(body);
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body of a delivery is a JSON object", e);
        }
        throw new IllegalArgumentException("the body of a delivery is a JSON object");
    }
}
