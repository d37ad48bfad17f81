package io.github.whatsapp360.emulator.onpremise;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.Customer;
import io.github.whatsapp360.emulator.chats.StatusError;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.webhooks.WebhookForm;
import java.time.Instant;

/** The On-Premise API's flat form. Source: 360dialog's and Meta's pages on it, as clients recorded them. */
final class OnPremiseWebhook implements WebhookForm {

    @Override
    public ObjectNode status(
            Account account, Customer customer, ChatEntry entry, String status, StatusError error, Instant at) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        ObjectNode json = payload.putArray("statuses").addObject();
        ChatMessage message = entry.message();
        json.put("id", message.id()).put("recipient_id", message.to()).put("status", status);
        json.put("timestamp", WebhookForm.timestamp(at)).put("type", "message");
        if (error != null) {
            json.putArray("errors")
                    .addObject()
                    .put("code", error.code())
                    .put("title", error.title())
                    .put("details", error.details());
        }
        return payload;
    }

    @Override
    public ObjectNode message(Account account, Customer customer, ObjectNode message) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        if (message.has("system")) {
            payload.putArray("messages").add(system(message));
            return payload;
        }
        payload.putArray("contacts").add(WebhookForm.contact(customer, message));
        payload.putArray("messages").add(unknown(voice(message)));
        return payload;
    }

    /** The new number has another name here. */
    private static ObjectNode system(ObjectNode message) {
        ObjectNode copy = message.deepCopy();
        ObjectNode system = (ObjectNode) copy.path("system");
        system.set("new_wa_id", system.remove("wa_id"));
        return copy;
    }

    /** A voice message has a type of its own here. */
    private static ObjectNode voice(ObjectNode message) {
        if (!message.at("/audio/voice").asBoolean()) {
            return message;
        }
        ObjectNode voice = message.deepCopy();
        ObjectNode file = (ObjectNode) voice.remove("audio");
        file.remove("voice");
        voice.put("type", "voice").set("voice", file);
        return voice;
    }

    /** A message that is not supported is unknown here. Source: D, "WhatsApp API", "Webhooks", unknown messages. */
    private static ObjectNode unknown(ObjectNode message) {
        if (!message.path("type").asText().equals("unsupported")) {
            return message;
        }
        ObjectNode unknown = message.deepCopy().put("type", "unknown");
        unknown.remove("unsupported");
        unknown.putArray("errors")
                .addObject()
                .put("code", 501)
                .put("details", "Message type is not currently supported")
                .put("title", "Unknown message type");
        return unknown;
    }
}
