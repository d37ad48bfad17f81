package io.github.whatsapp360.emulator.onpremise;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.media.MediaChecks;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.media.StoredMedia;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The On-Premise API's checks of a message. The codes of refusals are UNCONFIRMED but for the text's. */
record OnPremiseChecks(Function<String, Optional<StoredMedia>> mediaOfSender) {

    private static final Set<String> WITHOUT_CAPTION = Set.of("audio", "sticker");
    private static final int MAX_BODY = 4096;

    /**
     * Checks a message.
     *
     * @return the uploaded file that it names; null if it names none
     */
    StoredMedia check(JsonNode request) throws ApiError.Refused {
        // 360dialog, "Messaging": messaging_product is for the Cloud API only.
        if (request.has("messaging_product")) {
            throw OnPremiseError.unexpected("messaging_product");
        }
        recipient(request);
        String type = required(request, "type");
        JsonNode content = request.path(type);
        if (!content.isObject() && !content.isArray()) {
            throw OnPremiseError.missing(type);
        }
        if (type.equals("text")) {
            String body = required(content, "body");
            if (body.codePointCount(0, body.length()) > MAX_BODY) {
                throw OnPremiseError.tooLong("Message length exceeds " + MAX_BODY + " characters");
            }
        }
        return MediaChecks.FILES.contains(type) ? file(type, content) : null;
    }

    /** Returns the chat that a message is for: a number's digits, or a group's ID. */
    static String recipient(JsonNode request) throws ApiError.Refused {
        String to = required(request, "to");
        return switch (request.path("recipient_type").asText("individual")) {
            case "individual" -> {
                String digits = digits(to);
                if (digits.isEmpty()) {
                    throw OnPremiseError.user();
                }
                yield digits;
            }
            case "group" -> to;
            default -> throw OnPremiseError.recipientType();
        };
    }

    /** A phone number's digits; empty if it is none. */
    static String digits(String number) {
        String digits = RecipientNumber.normalized(number);
        return RecipientNumber.problem(digits).isEmpty() ? digits : "";
    }

    private StoredMedia file(String type, JsonNode content) throws ApiError.Refused {
        if (content.has("caption") && WITHOUT_CAPTION.contains(type)) {
            throw OnPremiseError.unexpected("caption");
        }
        if (content.has("filename") && !type.equals("document")) {
            throw OnPremiseError.unexpected("filename");
        }
        if (content.has("id") == content.has("link")) {
            throw OnPremiseError.invalid("Exactly one of id and link is needed in '" + type + "'");
        }
        if (content.has("link")) {
            if (!content.path("link").asText().matches("https?://[^\\s/]+\\S*")) {
                throw OnPremiseError.invalid("Parameter 'link' is not a URI");
            }
            if (content.has("provider")) {
                required(content.path("provider"), "name");
            }
            return null;
        }
        if (content.has("provider")) {
            throw OnPremiseError.unexpected("provider");
        }
        StoredMedia media = mediaOfSender.apply(content.path("id").asText()).orElseThrow(OnPremiseError::notFound);
        if (!type.equals("document") && !type.equals(MediaTypes.kind(media.mimeType()))) {
            throw OnPremiseError.invalid("A file of type " + media.mimeType() + " cannot be sent as " + type);
        }
        return media;
    }

    private static String required(JsonNode parent, String name) throws ApiError.Refused {
        JsonNode value = parent.path(name);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw OnPremiseError.missing(name);
        }
        return value.asText();
    }
}
