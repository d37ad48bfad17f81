package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.model.StatusReports;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Values of settings as JSON, and back. */
public final class SettingsJson {

    private SettingsJson() {}

    static ObjectNode statuses(StatusReports how) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("report", how.isReported()).put("read", how.isRead());
        json.put("order", how.order().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("copies", how.copies()).put("delay", how.delay().toMillis());
        json.put("failCode", how.failCode()).put("failRate", how.failRate());
        ArrayNode numbers = json.putArray("failTo");
        how.failTo().forEach(numbers::add);
        return json;
    }

    /** Returns a copy with the settings that the JSON has. */
    static StatusReports statuses(StatusReports how, JsonNode json) {
        Set<String> failTo = new LinkedHashSet<>(json.has("failTo") ? Set.of() : how.failTo());
        json.path("failTo").forEach(number -> failTo.add(number.asText()));
        return new StatusReports(
                json.path("report").asBoolean(how.isReported()),
                json.path("read").asBoolean(how.isRead()),
                json.has("order") ? order(json.path("order").asText()) : how.order(),
                json.path("copies").asInt(how.copies()),
                json.has("delay") ? duration(json.path("delay")) : how.delay(),
                json.path("failCode").asInt(how.failCode()),
                json.path("failRate").asDouble(how.failRate()),
                failTo);
    }

    private static StatusReports.Order order(String name) {
        return switch (name) {
            case "in-order" -> StatusReports.Order.IN_ORDER;
            case "reversed" -> StatusReports.Order.REVERSED;
            case "shuffled" -> StatusReports.Order.SHUFFLED;
            default -> throw new IllegalArgumentException("order: in-order, reversed or shuffled");
        };
    }

    /** {@code "PT25H"}, or a number of milliseconds. */
    public static Duration duration(JsonNode json) {
        if (json.isNumber()) {
            return Duration.ofMillis(json.asLong());
        }
        try {
            return Duration.parse(json.asText());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("A duration is written as PT25H, or as a number of milliseconds", e);
        }
    }
}
