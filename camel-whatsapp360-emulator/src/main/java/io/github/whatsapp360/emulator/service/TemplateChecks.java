package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.StoredTemplate;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.media.MediaChecks;
import io.github.whatsapp360.emulator.media.StoredMedia;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The service's checks of template messages, once the emulator knows templates. Source: Meta, "Error codes". */
public final class TemplateChecks {

    private static final Set<String> FILES = Set.of("image", "video", "document");

    /** Formats of headers with exactly one parameter, which is of this type. Source: Meta, "Template components". */
    private static final Set<String> OBJECTS = Set.of("image", "video", "document", "location", "product");

    /** The codes with which messages are refused, by status; 0 for none. Of the others, there is no translation. */
    private static final Map<String, Integer> SENT = Map.of("APPROVED", 0, "PAUSED", 132015, "DISABLED", 132016);

    private TemplateChecks() {}

    static void check(JsonNode message, Account account, Function<String, Optional<StoredMedia>> mediaOfSender)
            throws ApiError.Refused {
        if (!account.hasTemplates()) {
            return;
        }
        String name = message.path("name").asText();
        String language = message.at("/language/code").asText();
        // Wording: recorded by users, e.g. "template name (hello) does not exist in en".
        StoredTemplate template = account.template(name, language)
                .filter(found -> SENT.containsKey(found.status()))
                .orElseThrow(() -> ApiError.meta(
                                404,
                                132001,
                                "Template name does not exist in the translation",
                                "template name (" + name + ") does not exist in " + language)
                        .refused());
        int code = SENT.get(template.status());
        if (code != 0) {
            String what = "Template is " + template.status().toLowerCase(Locale.ROOT);
            throw ApiError.meta(400, code, what, what + " because of its quality")
                    .refused();
        }
        count("body", template.placeholders("BODY"), parameters(message, "body").size());
        header(template, parameters(message, "header"), mediaOfSender);
    }

    private static void header(
            StoredTemplate template, JsonNode parameters, Function<String, Optional<StoredMedia>> mediaOfSender)
            throws ApiError.Refused {
        String format = template.headerFormat().toLowerCase(Locale.ROOT);
        if (!OBJECTS.contains(format)) {
            count("header", template.placeholders("HEADER"), parameters.size());
            return;
        }
        count("header", 1, parameters.size());
        String type = parameters.path(0).path("type").asText();
        if (!type.equals(format)) {
            throw ApiError.meta(
                            400,
                            132012,
                            "Parameter format does not match format in the created template",
                            "header: Format mismatch, expected " + template.headerFormat() + ", received "
                                    + (type.isEmpty() ? "UNKNOWN" : type.toUpperCase(Locale.ROOT)))
                    .refused();
        }
        if (FILES.contains(format)) {
            MediaChecks.requireFile(type, parameters.path(0).path(type), mediaOfSender);
        }
    }

    private static void count(String component, int expected, int count) throws ApiError.Refused {
        if (count != expected) {
            throw ApiError.meta(
                            400,
                            132000,
                            "Number of parameters does not match the expected number of params",
                            component + ": number of localizable_params (" + count
                                    + ") does not match the expected number of params (" + expected + ")")
                    .refused();
        }
    }

    private static JsonNode parameters(JsonNode message, String type) {
        for (JsonNode component : message.path("components")) {
            if (component.path("type").asText().equalsIgnoreCase(type)) {
                return component.path("parameters");
            }
        }
        return message.path("no components");
    }
}
