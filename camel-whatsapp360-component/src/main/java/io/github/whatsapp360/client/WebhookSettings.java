package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.WebhookDestination;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The webhook settings of a number. Sources: docs.360dialog.com, API reference, "Webhooks"; "Set multiple webhooks for
 * Phone Number".
 */
final class WebhookSettings {

    private static final String MAIN = "/v1/configs/webhook";
    private static final String MULTI = "/multi_webhook";

    private final Http http;
    private final ObjectMapper mapper;

    WebhookSettings(Http http, ObjectMapper mapper) {
        this.http = http;
        this.mapper = mapper;
    }

    /** Sets the number's webhook. */
    void set(URI url, Map<String, String> headers) {
        call("POST", MAIN, destination(url, headers));
    }

    /** Adds a webhook to the number, or changes the webhook with this name. */
    void add(String name, URI url, Map<String, String> headers) {
        JsonNode now = http.call("GET", MULTI, null, "", Optional::of);
        ObjectNode destination = destination(url, headers).put("name", name);
        if (!now.path("enabled").asBoolean()) {
            call("POST", MULTI, with(destination).put("enabled", true));
        } else if (now.path("destinations").findValuesAsText("name").contains(name)) {
            call("PATCH", MULTI, destination);
        } else {
            call("PUT", MULTI, with(destination));
        }
    }

    /** Returns the number's webhook, if one is set, and its additional webhooks, if they are enabled. */
    List<WebhookDestination> all() {
        List<WebhookDestination> all = new ArrayList<>();
        JsonNode main = http.call("GET", MAIN, null, "", Optional::of);
        if (!main.path("url").asText("").isEmpty()) {
            all.add(new WebhookDestination(main));
        }
        JsonNode multi = http.call("GET", MULTI, null, "", Optional::of);
        if (multi.path("enabled").asBoolean()) {
            multi.path("destinations").forEach(destination -> all.add(new WebhookDestination(destination)));
        }
        return List.copyOf(all);
    }

    private void call(String method, String path, ObjectNode json) {
        http.call(method, path, JsonBody.of(json, mapper), "", Optional::of);
    }

    private ObjectNode destination(URI url, Map<String, String> headers) {
        ObjectNode json = mapper.createObjectNode().put("url", url.toString());
        ObjectNode sent = json.putObject("headers");
        headers.forEach(sent::put);
        return json;
    }

    private ObjectNode with(ObjectNode destination) {
        ObjectNode json = mapper.createObjectNode();
        json.putArray("destinations").add(destination);
        return json;
    }
}
