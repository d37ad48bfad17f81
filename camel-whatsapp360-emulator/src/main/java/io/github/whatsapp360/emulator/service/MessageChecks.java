package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.media.MediaChecks;
import io.github.whatsapp360.emulator.media.StoredMedia;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The service's checks of a message before it is accepted. Limits: Meta, "Send messages", by type. */
public final class MessageChecks {

    /**
     * The types of Meta's own refusal, recorded by users. Meta's examples write them in lower case. It is not known
     * whether the service also takes upper case, so that is refused.
     */
    private static final List<String> TYPES = List.of(
            "AUDIO",
            "CONTACTS",
            "DOCUMENT",
            "GIF",
            "IMAGE",
            "INTERACTIVE",
            "LINK_PREVIEW",
            "LOCATION",
            "PIN",
            "REACTION",
            "STICKER",
            "TEMPLATE",
            "TEXT",
            "VIDEO");

    private static final Set<String> WITHOUT_CAPTION = Set.of("audio", "sticker");

    private static final int MAX_BODY = 4096;
    private static final int MAX_CAPTION = 1024;
    private static final int MAX_CALLBACK_DATA = 512;

    private MessageChecks() {}

    /**
     * Checks a message.
     *
     * @return the uploaded file that it names; null if it names none
     */
    static StoredMedia check(JsonNode request, Function<String, Optional<StoredMedia>> mediaOfSender)
            throws ApiError.Refused {
        String type = required(request, "type");
        if (!TYPES.contains(type.toUpperCase(Locale.ROOT)) || !type.equals(type.toLowerCase(Locale.ROOT))) {
            throw ApiError.parameter(
                            "Param type must be one of {" + String.join(", ", TYPES) + "} - got \"" + type + "\".")
                    .refused();
        }
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
        switch (type) {
            case "interactive" -> InteractiveChecks.check(content, mediaOfSender);
            case "location" -> {
                requireValue(content, "latitude");
                requireValue(content, "longitude");
            }
            case "reaction" -> required(content, "message_id");
            case "contacts" -> {
                if (content.isEmpty()
                        || content.findValuesAsText("formatted_name").size() < content.size()) {
                    throw ApiError.missing("Each contact needs name.formatted_name")
                            .refused();
                }
            }
            default -> {
                // other types have no more rules here
            }
        }
        return MediaChecks.FILES.contains(type) ? file(type, content, mediaOfSender) : null;
    }

    private static void requireValue(JsonNode parent, String name) throws ApiError.Refused {
        if (parent.path(name).asText().isBlank()) {
            throw ApiError.missing("Parameter '" + name + "' is required").refused();
        }
    }

    static String required(JsonNode parent, String name) throws ApiError.Refused {
        JsonNode value = parent.path(name);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw ApiError.missing("Parameter '" + name + "' is required").refused();
        }
        return value.asText();
    }

    private static StoredMedia file(
            String type, JsonNode content, Function<String, Optional<StoredMedia>> mediaOfSender)
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
        return MediaChecks.requireFile(type, content, mediaOfSender);
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
