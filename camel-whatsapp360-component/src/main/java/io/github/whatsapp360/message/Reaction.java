package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * An emoji on a message of the recipient.
 *
 * @param messageId the message reacted to, {@code wamid.…}
 * @param emoji a single emoji; empty to take an earlier one away
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
public record Reaction(String messageId, String emoji, Map<String, JsonNode> unknownFields) implements Content {

    public Reaction {
        unknownFields = JsonFields.copy(unknownFields);
    }

    /** Puts an emoji on a message. */
    public static Reaction of(String messageId, String emoji) {
        return new Reaction(messageId, emoji, Map.of());
    }

    /** Takes the emoji away again. */
    public static Reaction removed(String messageId) {
        return of(messageId, "");
    }

    @Override
    public String type() {
        return ContentType.REACTION.word();
    }

    /** Without the emoji: contents do not belong into a log. */
    @Override
    public String toString() {
        return "Reaction[messageId=" + messageId + "]";
    }
}
