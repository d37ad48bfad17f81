package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.billing.BillJson;
import io.github.whatsapp360.emulator.media.FetchedLink;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.LinkFetch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Messages as the page gets them. */
public final class ChatJson {

    private ChatJson() {}

    /** Chats with their last messages: {@link #customer} with {@code "total", "typing": […], "messages": […]}. */
    public static ArrayNode chats(List<ChatSummary> chats) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (ChatSummary chat : chats) {
            all.addObject()
                    .<ObjectNode>setAll(customer(chat.number(), chat.customer()))
                    .put("total", chat.total())
                    .<ObjectNode>set("typing", chat.typing())
                    .set("messages", messages(chat.newest()));
        }
        return all;
    }

    /** {@code {"number", "name", "username", "userId", "numberHidden", "identityKeyHash"}}. */
    public static ObjectNode customer(String number, Customer customer) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("number", number)
                .put("name", customer.name())
                .put("username", customer.username())
                .put("userId", customer.userId())
                .put("numberHidden", customer.isNumberHidden())
                .put("identityKeyHash", customer.identityKeyHash());
    }

    /** A number of the business that types: {@code {"business", "now", "until"}}, times of the emulator's clock. */
    static ObjectNode typing(Account account, Instant until, Instant now) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("business", account.displayNumber())
                .put("now", now.toString())
                .put("until", until.toString());
    }

    public static ArrayNode messages(List<ChatEntry> entries) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        entries.forEach(entry -> all.add(message(entry)));
        return all;
    }

    /**
     * Returns the results of a message's links: {@code [{"link", "outcome", "reason", "mediaId", "mimeType", "size"}]}.
     */
    public static ArrayNode links(List<FetchedLink> results) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (FetchedLink result : results) {
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

    /** Reads what {@link #links} has written. */
    public static List<FetchedLink> links(JsonNode json) {
        List<FetchedLink> results = new ArrayList<>();
        for (JsonNode result : json) {
            LinkFetch fetch = new LinkFetch(
                    result.path("link").asText(),
                    LinkFetch.Outcome.valueOf(result.path("outcome").asText()),
                    result.path("mimeType").asText(),
                    result.path("size").asLong(),
                    result.path("sha256").asText(),
                    result.path("reason").asText());
            results.add(new FetchedLink(fetch, result.path("mediaId").asText()));
        }
        return results;
    }

    public static ObjectNode message(ChatEntry entry) {
        MessageContent content = entry.content();
        ChatMessage message = content.message();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", message.id()).put("seq", entry.seq()).put("chat", entry.chat());
        json.put("business", entry.account().displayNumber());
        json.put("direction", entry.isInbound() ? "in" : "out").put("to", message.to());
        json.put("from", entry.writer()).put("type", message.type());
        json.put("text", message.text()).put("caption", message.caption()).put("filename", message.filename());
        json.put("mimeType", message.mimeType()).put("size", message.size()).put("mediaId", message.mediaId());
        json.put("link", message.link()).put("receivedAt", message.receivedAt().toString());
        json.set("content", message.json().path(message.type()));
        json.set("view", content.view());
        json.put("status", entry.status());
        json.set("error", error(entry.error()));
        json.set("pricing", pricing(entry));
        String answered = message.json()
                .at("/context/message_id")
                .asText(message.json().at("/context/id").asText());
        ObjectNode context = json.putObject("context");
        if (!answered.isEmpty()) {
            context.put("id", answered);
        }
        for (String how : List.of("forwarded", "frequently_forwarded")) {
            if (message.json().at("/context/" + how).asBoolean()) {
                context.put(how, true);
            }
        }
        return json;
    }

    /** {@code {"messageId", "chat", "business", "direction", "status", "at", "error", "pricing"}}. */
    static ObjectNode status(ChatEntry entry, String status, StatusError error, Instant at) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("messageId", entry.message().id()).put("chat", entry.chat());
        json.put("business", entry.account().displayNumber());
        json.put("direction", entry.isInbound() ? "in" : "out");
        json.put("status", status).put("at", at.toString());
        json.set("error", error(error));
        json.set("pricing", pricing(entry));
        return json;
    }

    private static JsonNode pricing(ChatEntry entry) {
        return entry.pricing().<JsonNode>map(BillJson::pricing).orElse(JsonNodeFactory.instance.nullNode());
    }

    private static JsonNode error(StatusError error) {
        return error == null
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("code", error.code())
                        .put("title", error.title())
                        .put("details", error.details());
    }
}
