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
 * @param caption shown below an image, video or document, at most {@link Limit#CAPTION} characters; may be empty
 * @param filename the name that the recipient of a document sees; may be empty
 * @param provider On-Premise only: the name of the stored credentials with which the service fetches the link; may be
 *     empty
 * @param voice whether an audio file (Ogg with Opus) is shown as a voice message
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
public record Media(
        MediaKind kind,
        String id,
        String link,
        String caption,
        String filename,
        String provider,
        boolean voice,
        Map<String, JsonNode> unknownFields)
        implements Content {

    public Media {
        unknownFields = JsonFields.copy(unknownFields);
    }

    /** A file that was uploaded before. */
    public static Media ofId(MediaKind kind, String id) {
        return new Media(kind, id, "", "", "", "", false, Map.of());
    }

    /** A file that is uploaded before the message is sent, see {@link #withId}. */
    public static Media ofFile(MediaKind kind) {
        return new Media(kind, "", "", "", "", "", false, Map.of());
    }

    /** A file that the service fetches itself. */
    public static Media ofLink(MediaKind kind, String link) {
        return new Media(kind, "", link, "", "", "", false, Map.of());
    }

    /** The same by the ID of an uploaded file, instead of another ID or a link. */
    public Media withId(String id) {
        return new Media(
                kind,
                id,
                "",
                caption,
                filename,
                provider,
                voice,
                JsonFields.without(JsonFields.without(unknownFields, "id"), "link"));
    }

    /** The same with a caption. */
    public Media withCaption(String caption) {
        return new Media(
                kind, id, link, caption, filename, provider, voice, JsonFields.without(unknownFields, "caption"));
    }

    /** The same with a file name. */
    public Media withFilename(String filename) {
        return new Media(
                kind, id, link, caption, filename, provider, voice, JsonFields.without(unknownFields, "filename"));
    }

    /** The same with a provider for its link (On-Premise). */
    public Media withProvider(String name) {
        return new Media(kind, id, link, caption, filename, name, voice, JsonFields.without(unknownFields, "provider"));
    }

    /** The same as a voice message; for audio in Ogg with Opus. */
    public Media asVoice() {
        return new Media(kind, id, link, caption, filename, provider, true, JsonFields.without(unknownFields, "voice"));
    }

    @Override
    public String type() {
        return kind.type();
    }

    /** Without caption and link: contents do not belong into a log. */
    @Override
    public String toString() {
        return "Media[" + type() + (id.isEmpty() ? "" : ", id=" + id) + "]";
    }
}
