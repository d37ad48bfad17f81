package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A text message.
 *
 * @param body the text, at most {@value MessageRules#MAX_TEXT} characters
 * @param previewUrl whether the first link in the text is shown with a preview
 * @param more fields of the API that this record does not know, kept as they came
 */
public record Text(String body, boolean previewUrl, Map<String, JsonNode> more) implements Content {

    public Text {
        more = Map.copyOf(more);
    }

    /** A text without link preview. */
    public static Text of(String body) {
        return new Text(body, false, Map.of());
    }

    @Override
    public String type() {
        return "text";
    }
}
