package io.github.whatsapp360.emulator.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.http.ApiError;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Rules for the files of messages: by ID or link, and of a type that fits the message. */
public final class MediaChecks {

    /** Types of messages, and objects within them, that are files. */
    public static final Set<String> FILES = Set.of("image", "audio", "video", "document", "sticker");

    private MediaChecks() {}

    /** The uploaded file that an object of this type names; null if it has a link. */
    public static StoredMedia requireFile(
            String type, JsonNode content, Function<String, Optional<StoredMedia>> mediaOfSender)
            throws ApiError.Refused {
        // 360dialog, "Media messages": either id or link is required, but not both at the same time.
        if (content.hasNonNull("id") == content.hasNonNull("link")) {
            throw ApiError.invalid("Exactly one of id and link is needed in '" + type + "'")
                    .refused();
        }
        if (content.hasNonNull("link")) {
            if (!content.path("link").asText().matches("https?://[^\\s/]+\\S*")) {
                throw ApiError.parameter("Param " + type + "['link'] is not a valid URI.")
                        .refused();
            }
            return null;
        }
        String id = content.path("id").asText();
        // Wording: github.com/n8n-io/n8n, WhatsApp node, and clients that match on it.
        StoredMedia media = mediaOfSender.apply(id).orElseThrow(() -> ApiError.parameter(
                        "Param " + type + "['id'] is not a valid whatsapp business account media attachment ID")
                .refused());
        requireFit(type, media.mimeType());
        return media;
    }

    /** Requires that a file fits its message; a document may be any file that could be uploaded. */
    static void requireFit(String type, String mimeType) throws ApiError.Refused {
        if (!type.equals("document") && !type.equals(MediaTypes.kind(mimeType))) {
            throw unsupported(type, mimeType);
        }
    }

    static ApiError.Refused unsupported(String type, String mimeType) {
        String kind = Character.toUpperCase(type.charAt(0)) + type.substring(1);
        return ApiError.media("Unsupported " + kind + " mime type " + mimeType + ". Please use one of "
                        + String.join(", ", MediaTypes.ofKind(type)) + ".")
                .refused();
    }
}
