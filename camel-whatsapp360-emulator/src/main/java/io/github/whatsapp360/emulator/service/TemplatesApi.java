package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.StoredTemplate;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Templates on the older path. Source: docs.360dialog.com, "Template messages", and clients that use it; the wording of
 * refusals is UNCONFIRMED.
 */
public final class TemplatesApi {

    private static final String TEMPLATES = "/v1/configs/templates";
    private static final String NAMED = TEMPLATES + "/{name}";

    /** The path's name; empty if it is none of these. */
    static String route(String path) {
        if (path.equals(TEMPLATES)) {
            return path;
        }
        return path.matches(TEMPLATES + "/[^/]+") ? NAMED : "";
    }

    static List<String> methods(String route) {
        return route.equals(NAMED) ? List.of("DELETE") : List.of("GET", "POST");
    }

    Response answer(ApiCall call, EmulatorState state) throws IOException, ApiError.Refused {
        Account account = state.config().accounts().of(call.key());
        return switch (call.method()) {
            case "GET" -> list(account);
            case "POST" -> create(call, account, state);
            default -> delete(call.path().substring(TEMPLATES.length() + 1), account, state);
        };
    }

    private static Response list(Account account) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        List<StoredTemplate> all = account.templates();
        answer.put("count", all.size()).put("limit", 1000).put("offset", 0).put("total", all.size());
        ArrayNode templates = answer.putArray("waba_templates");
        all.forEach(template -> templates.add(json(template)));
        return Response.json(200, answer);
    }

    private static Response create(ApiCall call, Account account, EmulatorState state)
            throws IOException, ApiError.Refused {
        StoredTemplate template;
        try {
            template = StoredTemplate.of((ObjectNode) call.json());
        } catch (IllegalArgumentException e) {
            throw ApiError.gateway(400, e.getMessage()).refused();
        }
        if (account.template(template.name(), template.language()).isPresent()) {
            throw ApiError.gateway(409, "The template exists in this language already")
                    .refused();
        }
        return Response.json(201, json(state.templates().submit(account, template)));
    }

    private static Response delete(String name, Account account, EmulatorState state) throws ApiError.Refused {
        if (!state.templates().delete(account, name, "")) {
            throw ApiError.gateway(404, "There is no template with this name").refused();
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("meta")
                .put("developer_message", "template name=" + name + " was deleted")
                .put("http_code", 200)
                .put("success", true);
        return Response.json(200, answer);
    }

    private static ObjectNode json(StoredTemplate template) {
        return template.json().deepCopy().put("status", template.status().toLowerCase(Locale.ROOT));
    }
}
