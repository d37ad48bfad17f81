package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.emulator.model.RecordedPart;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.webhooks.DeliveryJson;
import io.github.whatsapp360.emulator.webhooks.LoggedDelivery;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Requests and deliveries as entries of a state file, without what may be secret. */
final class LogLines {

    /** The number of requests and of deliveries in a file: as many as the page lists. */
    static final int MOST = 5_000;

    private static final Pattern SECRET_HEADER = Pattern.compile("auth|cookie|key|secret|token|password");

    /** Requests and answers with addresses of webhooks, their headers, or keys. */
    private static final Pattern SECRET_PATH = Pattern.compile("webhook|encryption|/users/");

    private LogLines() {}

    static ObjectNode request(LoggedRequest line) {
        ObjectNode json = RequestJson.details(line).put("line", "request");
        if (json.path("headers") instanceof ObjectNode headers) {
            headers.properties().stream()
                    .filter(header -> SECRET_HEADER.matcher(header.getKey()).find())
                    .forEach(header -> header.setValue(TextNode.valueOf(DeliveryJson.MASK)));
        }
        if (SECRET_PATH.matcher(json.path("path").asText()).find()) {
            for (String field : List.of("query", "body", "answer")) {
                json.put(field, json.path(field).asText().isEmpty() ? "" : DeliveryJson.MASK);
            }
        }
        return json;
    }

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if a field is missing or wrong
     */
    static LoggedRequest request(JsonNode json) {
        String query = json.path("query").asText();
        List<RecordedPart> parts = new ArrayList<>();
        for (JsonNode part : json.path("parts")) {
            parts.add(new RecordedPart(
                    part.path("headers").asText(),
                    part.path("name").asText(),
                    part.path("value").asText(),
                    part.path("filename").asText(),
                    part.path("contentType").asText(),
                    part.path("size").asLong(),
                    part.path("sha256").asText()));
        }
        RecordedRequest request = new RecordedRequest(
                json.path("method").asText(),
                json.path("path").asText() + (query.isEmpty() ? "" : "?" + query),
                texts(json.path("headers")),
                json.path("body").asText(),
                json.path("bytes").asLong(),
                List.copyOf(parts),
                json.path("status").asInt());
        return new LoggedRequest(
                id(json),
                Instant.parse(json.path("at").asText()).toString(),
                duration(json).toNanos(),
                request,
                json.path("answer").asText(),
                json.path("answerType").asText(),
                json.path("code").asInt(),
                json.path("fault").asText(),
                json.path("chat").asText());
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new TreeMap<>();
        json.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static long id(JsonNode json) {
        if (!json.path("id").canConvertToLong() || json.path("id").asLong() < 1) {
            throw new IllegalArgumentException("a request or delivery has a number");
        }
        return json.path("id").asLong();
    }

    private static Duration duration(JsonNode json) {
        return Duration.ofNanos(Math.round(json.path("millis").asDouble() * 1e6));
    }

    static ObjectNode delivery(LoggedDelivery line) {
        ObjectNode json = DeliveryJson.details(line).put("line", "delivery");
        return json.put("url", withoutPath(line.attempt().url()));
    }

    /** Leaves out the path, the query and the user, which may be secret. */
    private static String withoutPath(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority().replaceFirst(".*@", "") + "/" + DeliveryJson.MASK;
    }

    /**
     * Reads a delivery.
     *
     * @throws IllegalArgumentException if a field is missing or wrong
     */
    static LoggedDelivery delivery(JsonNode json) {
        WebhookDelivery attempt = new WebhookDelivery(
                json.path("what").asText(),
                json.path("messageId").asText(),
                URI.create(json.path("url").asText()),
                json.path("attempt").asInt(),
                json.path("status").asInt(),
                duration(json),
                Instant.parse(json.path("at").asText()),
                WebhookDelivery.Outcome.valueOf(
                        json.path("outcome").asText().toUpperCase(Locale.ROOT).replace(' ', '_')));
        return LoggedDelivery.restored(
                id(json),
                attempt,
                json.path("chat").asText(),
                texts(json.path("headers")),
                json.path("body").asText(),
                json.path("error").asText());
    }
}
