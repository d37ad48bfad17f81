package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Accounts;
import java.util.ArrayList;
import java.util.List;

/** Lines of the data folder about messages. Keys are secret, so it has their hashes. */
public final class ChatLines {

    private ChatLines() {}

    public static ObjectNode message(ChatEntry entry) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("line", "message");
        json.put("chat", entry.chat())
                .put("key", Accounts.hash(entry.account().key()))
                .put("inbound", entry.isInbound());
        json.setAll(entry.content().json());
        if (!entry.category().isEmpty()) {
            json.put("category", entry.category());
        }
        return json;
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

    static ObjectNode forgotten(List<ChatEntry> entries) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("line", "forgotten");
        ArrayNode ids = json.putArray("ids");
        entries.forEach(entry -> ids.add(entry.message().id()));
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
