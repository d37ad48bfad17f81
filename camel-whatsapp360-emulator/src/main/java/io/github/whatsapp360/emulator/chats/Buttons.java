package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.model.ChatMessage;

/**
 * The message that a customer sends by tapping a button or a row. Source: Meta, "Webhooks", interactive messages
 * reference.
 */
public final class Buttons {

    private Buttons() {}

    /**
     * The answer to a message by the button or the list's row with this title; {@code template} is the filled one, or
     * missing.
     */
    public static ObjectNode tap(ChatMessage message, JsonNode template, String title) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("context").put("id", message.id());
        JsonNode action = message.json().at("/interactive/action");
        for (JsonNode button : action.path("buttons")) {
            if (button.at("/reply/title").asText().equals(title)) {
                return reply(answer, "button_reply", button.path("reply"));
            }
        }
        for (JsonNode section : action.path("sections")) {
            for (JsonNode row : section.path("rows")) {
                if (row.path("title").asText().equals(title)) {
                    return reply(answer, "list_reply", row);
                }
            }
        }
        JsonNode button = quickReply(template, title);
        if (!button.isMissingNode()) {
            answer.put("type", "button")
                    .putObject("button")
                    .put("payload", button.path("payload").asText())
                    .put("text", title);
            return answer;
        }
        throw new IllegalArgumentException("The message has no button or row with the title " + title);
    }

    /** Returns the first quick reply with this title, of a template or of one of its cards. */
    private static JsonNode quickReply(JsonNode template, String title) {
        for (JsonNode button : template.path("buttons")) {
            if (button.path("type").asText().equalsIgnoreCase("quick_reply")
                    && button.path("text").asText().equals(title)) {
                return button;
            }
        }
        for (JsonNode card : template.path("cards")) {
            JsonNode button = quickReply(card, title);
            if (!button.isMissingNode()) {
                return button;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    private static ObjectNode reply(ObjectNode answer, String type, JsonNode from) {
        ObjectNode interactive = answer.put("type", "interactive").putObject("interactive");
        ObjectNode reply = interactive.put("type", type).putObject(type);
        reply.put("id", from.path("id").asText())
                .put("title", from.path("title").asText());
        if (from.hasNonNull("description")) {
            reply.set("description", from.get("description"));
        }
        return answer;
    }
}
