package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A template message, whose text WhatsApp has approved before. Only a template message can start a conversation. The
 * message contains the template's name and the parameters for its placeholders.
 *
 * @param name the name of the approved template, at most {@link Limit#TEMPLATE_NAME} characters
 * @param language the language code, e.g. {@code en_US}
 * @param components the parameters of its parts
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
public record Template(String name, String language, List<Component> components, Map<String, JsonNode> unknownFields)
        implements Content {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public Template {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(language, "language");
        components = Required.list(components, "components");
        unknownFields = JsonFields.copy(unknownFields, "unknownFields");
    }

    /** Creates a template message without parameters. */
    public static Template of(String name, String language) {
        return new Template(name, language, List.of(), Map.of());
    }

    /**
     * Creates a template message with a one-time password, for its text and its button (copy code, one-tap or
     * zero-tap).
     *
     * @param code the password
     */
    public static Template authentication(String name, String language, String code) {
        Objects.requireNonNull(code, "code");
        return of(name, language).withBody(code).with(Component.urlButton(0, code));
    }

    /** Returns a copy with an additional component. */
    public Template with(Component component) {
        Objects.requireNonNull(component, "component");
        return new Template(
                name,
                language,
                Stream.concat(components.stream(), Stream.of(component)).toList(),
                JsonFields.without(unknownFields, "components"));
    }

    /** Returns a copy with a text for the placeholder in the header. */
    public Template withHeader(String text) {
        return withHeader(Parameter.text(text));
    }

    /** Returns a copy with an image, a video or a document as header. The file name of a document is shown. */
    public Template withHeader(Media media) {
        return withHeader(Parameter.media(media));
    }

    /** Returns a copy with a location as header. The location must have a name and an address. */
    public Template withHeader(Location location) {
        return withHeader(Parameter.location(location));
    }

    /** Returns a copy with a parameter for the header. */
    public Template withHeader(Parameter parameter) {
        Objects.requireNonNull(parameter, "parameter");
        return with(Component.of("header", parameter));
    }

    /** Returns a copy with texts for the placeholders in the body, in their order. */
    public Template withBody(String... texts) {
        return withBody(
                Required.list(texts, "texts").stream().map(Parameter::text).toArray(Parameter[]::new));
    }

    /** Returns a copy with parameters for the placeholders in the body, in their order. */
    public Template withBody(Parameter... parameters) {
        return with(Component.of("body", parameters));
    }

    @Override
    public String type() {
        return ContentType.TEMPLATE.word();
    }

    /** Returns a text without the parameters, because contents must not be logged. */
    @Override
    public String toString() {
        return "Template[" + name + ", " + language + "]";
    }

    /**
     * A component: the parameters for one part of a template.
     *
     * @param type {@code header}, {@code body}, {@code button}, {@code carousel}, {@code limited_time_offer} and so on
     *     …
     * @param subType the kind of button; empty for other components
     * @param index the position of the button, from 0; empty for other components
     * @param parameters the parameters for the placeholders, in their order
     * @param cards the cards of a carousel
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Component(
            String type,
            String subType,
            OptionalInt index,
            List<Parameter> parameters,
            List<Card> cards,
            Map<String, JsonNode> unknownFields) {

        public Component {
            Objects.requireNonNull(index, "index");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(subType, "subType");
            parameters = Required.list(parameters, "parameters");
            cards = Required.list(cards, "cards");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a component that is not a button, such as {@code header} or {@code body}. … */
        public static Component of(String type, Parameter... parameters) {
            return new Component(
                    type, "", OptionalInt.empty(), Required.list(parameters, "parameters"), List.of(), Map.of());
        }

        /** Creates a button of any kind, including kinds that this version does not know. */
        public static Component button(String subType, int index, Parameter... parameters) {
            return new Component(
                    "button",
                    subType,
                    OptionalInt.of(Required.index(index)),
                    Required.list(parameters, "parameters"),
                    List.of(),
                    Map.of());
        }

        /** Creates a quick reply button. The webhook brings the payload when the button is pressed. */
        public static Component quickReply(int index, String payload) {
            Objects.requireNonNull(payload, "payload");
            return button("quick_reply", index, Parameter.of("payload", TextNode.valueOf(payload)));
        }

        /**
         * Creates a button that opens a web page, with this text at the end of the address. Also used for the button of
         * a one-time password.
         */
        public static Component urlButton(int index, String suffix) {
            Objects.requireNonNull(suffix, "suffix");
            return button("url", index, Parameter.text(suffix));
        }

        /** Creates a button that copies a code of at most {@link Limit#COUPON_CODE} characters. */
        public static Component couponCode(int index, String code) {
            Objects.requireNonNull(code, "code");
            return button("copy_code", index, Parameter.of("coupon_code", TextNode.valueOf(code)));
        }

        /**
         * Creates a button that opens a flow.
         *
         * @param token the token that the flow's response contains
         * @param data the data for the first screen; empty for none
         */
        public static Component flow(int index, String token, ObjectNode data) {
            Objects.requireNonNull(token, "token");
            Objects.requireNonNull(data, "data");
            ObjectNode action = NODES.objectNode().put("flow_token", token);
            if (!data.isEmpty()) {
                action.set("flow_action_data", data);
            }
            return button("flow", index, Parameter.of("action", action));
        }

        /** Creates a button that opens the catalog, with the picture of a product. */
        public static Component catalog(int index, String thumbnailProductId) {
            Objects.requireNonNull(thumbnailProductId, "thumbnailProductId");
            return button(
                    "catalog",
                    index,
                    Parameter.of(
                            "action", NODES.objectNode().put("thumbnail_product_retailer_id", thumbnailProductId)));
        }

        /** Creates a button that opens up to {@link Limit#PRODUCTS} products, in sections. */
        public static Component products(int index, String thumbnailProductId, Interactive.Section... sections) {
            Objects.requireNonNull(thumbnailProductId, "thumbnailProductId");
            ObjectNode action = NODES.objectNode().put("thumbnail_product_retailer_id", thumbnailProductId);
            action.set("sections", Json.array(Required.list(sections, "sections"), InteractiveJson::write));
            return button("mpm", index, Parameter.of("action", action));
        }

        /** Creates a component with the end of a limited-time offer. */
        public static Component limitedTimeOffer(Instant end) {
            Objects.requireNonNull(end, "end");
            return of(
                    "limited_time_offer",
                    Parameter.of(
                            "limited_time_offer", NODES.objectNode().put("expiration_time_ms", end.toEpochMilli())));
        }

        /** Creates a carousel of {@link Limit#CARDS} cards. The template must have the same number of cards. */
        public static Component carousel(Card... cards) {
            List<Card> numbered = new ArrayList<>();
            for (Card card : Required.list(cards, "cards")) {
                numbered.add(card.withIndex(numbered.size()));
            }
            return new Component("carousel", "", OptionalInt.empty(), List.of(), numbered, Map.of());
        }

        @Override
        public String toString() {
            return "Component[" + type + "]";
        }
    }

    /**
     * A parameter: the value for one placeholder.
     *
     * @param type {@code text}, {@code currency}, {@code date_time}, {@code image}, {@code payload} and so on …
     * @param value the value of the field of that name
     * @param name the name of the placeholder, in templates with named placeholders; empty in others
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Parameter(String type, JsonNode value, String name, Map<String, JsonNode> unknownFields) {

        public Parameter {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(name, "name");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a parameter of any type, including types that this version does not know. */
        public static Parameter of(String type, JsonNode value) {
            return new Parameter(type, value, "", Map.of());
        }

        /**
         * Creates a text parameter. The text has no line breaks, no tabs, and at most {@link Limit#TEMPLATE_SPACES}
         * spaces in a row.
         */
        public static Parameter text(String text) {
            Objects.requireNonNull(text, "text");
            return of("text", TextNode.valueOf(text));
        }

        /** Creates a text parameter for the placeholder of this name. */
        public static Parameter named(String name, String text) {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(text, "text");
            return new Parameter("text", TextNode.valueOf(text), name, Map.of());
        }

        /** Returns a copy for the placeholder of this name. */
        public Parameter withName(String name) {
            return new Parameter(type, value, name, JsonFields.without(unknownFields, "parameter_name"));
        }

        /**
         * Creates an amount of money, which is shown in the format of the recipient's language.
         *
         * @param code the currency code, ISO 4217
         * @param amount1000 the amount multiplied by 1,000
         * @param fallback the text that is shown if the amount cannot be formatted
         */
        public static Parameter currency(String code, long amount1000, String fallback) {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(fallback, "fallback");
            return of(
                    "currency",
                    NODES.objectNode()
                            .put("fallback_value", fallback)
                            .put("code", code)
                            .put("amount_1000", amount1000));
        }

        /** Creates a date or a time with the text to show. */
        public static Parameter dateTime(String fallback) {
            Objects.requireNonNull(fallback, "fallback");
            return of("date_time", NODES.objectNode().put("fallback_value", fallback));
        }

        /** Creates an image, a video or a document for the header. */
        public static Parameter media(Media media) {
            Objects.requireNonNull(media, "media");
            return of(media.type(), MessageJson.write(media));
        }

        /** Creates a location for the header. */
        public static Parameter location(Location location) {
            Objects.requireNonNull(location, "location");
            return of("location", MessageJson.write(location));
        }

        /** Creates a product for the header. */
        public static Parameter product(String catalogId, String productId) {
            Objects.requireNonNull(catalogId, "catalogId");
            Objects.requireNonNull(productId, "productId");
            return of(
                    "product",
                    NODES.objectNode().put("product_retailer_id", productId).put("catalog_id", catalogId));
        }

        /** Returns the image, video or document; empty if the parameter is something else. */
        public Optional<Media> media() {
            return ContentJson.readMedia(type.toLowerCase(Locale.ROOT), value);
        }

        /** Returns the text; empty if the parameter is not a text. */
        public Optional<String> text() {
            return Optional.of(value)
                    .filter(text -> type.equalsIgnoreCase("text") && text.isTextual())
                    .map(JsonNode::textValue);
        }

        @Override
        public String toString() {
            return "Parameter[" + type + "]";
        }
    }

    /**
     * A card of a carousel.
     *
     * @param index the position in the carousel, from 0; empty before it is in a carousel
     * @param components the parameters of its parts
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Card(OptionalInt index, List<Component> components, Map<String, JsonNode> unknownFields) {

        public Card {
            Objects.requireNonNull(index, "index");
            components = Required.list(components, "components");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a card with these components. The carousel sets its position. */
        public static Card of(Component... components) {
            return new Card(OptionalInt.empty(), Required.list(components, "components"), Map.of());
        }

        /** Returns a copy with this position. */
        public Card withIndex(int index) {
            return new Card(
                    OptionalInt.of(Required.index(index)), components, JsonFields.without(unknownFields, "card_index"));
        }

        @Override
        public String toString() {
            return "Card[]";
        }
    }
}
