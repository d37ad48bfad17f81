package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A text message.
 *
 * @param body the text, at most {@link Limit#TEXT} characters
 * @param previewUrl whether the first link in the text is shown with a preview
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
public record Text(String body, boolean previewUrl, Map<String, JsonNode> unknownFields) implements Content {

    public Text {
        unknownFields = JsonFields.copy(unknownFields);
    }

    /** A text without link preview. */
    public static Text of(String body) {
        return new Text(body, false, Map.of());
    }

    /** The same with a preview of the first link in it. */
    public Text withPreview() {
        return new Text(body, true, JsonFields.without(unknownFields, "preview_url"));
    }

    @Override
    public String type() {
        return ContentType.TEXT.word();
    }

    /** Without the text: contents do not belong into a log. */
    @Override
    public String toString() {
        return "Text[]";
    }
}
