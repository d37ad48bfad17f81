package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.StoredTemplate;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Templates in Meta's form, which 360dialog passes through. Sources: 360dialog's API reference, "Templates"; Meta,
 * "Message templates". Subcodes and texts of refusals are those that clients report.
 */
final class MessageTemplatesApi {

    static final String ALL = "/message_templates";
    static final String ONE = ALL + "/{id}";

    private static final int PAGE = 25;
    private static final int MAX_PAGE = 1_000;
    private static final int LANGUAGE_EXISTS = 2388024;
    private static final int FIELD_MISSING = 2388043;
    private static final int NOT_FOUND = 2593002;

    /** The fields that are answered without {@code fields}. */
    private static final Set<String> DEFAULT_FIELDS =
            Set.of("id", "name", "language", "status", "category", "parameter_format", "components");

    /** Returns the route of a path; empty if it is none of these. */
    static String route(String path) {
        return path.equals(ALL) ? ALL : path.matches(ALL + "/\\d{1,32}") ? ONE : "";
    }

    static List<String> methods(String route) {
        return route.equals(ONE) ? List.of("GET") : List.of("GET", "POST", "DELETE");
    }

    Response answer(ApiCall call, String route, EmulatorState state) throws IOException, ApiError.Refused {
        Account account = state.config().accounts().of(call.key());
        if (route.equals(ONE)) {
            return one(call, account);
        }
        return switch (call.method()) {
            case "GET" -> list(call, account);
            case "POST" -> create(call, account, state);
            default -> delete(call, account, state);
        };
    }

    private static Response one(ApiCall call, Account account) throws ApiError.Refused {
        String id = call.path().substring(ALL.length() + 1);
        StoredTemplate template = account.template(id)
                .orElseThrow(() -> ApiError.unknownObject("get", id).refused());
        return Response.json(200, json(template, call));
    }

    private static Response list(ApiCall call, Account account) {
        List<StoredTemplate> all = account.templates();
        String limit = call.query("limit");
        int most = limit.matches("[1-9]\\d{0,3}") ? Math.min(Integer.parseInt(limit), MAX_PAGE) : PAGE;
        int from = Math.min(position(call.query("after")), all.size());
        int to = Math.min(from + most, all.size());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode data = answer.putArray("data");
        all.subList(from, to).forEach(template -> data.add(json(template, call)));
        if (from < to) {
            ObjectNode paging = answer.putObject("paging");
            paging.putObject("cursors").put("before", cursor(from)).put("after", cursor(to));
            if (to < all.size()) {
                paging.put(
                        "next",
                        "https://graph.facebook.com/v23.0/102290129340398/message_templates?after=" + cursor(to));
            }
        }
        return Response.json(200, answer);
    }

    private static String cursor(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("position " + position).getBytes(StandardCharsets.US_ASCII));
    }

    private static int position(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            return text.matches("position \\d{1,6}") ? Integer.parseInt(text.substring(9)) : 0;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    private static ObjectNode json(StoredTemplate template, ApiCall call) {
        String fields = call.query("fields");
        ObjectNode json = template.json().deepCopy();
        if (!json.has("parameter_format")) {
            json.put("parameter_format", "POSITIONAL");
        }
        Set<String> wanted = new HashSet<>(List.of(fields.split(",")));
        wanted.add("id");
        return json.retain(fields.isEmpty() ? DEFAULT_FIELDS : wanted);
    }

    private static Response create(ApiCall call, Account account, EmulatorState state)
            throws IOException, ApiError.Refused {
        ObjectNode submitted = (ObjectNode) call.json();
        submitted.remove(List.of("id", "status", "rejected_reason", "quality_score"));
        requireSamples(submitted);
        StoredTemplate template;
        try {
            template = StoredTemplate.of(submitted);
        } catch (IllegalArgumentException e) {
            throw ApiError.parameter(e.getMessage()).refused();
        }
        if (!Set.of("utility", "marketing", "authentication").contains(template.category())) {
            throw ApiError.parameter("Param category must be one of {AUTHENTICATION, MARKETING, UTILITY}")
                    .refused();
        }
        if (account.template(template.name(), template.language()).isPresent()) {
            throw ApiError.explained(
                            100,
                            LANGUAGE_EXISTS,
                            "Content in This Language Already Exists",
                            "There is already " + template.language() + " content for this template. You can create a "
                                    + "new template and try again.")
                    .refused();
        }
        StoredTemplate added = state.templates().submit(account, template);
        return Response.json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", added.id())
                        .put("status", added.status())
                        .put("category", added.category().toUpperCase(Locale.ROOT)));
    }

    /** Refuses a file in the header, and placeholders in the body, without samples for the review. */
    private static void requireSamples(JsonNode template) throws ApiError.Refused {
        for (JsonNode component : template.path("components")) {
            String type = component.path("type").asText().toUpperCase(Locale.ROOT);
            boolean isFile = Set.of("IMAGE", "VIDEO", "DOCUMENT")
                    .contains(component.path("format").asText().toUpperCase(Locale.ROOT));
            boolean hasGaps = component.path("text").asText().contains("{{") && !type.equals("BUTTONS");
            boolean hasSample = isFile
                    ? component.at("/example/header_handle/0").isTextual()
                    : !component.path("example").isEmpty();
            if ((isFile || hasGaps) && !hasSample) {
                throw ApiError.explained(
                                100,
                                FIELD_MISSING,
                                "Message template \"components\" param is missing expected field(s)",
                                "component of type " + type + " is missing expected field(s) (example)")
                        .refused();
            }
        }
    }

    private static Response delete(ApiCall call, Account account, EmulatorState state) throws ApiError.Refused {
        String id = call.query("hsm_id");
        String name = call.query("name");
        if (id.isEmpty() && name.isEmpty()) {
            throw ApiError.parameter("The parameter name is required.").refused();
        }
        Optional<StoredTemplate> one = account.template(id);
        boolean isFitting =
                one.isPresent() && (name.isEmpty() || one.get().name().equals(name));
        boolean isDone = id.isEmpty()
                ? state.templates().delete(account, name, "")
                : isFitting
                        && state.templates()
                                .delete(account, one.get().name(), one.get().language());
        if (!isDone) {
            throw ApiError.explained(
                            100,
                            NOT_FOUND,
                            "Message Template Not Found",
                            "The message template that you want to delete was not found")
                    .refused();
        }
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("success", true));
    }
}
