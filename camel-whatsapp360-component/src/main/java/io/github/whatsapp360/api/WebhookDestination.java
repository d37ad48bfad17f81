package io.github.whatsapp360.api;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A webhook of a number, as the service has it: a view of its JSON. Source: docs.360dialog.com, API reference,
 * "Webhooks".
 *
 * @param json the complete JSON; must not be changed. It may contain secrets
 */
public record WebhookDestination(JsonNode json) {

    public WebhookDestination {
        Objects.requireNonNull(json, "json");
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /** Returns the name of an additional webhook; empty for the main one. */
    public String name() {
        return JsonTexts.first(json, "name");
    }

    /** Returns the address. */
    public String url() {
        return JsonTexts.first(json, "url");
    }

    /** Returns the HTTP headers that the service sends with each webhook. Their values may be secrets. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    /** Returns a text without the address and the headers, which may contain secrets. */
    @Override
    public String toString() {
        return "WebhookDestination[" + name() + "]";
    }
}
