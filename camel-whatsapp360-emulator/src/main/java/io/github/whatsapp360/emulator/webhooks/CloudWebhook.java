package io.github.whatsapp360.emulator.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.Customer;
import io.github.whatsapp360.emulator.chats.FreeEntryPoint;
import io.github.whatsapp360.emulator.chats.StatusError;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.MessagePricing;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import java.time.Instant;

/** Meta's form, which 360dialog passes on. Source: Meta, "Webhooks", messages and status messages reference. */
public final class CloudWebhook implements WebhookForm {

    /** An ID from Meta's examples. */
    public static final String WABA = "102290129340398";

    private static final String MESSAGES = "messages";

    private static final String HREF = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";

    @Override
    public ObjectNode status(
            Account account, Customer customer, ChatEntry entry, String status, StatusError error, Instant at) {
        ChatMessage message = entry.message();
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        ObjectNode json = value(payload, account).putArray("statuses").addObject();
        json.put("id", message.id()).put("status", status);
        json.put("timestamp", WebhookForm.timestamp(at));
        recipient(json, message, customer, status);
        if (message.json().path("recipient_type").asText().equals("group")) {
            json.put("recipient_type", "group"); // Meta, "Group messaging"
        }
        if (message.json().hasNonNull("biz_opaque_callback_data")) {
            json.set("biz_opaque_callback_data", message.json().get("biz_opaque_callback_data"));
        }
        if (error != null) {
            // Meta, "Error codes": title and message are the same here.
            ObjectNode failure = json.putArray("errors").addObject();
            failure.put("code", error.code()).put("title", error.title()).put("message", error.title());
            failure.putObject("error_data").put("details", error.details());
            failure.put("href", HREF);
        }
        entry.pricing(status).ifPresent(pricing -> {
            entry.freeEntryPoint().ifPresent(window -> json.set("conversation", conversation(window, status)));
            json.set("pricing", pricing(pricing));
        });
        return payload;
    }

    private static ObjectNode pricing(MessagePricing pricing) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("billable", pricing.billable())
                .put("pricing_model", "PMP")
                .put("category", pricing.category())
                .put("type", pricing.type());
    }

    /** Meta, version 24.0 of webhooks: only within a free entry point window, with its end in {@code sent}. */
    private static ObjectNode conversation(FreeEntryPoint window, String status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", window.id());
        if (status.equals("sent")) {
            json.put("expiration_timestamp", WebhookForm.timestamp(window.until()));
        }
        json.putObject("origin").put("type", "referral_conversion");
        return json;
    }

    @Override
    public ObjectNode message(Account account, Customer customer, ObjectNode message) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        ObjectNode value = value(payload, account);
        if (!message.path("type").asText().equals("system")) { // Meta, "System messages webhook reference"
            value.putArray("contacts").add(WebhookForm.contact(customer, message));
        }
        value.putArray("messages").add(message);
        return payload;
    }

    @Override
    public ObjectNode change(Account account, String field, JsonNode value, Instant at) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("object", "whatsapp_business_account");
        ObjectNode entry = payload.putArray("entry").addObject().put("id", WABA);
        if (!field.equals(MESSAGES)) {
            entry.put("time", at.getEpochSecond());
        }
        ObjectNode change = entry.putArray("changes").addObject().put("field", field);
        ObjectNode filled = change.putObject("value");
        filled.setAll((ObjectNode) value);
        if (filled.has("messaging_product") && !filled.has("metadata") && !filled.has("recipient")) {
            metadata(filled, account);
        }
        return payload;
    }

    /**
     * Meta, "Business-scoped user IDs": the number is missing where the message was sent to a user ID, and a failed
     * status of a message to a number has no user ID.
     */
    private static void recipient(ObjectNode json, ChatMessage message, Customer customer, String status) {
        boolean byUserId = RecipientNumber.isUserId(message.to())
                || !message.json().has("to") && message.json().hasNonNull("recipient");
        String userId = RecipientNumber.isUserId(message.to()) ? message.to() : customer.userId();
        if (!byUserId) {
            json.put("recipient_id", message.to());
        }
        if (!userId.isEmpty() && (byUserId || !status.equals("failed"))) {
            json.put("recipient_user_id", userId);
        }
    }

    private static ObjectNode value(ObjectNode payload, Account account) {
        ObjectNode entry = payload.put("object", "whatsapp_business_account")
                .putArray("entry")
                .addObject()
                .put("id", WABA);
        ObjectNode change = entry.putArray("changes").addObject();
        ObjectNode value = change.putObject("value").put("messaging_product", "whatsapp");
        change.put("field", MESSAGES);
        metadata(value, account);
        return value;
    }

    private static void metadata(ObjectNode value, Account account) {
        value.putObject("metadata")
                .put("display_phone_number", account.displayNumber())
                .put("phone_number_id", account.phoneNumberId());
    }
}
