package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages as the page gets them. */
final class ChatJson {

    private ChatJson() {}

    /** All messages by recipient: {@code [{"number", "messages": […]}]}. */
    static ArrayNode chats(List<ChatMessage> messages) {
        Map<String, ArrayNode> chats = new LinkedHashMap<>();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (ChatMessage message : messages) {
            chats.computeIfAbsent(
                            message.to(),
                            number -> all.addObject().put("number", number).putArray("messages"))
                    .add(message(message));
        }
        return all;
    }

    /** What came of a message's links: {@code [{"link", "outcome", "reason", "mediaId", "mimeType", "size"}]}. */
    static ArrayNode links(List<Links.Result> results) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Links.Result result : results) {
            LinkFetch fetch = result.fetch();
            all.addObject()
                    .put("link", fetch.link())
                    .put("outcome", fetch.outcome().name())
                    .put("reason", fetch.reason())
                    .put("mediaId", result.mediaId())
                    .put("mimeType", fetch.mimeType())
                    .put("size", fetch.size());
        }
        return all;
    }

    static ObjectNode message(ChatMessage message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", message.id()).put("to", message.to()).put("type", message.type());
        json.put("text", message.text()).put("caption", message.caption()).put("filename", message.filename());
        json.put("mimeType", message.mimeType()).put("size", message.size()).put("mediaId", message.mediaId());
        json.put("link", message.link()).put("receivedAt", message.receivedAt().toString());
        json.set("content", message.json().path(message.type()));
        return json;
    }
}
