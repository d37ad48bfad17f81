package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message with something to press or to choose. The factory methods make each kind; {@link #withHeader},
 * {@link #withFooter} and {@link #withParameter} add what is optional.
 *
 * @param kind the API's word for it: {@code button}, {@code list}, {@code cta_url}, …
 * @param header above the text; {@link Header#NONE} for none
 * @param body the text, at most {@link Limit#BODY} characters, {@link Limit#LIST_BODY} in a list
 * @param footer small text below, at most {@link Limit#FOOTER} characters; may be empty
 * @param action what there is to press or to choose
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
public record Interactive(
        String kind, Header header, String body, String footer, Action action, Map<String, JsonNode> unknownFields)
        implements Content {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public Interactive {
        unknownFields = JsonFields.copy(unknownFields);
    }

    /** Up to {@link Limit#BUTTONS} buttons; the ID of the one that is pressed comes back by webhook. */
    public static Interactive buttons(String body, Button... buttons) {
        return of("button", body, Action.NONE.withButtons(List.of(buttons)));
    }

    /** A button that opens a list to choose one row from; up to {@link Limit#ROWS} rows in all sections. */
    public static Interactive list(String body, String button, Section... sections) {
        return of("list", body, Action.NONE.withSections(List.of(sections)).withButton(button));
    }

    /** A button that opens a web page. Its text has at most {@link Limit#URL_BUTTON} characters. */
    public static Interactive url(String body, String displayText, String url) {
        return of("cta_url", body, Action.url(displayText, url));
    }

    /**
     * A button that opens a flow, a form inside of WhatsApp. {@code flow_token}, {@code flow_action},
     * {@code flow_action_payload} and {@code mode} are parameters.
     *
     * @param button its text, at most {@link Limit#FLOW_BUTTON} characters
     */
    public static Interactive flow(String body, String flowId, String button) {
        return of("flow", body, Action.named("flow"))
                .withParameter("flow_message_version", "3")
                .withParameter("flow_id", flowId)
                .withParameter("flow_cta", button);
    }

    /** Asks the recipient to share a location. */
    public static Interactive locationRequest(String body) {
        return of("location_request_message", body, Action.named("send_location"));
    }

    /**
     * Asks for a postal address (India only, formerly Singapore too). {@code values}, {@code saved_addresses} and
     * {@code validation_errors} are parameters.
     *
     * @param country two letters, ISO 3166-1
     */
    public static Interactive addressRequest(String body, String country) {
        return of("address_message", body, Action.named("address_message")).withParameter("country", country);
    }

    /** One product of a catalog; the text may be empty. */
    public static Interactive product(String body, String catalogId, String productId) {
        return of("product", body, Action.product(catalogId, productId));
    }

    /**
     * Up to {@link Limit#PRODUCTS} products of a catalog, in sections.
     *
     * @param header a text; this kind needs one
     */
    public static Interactive products(String header, String body, String catalogId, Section... sections) {
        return of("product_list", body, Action.product(catalogId, "").withSections(List.of(sections)))
                .withHeader(header);
    }

    /** A button that opens the catalog. */
    public static Interactive catalog(String body) {
        return of("catalog_message", body, Action.named("catalog_message"));
    }

    /** A button that opens the catalog, with a product's picture. */
    public static Interactive catalog(String body, String thumbnailProductId) {
        return catalog(body).withParameter("thumbnail_product_retailer_id", thumbnailProductId);
    }

    /** Cards to swipe through, {@link Limit#CARDS}: products, or pictures and films with buttons. */
    public static Interactive carousel(String body, Card... cards) {
        List<Card> numbered = new ArrayList<>();
        for (Card card : cards) {
            numbered.add(card.withIndex(numbered.size()));
        }
        return of("carousel", body, Action.NONE.withCards(numbered));
    }

    /**
     * A bill to pay (Brazil, India, Singapore). What it has to have differs by country; see Meta, "Payments API".
     *
     * @param parameters as the API wants them: {@code reference_id}, {@code type}, {@code currency},
     *     {@code total_amount}, {@code order}, …
     */
    public static Interactive orderDetails(String body, ObjectNode parameters) {
        return of(
                "order_details",
                body,
                Action.named("review_and_pay")
                        .withParameters(JsonFields.of(parameters).rest()));
    }

    /**
     * What became of an order.
     *
     * @param referenceId that of the bill
     * @param status e.g. {@code processing}, {@code shipped}, {@code completed}, {@code canceled}
     */
    public static Interactive orderStatus(String body, String referenceId, String status) {
        return of("order_status", body, Action.named("review_order"))
                .withParameter("reference_id", referenceId)
                .withParameter("order", NODES.objectNode().put("status", status));
    }

    /** Asks whether the business may call. */
    public static Interactive callPermissionRequest(String body) {
        return of("call_permission_request", body, Action.named("call_permission_request"));
    }

    /** Any kind, also one that the API learns later. */
    public static Interactive of(String kind, String body, Action action) {
        return new Interactive(kind, Header.NONE, body, "", action, Map.of());
    }

    /** The same below a text of at most {@link Limit#HEADER} characters. */
    public Interactive withHeader(String text) {
        return withHeader(Header.of(text));
    }

    /** The same below an image, a video or a document. */
    public Interactive withHeader(Media media) {
        return withHeader(Header.of(media));
    }

    private Interactive withHeader(Header header) {
        return new Interactive(kind, header, body, footer, action, JsonFields.without(unknownFields, "header"));
    }

    /** The same with small text below it. */
    public Interactive withFooter(String footer) {
        return new Interactive(kind, header, body, footer, action, JsonFields.without(unknownFields, "footer"));
    }

    /** The same with a parameter of its action. */
    public Interactive withParameter(String name, String value) {
        return withParameter(name, TextNode.valueOf(value));
    }

    /** The same with a parameter of its action. */
    public Interactive withParameter(String name, JsonNode value) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>(action.parameters());
        parameters.put(name, value);
        return new Interactive(kind, header, body, footer, action.withParameters(parameters), unknownFields);
    }

    @Override
    public String type() {
        return ContentType.INTERACTIVE.word();
    }

    /** Without the texts: contents do not belong into a log. */
    @Override
    public String toString() {
        return "Interactive[" + kind + "]";
    }

    /**
     * What stands above the text.
     *
     * @param type {@code text}, {@code image}, {@code video} or {@code document}; empty for no header
     * @param value what stands under that word: the text, or an object with an ID or a link
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Header(String type, JsonNode value, Map<String, JsonNode> unknownFields) {

        /** No header. */
        public static final Header NONE = new Header("", MissingNode.getInstance(), Map.of());

        public Header {
            unknownFields = JsonFields.copy(unknownFields);
        }

        /** A text. */
        public static Header of(String text) {
            return new Header("text", TextNode.valueOf(text), Map.of());
        }

        /** An image, a video or a document. */
        public static Header of(Media media) {
            return new Header(media.type(), MessageJson.write(media), Map.of());
        }

        /** The text; empty if it is none. */
        public Optional<String> text() {
            return Optional.of(value).filter(JsonNode::isTextual).map(JsonNode::textValue);
        }

        /** The image, video or document; empty if it is none. */
        public Optional<Media> media() {
            return ContentJson.readMedia(type.toLowerCase(Locale.ROOT), value);
        }

        @Override
        public String toString() {
            return "Header[" + type + "]";
        }
    }

    /**
     * What there is to press or to choose. Each kind uses a few of these parts; the others are empty.
     *
     * @param name the API's word for what happens, e.g. {@code cta_url}
     * @param parameters what that needs
     * @param button the text of the button that opens a list, at most {@link Limit#LIST_BUTTON} characters
     * @param buttons to answer with
     * @param sections the rows of a list, or products
     * @param catalogId the catalog that the products are from
     * @param productId one product of the catalog ({@code product_retailer_id})
     * @param cards of a carousel
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Action(
            String name,
            Map<String, JsonNode> parameters,
            String button,
            List<Button> buttons,
            List<Section> sections,
            String catalogId,
            String productId,
            List<Card> cards,
            Map<String, JsonNode> unknownFields) {

        /** Nothing to press or to choose. */
        public static final Action NONE =
                new Action("", Map.of(), "", List.of(), List.of(), "", "", List.of(), Map.of());

        public Action {
            parameters = JsonFields.copy(parameters);
            buttons = List.copyOf(buttons);
            sections = List.copyOf(sections);
            cards = List.copyOf(cards);
            unknownFields = JsonFields.copy(unknownFields);
        }

        /** An action that has a name, and parameters if it needs some. */
        public static Action named(String name) {
            return new Action(name, Map.of(), "", List.of(), List.of(), "", "", List.of(), Map.of());
        }

        /** The same with these parameters instead. */
        public Action withParameters(Map<String, JsonNode> parameters) {
            return new Action(
                    name,
                    parameters,
                    button,
                    buttons,
                    sections,
                    catalogId,
                    productId,
                    cards,
                    JsonFields.without(unknownFields, "parameters"));
        }

        static Action url(String displayText, String url) {
            Map<String, JsonNode> parameters = new LinkedHashMap<>();
            parameters.put("display_text", TextNode.valueOf(displayText));
            parameters.put("url", TextNode.valueOf(url));
            return named("cta_url").withParameters(parameters);
        }

        static Action product(String catalogId, String productId) {
            return new Action("", Map.of(), "", List.of(), List.of(), catalogId, productId, List.of(), Map.of());
        }

        Action withButton(String button) {
            return new Action(name, parameters, button, buttons, sections, catalogId, productId, cards, unknownFields);
        }

        Action withButtons(List<Button> buttons) {
            return new Action(name, parameters, button, buttons, sections, catalogId, productId, cards, unknownFields);
        }

        Action withSections(List<Section> sections) {
            return new Action(name, parameters, button, buttons, sections, catalogId, productId, cards, unknownFields);
        }

        Action withCards(List<Card> cards) {
            return new Action(name, parameters, button, buttons, sections, catalogId, productId, cards, unknownFields);
        }

        @Override
        public String toString() {
            return "Action[" + name + "]";
        }
    }

    /**
     * A button to answer with.
     *
     * @param type {@code reply}, or {@code quick_reply} on the cards of a carousel
     * @param id comes back by webhook when it is pressed, at most {@link Limit#BUTTON_ID} characters
     * @param title the text on it, at most {@link Limit#BUTTON_TITLE} characters
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Button(String type, String id, String title, Map<String, JsonNode> unknownFields) {

        public Button {
            unknownFields = JsonFields.copy(unknownFields);
        }

        /** A button with this ID and text. */
        public static Button of(String id, String title) {
            return new Button("reply", id, title, Map.of());
        }

        @Override
        public String toString() {
            return "Button[]";
        }
    }

    /**
     * A part of a list: rows to choose from, or products.
     *
     * @param title at most {@link Limit#SECTION_TITLE} characters; needed if there are several sections
     * @param rows to choose from
     * @param products of the catalog ({@code product_retailer_id})
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Section(String title, List<Row> rows, List<String> products, Map<String, JsonNode> unknownFields) {

        public Section {
            rows = List.copyOf(rows);
            products = List.copyOf(products);
            unknownFields = JsonFields.copy(unknownFields);
        }

        /** Rows to choose from. */
        public static Section of(String title, Row... rows) {
            return new Section(title, List.of(rows), List.of(), Map.of());
        }

        /** Products to look at. */
        public static Section ofProducts(String title, String... productIds) {
            return new Section(title, List.of(), List.of(productIds), Map.of());
        }

        @Override
        public String toString() {
            return "Section[]";
        }
    }

    /**
     * One choice of a list.
     *
     * @param id comes back by webhook when it is chosen, at most {@link Limit#ROW_ID} characters
     * @param title at most {@link Limit#ROW_TITLE} characters
     * @param description at most {@link Limit#ROW_DESCRIPTION} characters; may be empty
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Row(String id, String title, String description, Map<String, JsonNode> unknownFields) {

        public Row {
            unknownFields = JsonFields.copy(unknownFields);
        }

        /** A row with a title only. */
        public static Row of(String id, String title) {
            return of(id, title, "");
        }

        /** A row with a title and a line below it. */
        public static Row of(String id, String title, String description) {
            return new Row(id, title, description, Map.of());
        }

        @Override
        public String toString() {
            return "Row[]";
        }
    }

    /**
     * A card of a carousel: a product, or a picture or film with a URL button or buttons to answer with. All cards of a
     * carousel are of the same make.
     *
     * @param index its place, from 0; -1 if it has none yet
     * @param type {@code cta_url} or {@code product}; empty on cards with buttons to answer with
     * @param header the picture or film
     * @param body the text, at most {@link Limit#CARD_BODY} characters and {@link Limit#CARD_LINES} line breaks
     * @param action what there is to press
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Card(
            int index, String type, Header header, String body, Action action, Map<String, JsonNode> unknownFields) {

        public Card {
            unknownFields = JsonFields.copy(unknownFields);
        }

        /** A picture or film with a button that opens a web page. */
        public static Card url(Media header, String body, String displayText, String url) {
            return new Card(-1, "cta_url", Header.of(header), body, Action.url(displayText, url), Map.of());
        }

        /** A picture or film with buttons to answer with. */
        public static Card buttons(Media header, String body, Button... buttons) {
            List<Button> quickReplies = Stream.of(buttons)
                    .map(button -> new Button("quick_reply", button.id(), button.title(), button.unknownFields()))
                    .toList();
            return new Card(-1, "", Header.of(header), body, Action.NONE.withButtons(quickReplies), Map.of());
        }

        /** A product of a catalog; all cards are from the same. */
        public static Card product(String catalogId, String productId) {
            return new Card(-1, "product", Header.NONE, "", Action.product(catalogId, productId), Map.of());
        }

        /** The same at another place. */
        public Card withIndex(int index) {
            return new Card(index, type, header, body, action, JsonFields.without(unknownFields, "card_index"));
        }

        @Override
        public String toString() {
            return "Card[]";
        }
    }
}
