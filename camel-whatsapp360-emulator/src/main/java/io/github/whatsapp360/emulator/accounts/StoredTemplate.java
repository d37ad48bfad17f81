package io.github.whatsapp360.emulator.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template of an account, with its status.
 *
 * @param json as it was created, with {@code id}, {@code status}, {@code rejected_reason} and {@code quality_score}
 */
public record StoredTemplate(ObjectNode json) {

    private static final String WARNING = " For your security, do not share this code.";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    /**
     * A template with a body only.
     *
     * @param body with placeholders as {@code {{1}}}
     */
    public static StoredTemplate of(String name, String language, String body) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name).put("language", language).put("category", "UTILITY");
        json.putArray("components").addObject().put("type", "BODY").put("text", body);
        return of(json);
    }

    /**
     * A template from the JSON that creates it.
     *
     * @throws IllegalArgumentException if it has no name, language or components
     */
    public static StoredTemplate of(ObjectNode json) {
        if (!json.path("name").asText().matches("[a-z0-9_]{1,512}")) {
            throw new IllegalArgumentException("A template's name has lower-case letters, digits and underscores");
        }
        if (!json.path("language").asText().matches("[A-Za-z_]{2,8}")
                || !json.path("components").isArray()) {
            throw new IllegalArgumentException("A template has a language and components");
        }
        ObjectNode stored = json.deepCopy();
        stored.put("status", json.path("status").asText("APPROVED").toUpperCase(Locale.ROOT));
        stored.put("rejected_reason", json.path("rejected_reason").asText("NONE"));
        if (json.path("category").asText().equalsIgnoreCase("authentication")) {
            stored.path("components").forEach(StoredTemplate::preset);
        }
        if (!stored.has("quality_score")) {
            stored.putObject("quality_score").put("score", "UNKNOWN");
        }
        return new StoredTemplate(stored);
    }

    StoredTemplate withId(String id) {
        return new StoredTemplate(json.deepCopy().put("id", id));
    }

    /** Adds the text that Meta gives to each template with a code. Source: Meta, "Authentication templates". */
    private static void preset(JsonNode component) {
        if (component instanceof ObjectNode json && !json.has("text")) {
            String type = json.path("type").asText().toUpperCase(Locale.ROOT);
            if (type.equals("BODY")) {
                boolean warns = json.path("add_security_recommendation").asBoolean();
                json.put("text", "*{{1}}* is your verification code." + (warns ? WARNING : ""));
            } else if (type.equals("FOOTER")
                    && json.path("code_expiration_minutes").isIntegralNumber()) {
                int minutes = json.path("code_expiration_minutes").asInt();
                json.put("text", "This code expires in " + minutes + " minute" + (minutes == 1 ? "." : "s."));
            }
        }
    }

    /** Returns the ID; empty before {@link Account#add}. */
    public String id() {
        return json.path("id").asText();
    }

    /** Returns {@code APPROVED}, {@code PENDING}, {@code REJECTED}, {@code PAUSED} or {@code DISABLED}. */
    public String status() {
        return json.path("status").asText();
    }

    /** Returns {@code GREEN}, {@code YELLOW}, {@code RED} or {@code UNKNOWN}. */
    public String quality() {
        return json.at("/quality_score/score").asText();
    }

    public StoredTemplate withStatus(String status, String reason) {
        ObjectNode copy = json.deepCopy().put("status", status);
        return new StoredTemplate(copy.put("rejected_reason", status.equals("REJECTED") ? reason : "NONE"));
    }

    public StoredTemplate withQuality(String score) {
        ObjectNode copy = json.deepCopy();
        copy.putObject("quality_score").put("score", score);
        return new StoredTemplate(copy);
    }

    public StoredTemplate withCategory(String category) {
        ObjectNode copy = json.deepCopy();
        return new StoredTemplate(
                copy.put("previous_category", json.path("category").asText()).put("category", category));
    }

    public String name() {
        return json.path("name").asText();
    }

    public String language() {
        return json.path("language").asText();
    }

    /** Returns the category in lower case, as statuses have it; empty if it was created without one. */
    public String category() {
        return json.path("category").asText().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the format of the header: {@code TEXT}, {@code IMAGE}, {@code VIDEO}, {@code DOCUMENT}, {@code LOCATION},
     * {@code PRODUCT}; empty for none.
     */
    public String headerFormat() {
        return component("HEADER").path("format").asText().toUpperCase(Locale.ROOT);
    }

    /** Returns the number of different placeholders in the text of a component. */
    public int placeholders(String type) {
        Set<String> names = new HashSet<>();
        Matcher matcher = PLACEHOLDER.matcher(component(type).path("text").asText());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names.size();
    }

    /**
     * Returns the text that the recipient reads, with the values of a message's components filled in; see
     * {@link FilledTemplate}.
     */
    public ObjectNode filled(JsonNode components) {
        return FilledTemplate.of(json.path("components"), components);
    }

    private JsonNode component(String type) {
        for (JsonNode component : json.path("components")) {
            if (component.path("type").asText().equalsIgnoreCase(type)) {
                return component;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }
}
