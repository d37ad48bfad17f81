package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.media.MediaKind;
import java.util.Map;

/**
 * An image, video, audio, sticker or document: either uploaded before (ID), or fetched by the service (link).
 *
 * @param kind which of the five
 * @param id of an uploaded file; empty when there is a link
 * @param link an HTTP or HTTPS address that the service can reach; empty when there is an ID
 * @param caption shown below an image, video or document, at most {@value MessageRules#MAX_CAPTION} characters; may be empty
 * @param filename the name that the recipient of a document sees; may be empty
 * @param more fields of the API that this record does not know, kept as they came
 */
public record Media(MediaKind kind, String id, String link, String caption, String filename, Map<String, JsonNode> more)
        implements Content {

    public Media {
        more = Map.copyOf(more);
    }

    /** A file that was uploaded before. */
    public static Media ofId(MediaKind kind, String id) {
        return new Media(kind, id, "", "", "", Map.of());
    }

    /** A file that the service fetches itself. */
    public static Media ofLink(MediaKind kind, String link) {
        return new Media(kind, "", link, "", "", Map.of());
    }

    /** The same with a caption. */
    public Media withCaption(String caption) {
        return new Media(kind, id, link, caption, filename, more);
    }

    /** The same with a file name. */
    public Media withFilename(String filename) {
        return new Media(kind, id, link, caption, filename, more);
    }

    @Override
    public String type() {
        return kind.type();
    }
}
