package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;

/**
 * A reaction: an emoji on a message of the recipient.
 *
 * @param messageId the ID of the message, {@code wamid.…}
 * @param emoji a single emoji; empty to remove an earlier reaction
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
public record Reaction(String messageId, String emoji, Map<String, JsonNode> unknownFields) implements Content {

    public Reaction {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(emoji, "emoji");
        unknownFields = JsonFields.copy(unknownFields, "unknownFields");
    }

    /** Creates a reaction to a message. */
    public static Reaction of(String messageId, String emoji) {
        return new Reaction(messageId, emoji, Map.of());
    }

    /** Creates a message that removes the reaction from a message. */
    public static Reaction removed(String messageId) {
        return of(messageId, "");
    }

    @Override
    public String type() {
        return ContentType.REACTION.word();
    }

    /** Returns a text without the emoji, because contents must not be logged. */
    @Override
    public String toString() {
        return "Reaction[messageId=" + messageId + "]";
    }
}
