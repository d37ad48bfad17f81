package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.access.AllowedHosts;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.WebhookTarget;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The webhook's settings. Source: docs.360dialog.com, API reference, "Webhooks"; the wording of refusals is
 * UNCONFIRMED.
 */
public final class WebhookApi {

    public static final String WEBHOOK = "/v1/configs/webhook";
    static final String MULTI = "/multi_webhook";

    public static List<String> methods(String route) {
        return route.equals(MULTI) ? List.of("GET", "POST", "PUT", "PATCH", "DELETE") : List.of("GET", "POST");
    }

    public Response answer(ApiCall call, String route, EmulatorState state) throws IOException, ApiError.Refused {
        Account account = state.config().accounts().of(call.key());
        AllowedHosts allowed = state.config().webhooks();
        Response answer = route.equals(MULTI) ? multi(call, account, allowed) : webhook(call, account, allowed);
        if (!call.method().equals("GET")) {
            state.settings().changed();
        }
        return answer;
    }

    private static Response webhook(ApiCall call, Account account, AllowedHosts allowed)
            throws IOException, ApiError.Refused {
        if (call.method().equals("POST")) {
            account.webhook(target(call.json(), allowed));
        }
        Account.Webhook webhook = account.webhook();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (webhook == null) {
            json.put("url", "").putObject("headers"); // what the service answers then is UNCONFIRMED
        } else {
            json(json, webhook);
        }
        return Response.json(200, json);
    }

    private static Response multi(ApiCall call, Account account, AllowedHosts allowed)
            throws IOException, ApiError.Refused {
        if (call.method().equals("GET")) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("enabled", account.isMulti());
            ArrayNode destinations = json.putArray("destinations");
            account.copies().forEach((name, to) -> json(destinations.addObject().put("name", name), to));
            return Response.json(200, json);
        }
        JsonNode request = call.json();
        if (call.method().equals("POST")) {
            boolean enabled = request.path("enabled").asBoolean();
            if (enabled && account.isMulti()) {
                throw refused(409, "Multi-webhook is already enabled");
            }
            account.multi(enabled);
        } else if (!account.isMulti()) {
            throw refused(409, "Multi-webhook is not enabled");
        }
        switch (call.method()) {
            case "PATCH" -> change(request, account, allowed);
            case "DELETE" -> {
                if (!account.removeCopy(request.path("name").asText())) {
                    throw refused(404, "No destination has this name");
                }
            }
            default -> append(request.path("destinations"), account, allowed);
        }
        ObjectNode done = JsonNodeFactory.instance.objectNode().put("message", "Operation started successfully");
        return Response.json(200, done);
    }

    private static void append(JsonNode destinations, Account account, AllowedHosts allowed) throws ApiError.Refused {
        Map<String, Account.Webhook> all = new LinkedHashMap<>();
        for (JsonNode destination : destinations) {
            String name = destination.path("name").asText();
            if (name.isEmpty() || all.containsKey(name) || account.copies().containsKey(name)) {
                throw refused(400, "A destination needs a name of its own");
            }
            all.put(name, target(destination, allowed));
        }
        if (account.copies().size() + all.size() > Account.MAX_COPIES) {
            throw refused(400, "There may be " + Account.MAX_COPIES + " destinations");
        }
        all.forEach(account::copy);
    }

    private static void change(JsonNode request, Account account, AllowedHosts allowed) throws ApiError.Refused {
        String name = request.path("name").asText();
        Account.Webhook before = account.copies().get(name);
        if (before == null) {
            throw refused(404, "No destination has this name");
        }
        ObjectNode merged = json(JsonNodeFactory.instance.objectNode(), before);
        merged.setAll((ObjectNode) request);
        account.copy(name, target(merged, allowed));
    }

    private static Account.Webhook target(JsonNode json, AllowedHosts allowed) throws ApiError.Refused {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> header : json.path("headers").properties()) {
            headers.put(header.getKey(), header.getValue().asText());
        }
        try {
            return WebhookTarget.of(json.path("url").asText(), headers, allowed);
        } catch (IllegalArgumentException e) {
            throw refused(400, e.getMessage());
        }
    }

    private static ObjectNode json(ObjectNode json, Account.Webhook webhook) {
        json.put("url", webhook.url().toString());
        ObjectNode headers = json.putObject("headers");
        webhook.headers().forEach(headers::put);
        return json;
    }

    /** The form of 360dialog's API reference: {@code utils.ErrorResp}. */
    private static ApiError.Refused refused(int status, String message) {
        return new ApiError(status, JsonNodeFactory.instance.objectNode().put("error", message)).refused();
    }

    /** Returns whether this path is one of the webhook's. */
    static boolean has(String path) {
        return path.equals(WEBHOOK) || path.equals(MULTI);
    }
}
