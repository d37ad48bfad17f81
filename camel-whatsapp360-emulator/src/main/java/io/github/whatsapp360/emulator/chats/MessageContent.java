package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.util.PackedJson;
import java.time.Instant;

/**
 * The parts of a message that never change.
 *
 * @param view the form that {@link MessageView} shows
 */
public record MessageContent(ChatMessage message, ObjectNode view) {

    /** Returns the fields of the message and the view, without those that are empty. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", message.id()).put("to", message.to()).put("type", message.type());
        put(json, "text", message.text());
        put(json, "caption", message.caption());
        put(json, "filename", message.filename());
        put(json, "mimeType", message.mimeType());
        if (message.size() != 0) {
            json.put("size", message.size());
        }
        put(json, "sha256", message.sha256());
        put(json, "mediaId", message.mediaId());
        put(json, "link", message.link());
        json.put("receivedAt", message.receivedAt().toString()).set("json", message.json());
        if (!view.isEmpty()) {
            json.set("view", view);
        }
        return json;
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    /** Reads what {@code json} has written. */
    public static MessageContent of(JsonNode json) {
        ChatMessage message = new ChatMessage(
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
        boolean viewed = json.path("view") instanceof ObjectNode;
        return new MessageContent(
                message, viewed ? (ObjectNode) json.path("view") : JsonNodeFactory.instance.objectNode());
    }

    byte[] pack() {
        return PackedJson.pack(json());
    }

    static MessageContent of(byte[] packed) {
        return of(PackedJson.unpack(packed, JsonNode.class));
    }
}
