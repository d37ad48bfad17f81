package io.github.whatsapp360.emulator.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template with the values of a message filled in, as its recipient reads it. Source: Meta, "Templates", components.
 * A gap for which the message has no value stays as it is.
 */
public final class FilledTemplate {

    /** The last millisecond of the year 9999; a later time is a mistake. */
    private static final long LAST = 253_402_300_799_999L;

    private static final Pattern GAP = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    private FilledTemplate() {}

    /**
     * Fills a template: {@code {"header", "body", "footer", "buttons": [{"type", "text", "payload", "url"}]}}, texts
     * that it does not have empty. Where it has them, there are {@code phone}, {@code code} or {@code flow} of a
     * button, {@code offer}, {@code cards}, each filled as a template is, and {@code callPermission}.
     *
     * @param components of the template
     * @param values the components of the message
     */
    static ObjectNode of(JsonNode components, JsonNode values) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        for (String type : List.of("header", "body", "footer")) {
            String text = component(components, type).path("text").asText();
            filled.put(type, text(text, component(values, type).path("parameters")));
        }
        filled.set("buttons", buttons(component(components, "buttons").path("buttons"), values));
        JsonNode cards = component(components, "carousel").path("cards");
        if (!cards.isEmpty()) {
            filled.set("cards", cards(cards, component(values, "carousel").path("cards")));
        }
        JsonNode offer = component(components, "limited_time_offer").path("limited_time_offer");
        if (offer.isObject()) {
            filled.set("offer", offer(offer, component(values, "limited_time_offer")));
        }
        if (!component(components, "call_permission_request").isMissingNode()) {
            filled.put("callPermission", true);
        }
        return filled;
    }

    /** Source: Meta, "Limited-time offer templates": the expiration is shown only if the template has one. */
    private static ObjectNode offer(JsonNode offer, JsonNode values) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        filled.put("text", offer.path("text").asText());
        long expires =
                values.at("/parameters/0/limited_time_offer/expiration_time_ms").asLong();
        if (offer.path("has_expiration").asBoolean() && expires > 0 && expires <= LAST) {
            filled.put("expires", Instant.ofEpochMilli(expires).toString());
        }
        return filled;
    }

    private static ArrayNode cards(JsonNode cards, JsonNode values) {
        ArrayNode filled = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < cards.size(); i++) {
            JsonNode own = numbered(values, "card_index", i);
            filled.add(of(cards.path(i).path("components"), own.path("components")));
        }
        return filled;
    }

    private static ArrayNode buttons(JsonNode buttons, JsonNode values) {
        ArrayNode filled = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < buttons.size(); i++) {
            filled.add(button(buttons.path(i), numbered(values, "index", i).path("parameters")));
        }
        return filled;
    }

    private static ObjectNode button(JsonNode button, JsonNode parameters) {
        JsonNode first = parameters.path(0);
        String text = button.path("text").asText();
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        String type = isCode(button) ? "OTP" : button.path("type").asText();
        filled.put("type", type).put("text", text);
        filled.put("payload", first.path("payload").asText(text));
        filled.put("url", text(button.path("url").asText(), parameters));
        switch (type.toLowerCase(Locale.ROOT)) {
            case "phone_number" ->
                filled.put("phone", button.path("phone_number").asText());
            case "copy_code" -> filled.put("code", first.path("coupon_code").asText());
            case "otp" ->
                filled.put("text", text.isEmpty() ? "Copy code" : text)
                        .put("code", first.path("text").asText());
            case "flow" -> filled.set("flow", flow(button, first.path("action")));
            default -> {} // the others have no more to show
        }
        return filled;
    }

    /** The service lists a button for a code as one with this address. Source: Meta, "Authentication templates". */
    private static boolean isCode(JsonNode button) {
        return button.path("url").asText().startsWith("https://www.whatsapp.com/otp/code/");
    }

    /** Source: Meta, "Flows as templates": the first screen is the template's, its data and the token the message's. */
    private static ObjectNode flow(JsonNode button, JsonNode action) {
        ObjectNode flow = JsonNodeFactory.instance.objectNode();
        flow.put("action", button.path("flow_action").asText("navigate"));
        flow.put("screen", button.path("navigate_screen").asText());
        flow.put("token", action.path("flow_token").asText("unused"));
        if (action.path("flow_action_data") instanceof ObjectNode data) {
            flow.set("data", data);
        }
        return flow;
    }

    private static String text(String text, JsonNode parameters) {
        return GAP.matcher(text).replaceAll(gap -> Matcher.quoteReplacement(value(gap, parameters)));
    }

    private static String value(MatchResult gap, JsonNode parameters) {
        String name = gap.group(1);
        if (name.matches("\\d{1,4}")) {
            return value(parameters.path(Integer.parseInt(name) - 1), gap.group());
        }
        for (JsonNode parameter : parameters) {
            if (parameter.path("parameter_name").asText().equals(name)) {
                return value(parameter, gap.group());
            }
        }
        return gap.group();
    }

    /** Returns the text of a parameter. Currencies and dates come with a text for where they cannot be localized. */
    private static String value(JsonNode parameter, String otherwise) {
        JsonNode fallback = parameter.path(parameter.path("type").asText()).path("fallback_value");
        return fallback.asText(parameter.path("text").asText(otherwise));
    }

    private static JsonNode component(JsonNode components, String type) {
        for (JsonNode component : components) {
            if (component.path("type").asText().equalsIgnoreCase(type)) {
                return component;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    /** The one with this number, which is a number or a text. */
    private static JsonNode numbered(JsonNode all, String name, int number) {
        for (JsonNode one : all) {
            if (one.path(name).asText().equals(Integer.toString(number))) {
                return one;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }
}
