package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** The service's validation of a message. */
final class MessageCheck {

    private static final Set<String> MEDIA = Set.of("image", "video", "audio", "document", "sticker");
    private static final int MAX_TEXT = 4096;
    private static final int MAX_CAPTION = 1024;

    private MessageCheck() {}

    /** Refuses what the service refuses; the forms are those of Meta's table of error codes. */
    static void check(JsonNode message, MediaStore media) throws ApiError.Refused {
        if (!message.isObject()) {
            throw refused(100, "Invalid parameter", "The body must be a JSON object");
        }
        if (!message.path("messaging_product").asText().equals("whatsapp")) {
            throw refused(100, "Invalid parameter", "The parameter messaging_product is required.");
        }
        String to = message.path("to").asText();
        if (to.isBlank()) {
            throw refused(131008, "Required parameter is missing", "Parameter 'to' is mandatory");
        }
        if (!digits(to).matches("[1-9][0-9]{4,14}")) {
            throw refused(131009, "Parameter value is not valid", "Parameter 'to' is not a valid phone number");
        }
        String type = message.path("type").asText("text");
        JsonNode content = message.path(type);
        if (content.isMissingNode() || content.isNull()) {
            throw refused(
                    131008,
                    "Required parameter is missing",
                    "Parameter '" + type + "' is mandatory for type '" + type + "'");
        }
        if (type.equals("text")) {
            length(content, "body", MAX_TEXT, true);
        } else if (MEDIA.contains(type)) {
            checkMedia(type, content, media);
        }
    }

    static String digits(String number) {
        return number.replaceAll("[+\\s().-]", "");
    }

    private static void checkMedia(String type, JsonNode content, MediaStore media) throws ApiError.Refused {
        boolean id = content.hasNonNull("id");
        if (id == content.hasNonNull("link")) {
            throw refused(
                    131009,
                    "Parameter value is not valid",
                    "Exactly one of 'id' and 'link' is required for type '" + type + "'");
        }
        if (id) {
            String mediaId = content.path("id").asText();
            Optional<MediaStore.Media> found = media.get(mediaId);
            if (found.isEmpty()) {
                String message =
                        "Param " + type + "['id'] is not a valid whatsapp business account media attachment ID";
                throw refused(100, message, message);
            }
            String kind = MediaTypes.kind(found.get().mimeType());
            if (!type.equals("document") && !type.equals(kind)) {
                throw refused(
                        131009,
                        "Parameter value is not valid",
                        "The media is of type " + found.get().mimeType());
            }
        } else if (!content.path("link").asText().matches("(?i)https?://[^/]+.*")) {
            throw refused(131009, "Parameter value is not valid", "Parameter 'link' must be an HTTP or HTTPS URL");
        }
        if (content.hasNonNull("caption") && (type.equals("audio") || type.equals("sticker"))) {
            throw refused(100, "Invalid parameter", "Unexpected key \"caption\" on param \"" + type + "\".");
        }
        length(content, "caption", MAX_CAPTION, false);
    }

    private static void length(JsonNode content, String field, int max, boolean required) throws ApiError.Refused {
        String value = content.path(field).asText();
        if (required && value.isEmpty()) {
            throw refused(100, "Invalid parameter", "The parameter text['" + field + "'] is required.");
        }
        if (value.codePointCount(0, value.length()) > max) {
            throw refused(100, "Invalid parameter", "Param " + field + " must be at most " + max + " characters long.");
        }
    }

    private static ApiError.Refused refused(int code, String message, String details) {
        return new ApiError.Refused(ApiError.meta(400, code, message, details));
    }
}
