package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.media.MediaKind;
import java.util.Map;
import java.util.Objects;

/**
 * An image, video, audio, sticker or document: an uploaded file (media ID), or a file that the service fetches (link).
 *
 * @param kind the kind of file
 * @param id the media ID of an uploaded file; empty if there is a link
 * @param link an HTTP or HTTPS address that the service can reach; empty if there is a media ID
 * @param caption the text below an image, video or document, at most {@link Limit#CAPTION} characters; may be empty
 * @param filename the name that the recipient of a document sees; may be empty
 * @param provider On-Premise only: the name of the stored credentials with which the service fetches the link; may be
 *     empty
 * @param voice true to show an audio file (Ogg with Opus) as a voice message
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
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(caption, "caption");
        Objects.requireNonNull(filename, "filename");
        Objects.requireNonNull(provider, "provider");
        unknownFields = JsonFields.copy(unknownFields, "unknownFields");
    }

    /** Creates a message with an uploaded file. */
    public static Media ofId(MediaKind kind, String id) {
        return new Media(kind, id, "", "", "", "", false, Map.of());
    }

    /** Creates a message with a file that is not uploaded yet, see {@link #withId}. */
    public static Media ofFile(MediaKind kind) {
        return new Media(kind, "", "", "", "", "", false, Map.of());
    }

    /** Creates a message with a file that the service fetches. */
    public static Media ofLink(MediaKind kind, String link) {
        return new Media(kind, "", link, "", "", "", false, Map.of());
    }

    /** Returns a copy with the media ID of an uploaded file, which replaces another ID or a link. */
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

    /** Returns a copy with this caption. */
    public Media withCaption(String caption) {
        return new Media(
                kind, id, link, caption, filename, provider, voice, JsonFields.without(unknownFields, "caption"));
    }

    /** Returns a copy with this file name. */
    public Media withFilename(String filename) {
        return new Media(
                kind, id, link, caption, filename, provider, voice, JsonFields.without(unknownFields, "filename"));
    }

    /** Returns a copy with this provider for its link (On-Premise). */
    public Media withProvider(String provider) {
        return new Media(
                kind, id, link, caption, filename, provider, voice, JsonFields.without(unknownFields, "provider"));
    }

    /** Returns a copy as a voice message; for audio in Ogg with Opus. */
    public Media asVoice() {
        return new Media(kind, id, link, caption, filename, provider, true, JsonFields.without(unknownFields, "voice"));
    }

    @Override
    public String type() {
        return kind.type();
    }

    /** Returns a text without caption and link, because contents must not be logged. */
    @Override
    public String toString() {
        return "Media[" + type() + (id.isEmpty() ? "" : ", id=" + id) + "]";
    }
}
