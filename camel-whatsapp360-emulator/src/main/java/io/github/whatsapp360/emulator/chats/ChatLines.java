package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.model.ChatMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lines of the data folder about messages. Keys are secret, so it has their hashes. */
public final class ChatLines {

    private ChatLines() {}

    public static ObjectNode message(ChatEntry entry) {
        ChatMessage message = entry.message();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("line", "message");
        json.put("chat", entry.chat())
                .put("key", Accounts.hash(entry.account().key()))
                .put("inbound", entry.isInbound());
        json.put("id", message.id()).put("to", message.to()).put("type", message.type());
        json.put("text", message.text()).put("caption", message.caption()).put("filename", message.filename());
        json.put("mimeType", message.mimeType()).put("size", message.size()).put("sha256", message.sha256());
        json.put("mediaId", message.mediaId()).put("link", message.link());
        json.put("receivedAt", message.receivedAt().toString()).set("json", message.json());
        if (!entry.category().isEmpty()) {
            json.put("category", entry.category());
        }
        if (!entry.view().isEmpty()) {
            json.set("view", entry.view());
        }
        return json;
    }

    public static ObjectNode view(JsonNode json) {
        return json.path("view") instanceof ObjectNode view ? view : JsonNodeFactory.instance.objectNode();
    }

    public static ChatMessage message(JsonNode json) {
        return new ChatMessage(
                json.path("id").asText(),
                json.path("to").asText(),
                json.path("type").asText(),
                json.path("text").asText(),
                json.path("caption").asText(),
                json.path("filename").asText(),
                json.path("mimeType").asText(),
                json.path("size").asLong(),
                json.path("sha256").asText(),
                json.path("mediaId").asText(),
                json.path("link").asText(),
                json.path("json"),
                Instant.parse(json.path("receivedAt").asText()));
    }

    static ObjectNode status(String messageId, String status, StatusError error) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("line", "status");
        json.put("id", messageId).put("status", status);
        if (error != null) {
            json.put("code", error.code()).put("title", error.title()).put("details", error.details());
        }
        return json;
    }

    /** Reads the error of a status; null if it has none. */
    public static StatusError error(JsonNode json) {
        return json.has("code")
                ? new StatusError(
                        json.path("code").asInt(),
                        json.path("title").asText(),
                        json.path("details").asText())
                : null;
    }

    static ObjectNode forgotten(Collection<String> messageIds) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("line", "forgotten");
        messageIds.forEach(json.putArray("ids")::add);
        return json;
    }

    /** Reads what {@code forgotten} has written. */
    public static List<String> forgotten(JsonNode json) {
        List<String> ids = new ArrayList<>();
        json.path("ids").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    static ObjectNode customer(String chat, Customer customer) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("line", "customer")
                .put("chat", chat)
                .put("name", customer.name())
                .put("username", customer.username())
                .put("userId", customer.userId())
                .put("numberHidden", customer.isNumberHidden())
                .put("hash", customer.identityKeyHash());
    }

    /** Reads what {@code customer} has written. */
    public static Customer customer(JsonNode json) {
        return new Customer(
                json.path("name").asText(),
                json.path("username").asText(),
                json.path("userId").asText(),
                json.path("numberHidden").asBoolean(),
                json.path("hash").asText());
    }

    static ObjectNode moved(String chat, String number) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("line", "moved")
                .put("chat", chat)
                .put("number", number);
    }

    static ObjectNode name(String chat, String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("line", "name")
                .put("chat", chat)
                .put("name", name);
    }
}
