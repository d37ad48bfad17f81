package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the service checks before it accepts a message. Limits: Meta, "Send messages", by type. */
final class MessageRules {

    /** Types of messages, and objects within them, that are files. */
    static final Set<String> FILES = Set.of("image", "audio", "video", "document", "sticker");

    private static final Set<String> WITHOUT_CAPTION = Set.of("audio", "sticker");

    private static final int MAX_BODY = 4096;
    private static final int MAX_CAPTION = 1024;
    private static final int MAX_CALLBACK_DATA = 512;

    private MessageRules() {}

    /**
     * Checks a message.
     *
     * @return the uploaded file that it names; null if it names none
     */
    static MediaStore.Media check(JsonNode request, Function<String, Optional<MediaStore.Media>> mediaOfSender)
            throws ApiError.Refused {
        String type = required(request, "type");
        requireLength(request, "biz_opaque_callback_data", "biz_opaque_callback_data", MAX_CALLBACK_DATA);
        JsonNode content = request.path(type);
        if (!content.isObject() && !content.isArray()) {
            throw ApiError.missing("Parameter '" + type + "' is required for messages of this type")
                    .refused();
        }
        if (type.equals("text")) {
            if (content.path("body").asText().isEmpty()) {
                throw ApiError.parameter("The parameter text['body'] is required.")
                        .refused();
            }
            requireLength(content, "body", "text['body']", MAX_BODY);
        }
        return FILES.contains(type) ? file(type, content, mediaOfSender) : null;
    }

    static String required(JsonNode parent, String name) throws ApiError.Refused {
        JsonNode value = parent.path(name);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw ApiError.missing("Parameter '" + name + "' is required").refused();
        }
        return value.asText();
    }

    private static MediaStore.Media file(
            String type, JsonNode content, Function<String, Optional<MediaStore.Media>> mediaOfSender)
            throws ApiError.Refused {
        if (content.hasNonNull("caption") && WITHOUT_CAPTION.contains(type)) {
            throw ApiError.parameter("Unexpected key \"caption\" on param \"" + type + "\".")
                    .refused();
        }
        if (content.hasNonNull("filename") && !type.equals("document")) {
            throw ApiError.parameter("Unexpected key \"filename\" on param \"" + type + "\".")
                    .refused();
        }
        requireLength(content, "caption", type + "['caption']", MAX_CAPTION);
        return requireFile(type, content, mediaOfSender);
    }

    /** The uploaded file that an object of this type names; null if it has a link. */
    static MediaStore.Media requireFile(
            String type, JsonNode content, Function<String, Optional<MediaStore.Media>> mediaOfSender)
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
        MediaStore.Media media = mediaOfSender.apply(id).orElseThrow(() -> ApiError.parameter(
                        "Param " + type + "['id'] is not a valid whatsapp business account media attachment ID")
                .refused());
        requireFit(type, media.mimeType());
        return media;
    }

    /** As a document, any file that could be uploaded may go. */
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

    /** Wording: recorded by Azure's SDK tests, "NotificationMessagesClient". */
    private static void requireLength(JsonNode parent, String name, String path, int limit) throws ApiError.Refused {
        String value = parent.path(name).asText();
        if (value.codePointCount(0, value.length()) > limit) {
            throw ApiError.parameter("Param " + path + " must be at most " + limit + " characters long.")
                    .refused();
        }
    }
}
