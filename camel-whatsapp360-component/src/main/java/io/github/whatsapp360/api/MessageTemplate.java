package io.github.whatsapp360.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A message template at the service: a view of its JSON, which keeps all fields. Sources: 360dialog's API reference,
 * "Templates"; Meta, "Template components" and "Message templates".
 *
 * @param json the complete JSON of the template; must not be changed
 */
public record MessageTemplate(JsonNode json) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageTemplate {
        Objects.requireNonNull(json, "json");
    }

    /**
     * Creates a template to submit to the service.
     *
     * @param name lower-case letters, digits and underscores, at most 512 characters
     * @param language the language code, such as {@code en_US}
     * @param category {@code UTILITY}, {@code MARKETING} or {@code AUTHENTICATION}
     * @param components its parts, at least a body
     */
    public static MessageTemplate of(String name, String language, String category, Component... components) {
        ObjectNode json = NODES.objectNode();
        json.put("name", Objects.requireNonNull(name, "name"));
        json.put("language", Objects.requireNonNull(language, "language"));
        json.put("category", Objects.requireNonNull(category, "category"));
        ArrayNode list = json.putArray("components");
        for (Component component : Objects.requireNonNull(components, "components")) {
            list.add(component.json());
        }
        return new MessageTemplate(json);
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /** Returns the ID of the template in its language; empty if it was not submitted yet. */
    public String id() {
        return JsonTexts.first(json, "id");
    }

    /** Returns the name. The template may have several languages under the same name. */
    public String name() {
        return JsonTexts.first(json, "name");
    }

    /** Returns the language code, such as {@code en_US}. */
    public String language() {
        return JsonTexts.first(json, "language");
    }

    /** Returns the category in upper case, such as {@code UTILITY}; empty if not given. */
    public String category() {
        return upper("category");
    }

    /**
     * Returns the status in upper case: {@code APPROVED}, {@code PENDING}, {@code REJECTED}, {@code PAUSED},
     * {@code DISABLED}, {@code IN_APPEAL} or another one; empty if not given.
     */
    public String status() {
        return upper("status");
    }

    /** Returns whether messages with this template can be sent now. */
    public boolean isApproved() {
        return status().equals("APPROVED");
    }

    /** Returns the reason of a rejection, such as {@code INVALID_FORMAT}; empty if there is none. */
    public String rejectedReason() {
        String reason = upper("rejected_reason");
        return reason.equals("NONE") ? "" : reason;
    }

    /** Returns the quality: {@code GREEN}, {@code YELLOW}, {@code RED} or {@code UNKNOWN}; empty if not given. */
    public String quality() {
        return JsonTexts.first(json.path("quality_score"), "score").toUpperCase(Locale.ROOT);
    }

    /** Returns whether its placeholders have names instead of numbers. */
    public boolean hasNamedPlaceholders() {
        return upper("parameter_format").equals("NAMED");
    }

    /** Returns the parts of the template. */
    public List<Component> components() {
        return Component.list(json.path("components"));
    }

    /** Returns a copy with this field, in the API's form, such as {@code parameter_format}. */
    public MessageTemplate with(String field, JsonNode value) {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(value, "value");
        ObjectNode copy = json instanceof ObjectNode object ? object.deepCopy() : NODES.objectNode();
        copy.set(field, value);
        return new MessageTemplate(copy);
    }

    /** Returns a copy without the samples for the review, which no message needs. */
    public MessageTemplate withoutSamples() {
        JsonNode copy = json.deepCopy();
        copy.findParents("example").forEach(parent -> ((ObjectNode) parent).remove("example"));
        return new MessageTemplate(copy);
    }

    private String upper(String field) {
        return JsonTexts.first(json, field).toUpperCase(Locale.ROOT);
    }

    /** Returns a text with the names of the fields only, because contents must not be logged. */
    @Override
    public String toString() {
        return "MessageTemplate"
                + json.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Set<String> placeholders(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /**
     * A part of a template: its header, body, footer, buttons, carousel or another one; a view of its JSON.
     *
     * @param json the complete JSON of the part; must not be changed
     */
    public record Component(JsonNode json) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Component {
            Objects.requireNonNull(json, "json");
        }

        /** Creates a header with a text, and with a sample for its placeholder if it has one. */
        public static Component header(String text, String... samples) {
            ObjectNode json = part("HEADER").put("format", "TEXT").put("text", Objects.requireNonNull(text, "text"));
            if (Objects.requireNonNull(samples, "samples").length > 0) {
                texts(json.putObject("example").putArray("header_text"), samples);
            }
            return new Component(json);
        }

        /**
         * Creates a header with a file.
         *
         * @param format {@code IMAGE}, {@code VIDEO} or {@code DOCUMENT}
         * @param handle the handle of a sample file, which the operation {@code uploadSample} returns
         */
        public static Component mediaHeader(String format, String handle) {
            ObjectNode json = part("HEADER").put("format", Objects.requireNonNull(format, "format"));
            json.putObject("example").putArray("header_handle").add(Objects.requireNonNull(handle, "handle"));
            return new Component(json);
        }

        /**
         * Creates a body.
         *
         * @param text at most 1,024 characters, with placeholders such as <code>{{1}}</code>
         * @param samples one sample for each numbered placeholder
         */
        public static Component body(String text, String... samples) {
            ObjectNode json = part("BODY").put("text", Objects.requireNonNull(text, "text"));
            if (Objects.requireNonNull(samples, "samples").length > 0) {
                texts(json.putObject("example").putArray("body_text").addArray(), samples);
            }
            return new Component(json);
        }

        /** Creates a footer of at most 60 characters. */
        public static Component footer(String text) {
            return new Component(part("FOOTER").put("text", Objects.requireNonNull(text, "text")));
        }

        /** Creates the buttons of a template, at most ten. */
        public static Component buttons(Button... buttons) {
            ObjectNode json = part("BUTTONS");
            ArrayNode list = json.putArray("buttons");
            for (Button button : Objects.requireNonNull(buttons, "buttons")) {
                list.add(button.json());
            }
            return new Component(json);
        }

        private static ObjectNode part(String type) {
            return NODES.objectNode().put("type", type);
        }

        private static void texts(ArrayNode list, String... texts) {
            for (String text : texts) {
                list.add(text);
            }
        }

        private static List<Component> list(JsonNode json) {
            return json.isArray()
                    ? StreamSupport.stream(json.spliterator(), false)
                            .map(Component::new)
                            .toList()
                    : List.of();
        }

        @Override
        @JsonValue
        public JsonNode json() {
            return json;
        }

        /** Returns the type in upper case: {@code HEADER}, {@code BODY}, {@code BUTTONS} and so on. */
        public String type() {
            return JsonTexts.first(json, "type").toUpperCase(Locale.ROOT);
        }

        /**
         * Returns the format of a header in upper case: {@code TEXT}, {@code IMAGE}, {@code VIDEO}, {@code DOCUMENT},
         * {@code LOCATION} or another one; empty for other parts.
         */
        public String format() {
            return JsonTexts.first(json, "format").toUpperCase(Locale.ROOT);
        }

        /** Returns the text; empty if it has none. */
        public String text() {
            return JsonTexts.first(json, "text");
        }

        /** Returns the names or numbers of the different placeholders in the text, in their order. */
        public List<String> placeholders() {
            return List.copyOf(MessageTemplate.placeholders(text()));
        }

        /** Returns whether this is a limited-time offer whose end each message sets. */
        public boolean hasExpiration() {
            return json.path("limited_time_offer").path("has_expiration").asBoolean();
        }

        /** Returns the buttons; none for other parts. */
        public List<Button> buttons() {
            List<Button> buttons = new ArrayList<>();
            json.path("buttons").forEach(button -> buttons.add(new Button(button)));
            return List.copyOf(buttons);
        }

        /** Returns the components of each card of a carousel; none for other parts. */
        public List<List<Component>> cards() {
            List<List<Component>> cards = new ArrayList<>();
            json.path("cards").forEach(card -> cards.add(list(card.path("components"))));
            return List.copyOf(cards);
        }

        @Override
        public String toString() {
            return "Component[" + type() + "]";
        }
    }

    /**
     * A button of a template: a view of its JSON.
     *
     * @param json the complete JSON of the button; must not be changed
     */
    public record Button(JsonNode json) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Button {
            Objects.requireNonNull(json, "json");
        }

        /** Creates a button with which the user answers. */
        public static Button quickReply(String text) {
            return new Button(button("QUICK_REPLY").put("text", Objects.requireNonNull(text, "text")));
        }

        /**
         * Creates a button that opens an address.
         *
         * @param url the address; at its end it may have the placeholder <code>{{1}}</code>
         * @param samples the whole address with a sample if it has the placeholder
         */
        public static Button url(String text, String url, String... samples) {
            ObjectNode json = button("URL")
                    .put("text", Objects.requireNonNull(text, "text"))
                    .put("url", Objects.requireNonNull(url, "url"));
            if (Objects.requireNonNull(samples, "samples").length > 0) {
                Component.texts(json.putArray("example"), samples);
            }
            return new Button(json);
        }

        /** Creates a button that calls a phone number. */
        public static Button phoneNumber(String text, String number) {
            return new Button(button("PHONE_NUMBER")
                    .put("text", Objects.requireNonNull(text, "text"))
                    .put("phone_number", Objects.requireNonNull(number, "number")));
        }

        /**
         * Creates a button that copies a coupon code, which each message sets.
         *
         * @param sample a sample of the code
         */
        public static Button copyCode(String sample) {
            return new Button(button("COPY_CODE").put("example", Objects.requireNonNull(sample, "sample")));
        }

        private static ObjectNode button(String type) {
            return NODES.objectNode().put("type", type);
        }

        @Override
        @JsonValue
        public JsonNode json() {
            return json;
        }

        /** Returns the type in upper case: {@code QUICK_REPLY}, {@code URL}, {@code COPY_CODE} and so on. */
        public String type() {
            return JsonTexts.first(json, "type").toUpperCase(Locale.ROOT);
        }

        /** Returns the text on the button; empty if not given. */
        public String text() {
            return JsonTexts.first(json, "text");
        }

        /** Returns the address that the button opens; empty for other buttons. */
        public String url() {
            return JsonTexts.first(json, "url");
        }

        /** Returns the names or numbers of the placeholders in the address. */
        public List<String> placeholders() {
            return List.copyOf(MessageTemplate.placeholders(url()));
        }

        @Override
        public String toString() {
            return "Button[" + type() + "]";
        }
    }
}
