package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.media.MediaChecks;
import io.github.whatsapp360.emulator.media.StoredMedia;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The service's checks of messages with reply buttons, lists, URL buttons and flows. Other kinds are accepted as they
 * are.
 *
 * <p>Limits: Meta, "Interactive reply buttons messages", "Interactive list messages", "Interactive call-to-action URL
 * button messages" and "Interactive flow messages". Code and wording of the body, the number of buttons, their titles
 * and the rows: recorded by users, e.g. digiteinfotech/kairon's tests. The wording of the other limits is our own.
 */
final class InteractiveChecks {

    /** Meta's page on lists says 4096, but a body of 1,731 characters was refused with this limit in October 2026. */
    private static final int MAX_BODY = 1024;

    private static final int MAX_HEADER_OR_FOOTER = 60;
    private static final int MAX_BUTTONS = 3;
    private static final int MAX_BUTTON_ID = 256;
    private static final int MAX_BUTTON_TITLE = 20;
    private static final int MAX_ROWS = 10;
    private static final int MAX_ROW_ID = 200;
    private static final int MAX_SECTION_OR_ROW_TITLE = 24;
    private static final int MAX_ROW_DESCRIPTION = 72;

    private InteractiveChecks() {}

    static void check(JsonNode content, Function<String, Optional<StoredMedia>> mediaOfSender) throws ApiError.Refused {
        String kind = content.path("type").asText();
        if (kind.isEmpty()) {
            throw ApiError.parameter("The parameter interactive['type'] is required.")
                    .refused();
        }
        if (!Set.of("button", "list", "cta_url", "flow").contains(kind)) {
            return;
        }
        if (!content.at("/body/text").isTextual()) {
            throw ApiError.parameter("The parameter interactive['body']['text'] is required.")
                    .refused();
        }
        length(content.at("/body/text"), "Body text", 1, MAX_BODY);
        header(content.path("header"), mediaOfSender);
        length(content.at("/footer/text"), "Footer text", 0, MAX_HEADER_OR_FOOTER);
        JsonNode action = content.path("action");
        switch (kind) {
            case "button" -> buttons(action.path("buttons"));
            case "list" -> list(action);
            case "flow" -> flow(action.path("parameters"));
            default -> length(action.at("/parameters/display_text"), "Button title", 1, MAX_BUTTON_TITLE);
        }
    }

    private static void header(JsonNode header, Function<String, Optional<StoredMedia>> mediaOfSender)
            throws ApiError.Refused {
        String type = header.path("type").asText();
        if (type.equals("text")) {
            length(header.path("text"), "Header text", 1, MAX_HEADER_OR_FOOTER);
        } else if (Set.of("image", "video", "document").contains(type)) {
            MediaChecks.requireFile(type, header.path(type), mediaOfSender);
        }
    }

    private static void buttons(JsonNode buttons) throws ApiError.Refused {
        if (buttons.isEmpty() || buttons.size() > MAX_BUTTONS) {
            throw ApiError.invalid("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: " + MAX_BUTTONS)
                    .refused();
        }
        List<String> ids = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (JsonNode button : buttons) {
            JsonNode reply = button.path("reply");
            length(reply.path("title"), "Button title", 1, MAX_BUTTON_TITLE);
            length(reply.path("id"), "Button id", 1, MAX_BUTTON_ID);
            ids.add(reply.path("id").asText());
            titles.add(reply.path("title").asText());
        }
        distinct(ids, "Button id");
        distinct(titles, "Button title");
    }

    private static void list(JsonNode action) throws ApiError.Refused {
        length(action.path("button"), "Button title", 1, MAX_BUTTON_TITLE);
        JsonNode sections = action.path("sections");
        List<String> ids = new ArrayList<>();
        for (JsonNode section : sections) {
            atMost(section.path("title"), "Section title", MAX_SECTION_OR_ROW_TITLE);
            if (sections.size() > 1 && section.path("title").asText().isBlank()) {
                throw ApiError.invalid("Section title is required if there are several sections")
                        .refused();
            }
            for (JsonNode row : section.path("rows")) {
                length(row.path("id"), "Row id", 1, MAX_ROW_ID);
                length(row.path("title"), "Row title", 1, Integer.MAX_VALUE);
                atMost(row.path("title"), "Row title", MAX_SECTION_OR_ROW_TITLE);
                atMost(row.path("description"), "Row description", MAX_ROW_DESCRIPTION);
                ids.add(row.path("id").asText());
            }
        }
        if (ids.isEmpty()) {
            throw ApiError.invalid("A list needs at least one row").refused();
        }
        if (ids.size() > MAX_ROWS) {
            throw ApiError.invalid("Total row count exceed max allowed count: " + MAX_ROWS)
                    .refused();
        }
        distinct(ids, "Row id");
    }

    private static void flow(JsonNode parameters) throws ApiError.Refused {
        for (String name : List.of("flow_message_version", "flow_cta")) {
            if (parameters.path(name).asText().isBlank()) {
                throw ApiError.missing("Parameter '" + name + "' is required").refused();
            }
        }
        if (parameters.hasNonNull("flow_id") == parameters.hasNonNull("flow_name")) {
            throw ApiError.invalid("Exactly one of flow_id and flow_name is needed")
                    .refused();
        }
    }

    private static void length(JsonNode text, String name, int min, int max) throws ApiError.Refused {
        int length = characters(text);
        if (length < min || length > max) {
            throw ApiError.invalid(name + " length invalid. Min length: " + min
                            + (max == Integer.MAX_VALUE ? "" : ", Max length: " + max))
                    .refused();
        }
    }

    private static void atMost(JsonNode text, String name, int max) throws ApiError.Refused {
        if (characters(text) > max) {
            throw ApiError.invalid(name + " is too long. Max length is " + max).refused();
        }
    }

    private static int characters(JsonNode text) {
        String value = text.asText();
        return value.codePointCount(0, value.length());
    }

    private static void distinct(List<String> values, String name) throws ApiError.Refused {
        if (new HashSet<>(values).size() < values.size()) {
            throw ApiError.invalid(name + " must be unique").refused();
        }
    }
}
