package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;

/**
 * A text message.
 *
 * @param body the text, at most {@link Limit#TEXT} characters
 * @param previewUrl true to show a preview of the first link in the text
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
public record Text(String body, boolean previewUrl, Map<String, JsonNode> unknownFields) implements Content {

    public Text {
        Objects.requireNonNull(body, "body");
        unknownFields = JsonFields.copy(unknownFields, "unknownFields");
    }

    /** Creates a text message without a link preview. */
    public static Text of(String body) {
        return new Text(body, false, Map.of());
    }

    /** Returns a copy with a preview of the first link. */
    public Text withPreview() {
        return new Text(body, true, JsonFields.without(unknownFields, "preview_url"));
    }

    @Override
    public String type() {
        return ContentType.TEXT.word();
    }

    /** Returns a text without the body, because contents must not be logged. */
    @Override
    public String toString() {
        return "Text[]";
    }
}
