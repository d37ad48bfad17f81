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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message whose text WhatsApp has approved before; only such a message may start a conversation. What is sent is its
 * name and what goes into its gaps.
 *
 * @param name as it was approved, at most {@link Limit#TEMPLATE_NAME} characters
 * @param language the code of its language, e.g. {@code en_US}
 * @param components what goes into its parts
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
public record Template(String name, String language, List<Component> components, Map<String, JsonNode> unknownFields)
        implements Content {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public Template {
        components = List.copyOf(components);
        unknownFields = JsonFields.copy(unknownFields);
    }

    /** A template without gaps. */
    public static Template of(String name, String language) {
        return new Template(name, language, List.of(), Map.of());
    }

    /**
     * A template with a one-time password, for its text and for its button (copy code, one-tap or zero-tap).
     *
     * @param code the password
     */
    public static Template authentication(String name, String language, String code) {
        return of(name, language).withBody(code).with(Component.urlButton(0, code));
    }

    /** The same with this for one of its parts. */
    public Template with(Component component) {
        return new Template(
                name,
                language,
                Stream.concat(components.stream(), Stream.of(component)).toList(),
                JsonFields.without(unknownFields, "components"));
    }

    /** The same with this for the gap of its heading. */
    public Template withHeader(String text) {
        return withHeader(Parameter.text(text));
    }

    /** The same with an image, a video or a document; a document's file name is shown. */
    public Template withHeader(Media media) {
        return withHeader(Parameter.media(media));
    }

    /** The same with a place, which has to have a name and an address. */
    public Template withHeader(Location location) {
        return withHeader(Parameter.location(location));
    }

    /** The same with this for its heading. */
    public Template withHeader(Parameter parameter) {
        return with(Component.of("header", parameter));
    }

    /** The same with these texts for the gaps of its text, in their order. */
    public Template withBody(String... texts) {
        return withBody(Stream.of(texts).map(Parameter::text).toArray(Parameter[]::new));
    }

    /** The same with these for the gaps of its text, in their order. */
    public Template withBody(Parameter... parameters) {
        return with(Component.of("body", parameters));
    }

    @Override
    public String type() {
        return ContentType.TEMPLATE.word();
    }

    /** Without what is filled in: contents do not belong into a log. */
    @Override
    public String toString() {
        return "Template[" + name + ", " + language + "]";
    }

    /**
     * What goes into one part of a template.
     *
     * @param type {@code header}, {@code body}, {@code button}, {@code carousel}, {@code limited_time_offer}, …
     * @param subType which kind of button; otherwise empty
     * @param index which button, from 0; otherwise -1
     * @param parameters for its gaps, in their order
     * @param cards of a carousel
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Component(
            String type,
            String subType,
            int index,
            List<Parameter> parameters,
            List<Card> cards,
            Map<String, JsonNode> unknownFields) {

        public Component {
            parameters = List.copyOf(parameters);
            cards = List.copyOf(cards);
            unknownFields = JsonFields.copy(unknownFields);
        }

        /** A part that is no button: {@code header}, {@code body}, … */
        public static Component of(String type, Parameter... parameters) {
            return new Component(type, "", -1, List.of(parameters), List.of(), Map.of());
        }

        /** A button of any kind, also one that the API learns later. */
        public static Component button(String subType, int index, Parameter... parameters) {
            return new Component("button", subType, index, List.of(parameters), List.of(), Map.of());
        }

        /** A button to answer with: the payload comes back by webhook when it is pressed. */
        public static Component quickReply(int index, String payload) {
            return button("quick_reply", index, Parameter.of("payload", TextNode.valueOf(payload)));
        }

        /** A button that opens a web page: this comes at the end of its address. Also a one-time password's button. */
        public static Component urlButton(int index, String suffix) {
            return button("url", index, Parameter.text(suffix));
        }

        /** A button that copies a code, of at most {@link Limit#COUPON_CODE} characters. */
        public static Component couponCode(int index, String code) {
            return button("copy_code", index, Parameter.of("coupon_code", TextNode.valueOf(code)));
        }

        /**
         * A button that opens a flow.
         *
         * @param token comes back with the answer
         * @param data for the first screen; empty for none
         */
        public static Component flow(int index, String token, ObjectNode data) {
            ObjectNode action = NODES.objectNode().put("flow_token", token);
            if (!data.isEmpty()) {
                action.set("flow_action_data", data);
            }
            return button("flow", index, Parameter.of("action", action));
        }

        /** A button that opens the catalog, with a product's picture. */
        public static Component catalog(int index, String thumbnailProductId) {
            return button(
                    "catalog",
                    index,
                    Parameter.of(
                            "action", NODES.objectNode().put("thumbnail_product_retailer_id", thumbnailProductId)));
        }

        /** A button that opens up to {@link Limit#PRODUCTS} products, in sections. */
        public static Component products(int index, String thumbnailProductId, Interactive.Section... sections) {
            ObjectNode action = NODES.objectNode().put("thumbnail_product_retailer_id", thumbnailProductId);
            action.set("sections", Json.array(List.of(sections), InteractiveJson::write));
            return button("mpm", index, Parameter.of("action", action));
        }

        /** Until when an offer lasts. */
        public static Component limitedTimeOffer(Instant end) {
            return of(
                    "limited_time_offer",
                    Parameter.of(
                            "limited_time_offer", NODES.objectNode().put("expiration_time_ms", end.toEpochMilli())));
        }

        /** Cards to swipe through, {@link Limit#CARDS}; as many as the template has. */
        public static Component carousel(Card... cards) {
            List<Card> numbered = new ArrayList<>();
            for (Card card : cards) {
                numbered.add(card.withIndex(numbered.size()));
            }
            return new Component("carousel", "", -1, List.of(), numbered, Map.of());
        }

        @Override
        public String toString() {
            return "Component[" + type + "]";
        }
    }

    /**
     * What goes into one gap.
     *
     * @param type {@code text}, {@code currency}, {@code date_time}, {@code image}, {@code payload}, …
     * @param value what stands under that word
     * @param name of the gap, in templates with named gaps; otherwise empty
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Parameter(String type, JsonNode value, String name, Map<String, JsonNode> unknownFields) {

        public Parameter {
            unknownFields = JsonFields.copy(unknownFields);
        }

        /** One of any type, also one that the API learns later. */
        public static Parameter of(String type, JsonNode value) {
            return new Parameter(type, value, "", Map.of());
        }

        /** A text: no line breaks, no tabs, and at most {@link Limit#TEMPLATE_SPACES} spaces in a row. */
        public static Parameter text(String text) {
            return of("text", TextNode.valueOf(text));
        }

        /** A text for the gap of this name. */
        public static Parameter named(String name, String text) {
            return new Parameter("text", TextNode.valueOf(text), name, Map.of());
        }

        /**
         * A sum of money, written as the recipient's language has it.
         *
         * @param code of the currency, ISO 4217
         * @param amount1000 the sum times 1,000
         * @param fallback what is shown where that cannot be done
         */
        public static Parameter currency(String code, long amount1000, String fallback) {
            return of(
                    "currency",
                    NODES.objectNode()
                            .put("fallback_value", fallback)
                            .put("code", code)
                            .put("amount_1000", amount1000));
        }

        /** A date or a time, as it is to be shown. */
        public static Parameter dateTime(String fallback) {
            return of("date_time", NODES.objectNode().put("fallback_value", fallback));
        }

        /** An image, a video or a document, for the heading. */
        public static Parameter media(Media media) {
            return of(media.type(), MessageJson.write(media));
        }

        /** A place, for the heading. */
        public static Parameter location(Location location) {
            return of("location", MessageJson.write(location));
        }

        /** A product, for the heading. */
        public static Parameter product(String catalogId, String productId) {
            return of(
                    "product",
                    NODES.objectNode().put("product_retailer_id", productId).put("catalog_id", catalogId));
        }

        /** The image, video or document; empty if it is none. */
        public Optional<Media> media() {
            return ContentJson.readMedia(type.toLowerCase(Locale.ROOT), value);
        }

        /** The text; empty if it is none. */
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
     * @param index its place, from 0; -1 if it has none yet
     * @param components what goes into its parts
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Card(int index, List<Component> components, Map<String, JsonNode> unknownFields) {

        public Card {
            components = List.copyOf(components);
            unknownFields = JsonFields.copy(unknownFields);
        }

        /** A card with this in its parts; its place is given by the carousel. */
        public static Card of(Component... components) {
            return new Card(-1, List.of(components), Map.of());
        }

        /** The same at another place. */
        public Card withIndex(int index) {
            return new Card(index, components, JsonFields.without(unknownFields, "card_index"));
        }

        @Override
        public String toString() {
            return "Card[]";
        }
    }
}
