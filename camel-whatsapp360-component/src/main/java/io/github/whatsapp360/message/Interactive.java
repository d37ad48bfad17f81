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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An interactive message, with buttons, a list or other choices. The factory methods create each kind;
 * {@link #withHeader}, {@link #withFooter} and {@link #withParameter} add optional parts.
 *
 * @param kind the API's name of the kind: {@code button}, {@code list}, {@code cta_url} and so on …
 * @param header the header above the text; {@link Header#NONE} for none
 * @param body the text, at most {@link Limit#BODY} characters, {@link Limit#LIST_BODY} in a list
 * @param footer the small text at the end, at most {@link Limit#FOOTER} characters; may be empty
 * @param action the buttons or choices
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
public record Interactive(
        String kind, Header header, String body, String footer, Action action, Map<String, JsonNode> unknownFields)
        implements Content {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public Interactive {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(footer, "footer");
        Objects.requireNonNull(action, "action");
        unknownFields = JsonFields.copy(unknownFields, "unknownFields");
    }

    /**
     * Creates a message with up to {@link Limit#BUTTONS} reply buttons. The webhook brings the ID of the pressed
     * button.
     */
    public static Interactive buttons(String body, Button... buttons) {
        return of("button", body, Action.NONE.withButtons(Required.list(buttons, "buttons")));
    }

    /**
     * Creates a message with a button that opens a list, from which the user chooses a row; up to {@link Limit#ROWS}
     * rows in all sections.
     */
    public static Interactive list(String body, String button, Section... sections) {
        return of(
                "list",
                body,
                Action.NONE.withSections(Required.list(sections, "sections")).withButton(button));
    }

    /**
     * Creates a message with a button that opens a web page. The button's text has at most {@link Limit#URL_BUTTON}
     * characters.
     */
    public static Interactive url(String body, String displayText, String url) {
        return of("cta_url", body, Action.url(displayText, url));
    }

    /**
     * Creates a message with a button that opens a flow, which is a form in WhatsApp. {@code flow_token},
     * {@code flow_action}, {@code flow_action_payload} and {@code mode} are optional parameters.
     *
     * @param button the button's text, at most {@link Limit#FLOW_BUTTON} characters
     */
    public static Interactive flow(String body, String flowId, String button) {
        Objects.requireNonNull(flowId, "flowId");
        Objects.requireNonNull(button, "button");
        return of("flow", body, Action.named("flow"))
                .withParameter("flow_message_version", "3")
                .withParameter("flow_id", flowId)
                .withParameter("flow_cta", button);
    }

    /** Creates a message that asks the recipient for a location. */
    public static Interactive locationRequest(String body) {
        return of("location_request_message", body, Action.named("send_location"));
    }

    /**
     * Creates a message with a button by which the recipient shares the own phone number. It is for users whom a route
     * knows by their user ID only. The answer is a message of the type {@code contacts} with the origin
     * {@code contact_request}.
     */
    public static Interactive contactRequest(String body) {
        return of("request_contact_info", body, Action.named("request_contact_info"));
    }

    /**
     * Creates a message that asks the recipient for a postal address (India only, formerly Singapore too).
     * {@code values}, {@code saved_addresses} and {@code validation_errors} are optional parameters.
     *
     * @param country the two-letter country code, ISO 3166-1
     */
    public static Interactive addressRequest(String body, String country) {
        Objects.requireNonNull(country, "country");
        return of("address_message", body, Action.named("address_message")).withParameter("country", country);
    }

    /** Creates a message with one product of a catalog. The text may be empty. */
    public static Interactive product(String body, String catalogId, String productId) {
        return of("product", body, Action.product(catalogId, productId));
    }

    /**
     * Creates a message with up to {@link Limit#PRODUCTS} products of a catalog, in sections.
     *
     * @param header the header's text, which is required for this kind
     */
    public static Interactive products(String header, String body, String catalogId, Section... sections) {
        Objects.requireNonNull(header, "header");
        return of("product_list", body, Action.product(catalogId, "").withSections(Required.list(sections, "sections")))
                .withHeader(header);
    }

    /** Creates a message with a button that opens the catalog. */
    public static Interactive catalog(String body) {
        return of("catalog_message", body, Action.named("catalog_message"));
    }

    /** Creates a message with a button that opens the catalog, and with the picture of a product. */
    public static Interactive catalog(String body, String thumbnailProductId) {
        Objects.requireNonNull(thumbnailProductId, "thumbnailProductId");
        return catalog(body).withParameter("thumbnail_product_retailer_id", thumbnailProductId);
    }

    /** Creates a carousel of {@link Limit#CARDS} cards: products, or images and videos with buttons. */
    public static Interactive carousel(String body, Card... cards) {
        List<Card> numbered = new ArrayList<>();
        for (Card card : Required.list(cards, "cards")) {
            numbered.add(card.withIndex(numbered.size()));
        }
        return of("carousel", body, Action.NONE.withCards(numbered));
    }

    /**
     * Creates a payment request (Brazil, India, Singapore). The required parameters depend on the country; see Meta,
     * "Payments API".
     *
     * @param parameters the API's parameters: {@code reference_id}, {@code type}, {@code currency},
     *     {@code total_amount}, {@code order} and so on …
     */
    public static Interactive orderDetails(String body, ObjectNode parameters) {
        Objects.requireNonNull(parameters, "parameters");
        return of(
                "order_details",
                body,
                Action.named("review_and_pay")
                        .withParameters(JsonFields.of(parameters).rest()));
    }

    /**
     * Creates a message with the status of an order.
     *
     * @param referenceId the {@code reference_id} of the payment request
     * @param status the status, e.g. {@code processing}, {@code shipped}, {@code completed}, {@code canceled}
     */
    public static Interactive orderStatus(String body, String referenceId, String status) {
        Objects.requireNonNull(referenceId, "referenceId");
        Objects.requireNonNull(status, "status");
        return of("order_status", body, Action.named("review_order"))
                .withParameter("reference_id", referenceId)
                .withParameter("order", NODES.objectNode().put("status", status));
    }

    /** Creates a message that asks the recipient for the permission to call. */
    public static Interactive callPermissionRequest(String body) {
        return of("call_permission_request", body, Action.named("call_permission_request"));
    }

    /** Creates a message of any kind, including kinds that this version does not know. */
    public static Interactive of(String kind, String body, Action action) {
        return new Interactive(kind, Header.NONE, body, "", action, Map.of());
    }

    /** Returns a copy with a text of at most {@link Limit#HEADER} characters as header. */
    public Interactive withHeader(String text) {
        return withHeader(Header.of(text));
    }

    /** Returns a copy with an image, a video or a document as header. */
    public Interactive withHeader(Media media) {
        return withHeader(Header.of(media));
    }

    private Interactive withHeader(Header header) {
        return new Interactive(kind, header, body, footer, action, JsonFields.without(unknownFields, "header"));
    }

    /** Returns a copy with this footer. */
    public Interactive withFooter(String footer) {
        return new Interactive(kind, header, body, footer, action, JsonFields.without(unknownFields, "footer"));
    }

    /** Returns a copy with this parameter of its action. */
    public Interactive withParameter(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return withParameter(name, TextNode.valueOf(value));
    }

    /** Returns a copy with this parameter of its action. */
    public Interactive withParameter(String name, JsonNode value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Map<String, JsonNode> parameters = new LinkedHashMap<>(action.parameters());
        parameters.put(name, value);
        return new Interactive(kind, header, body, footer, action.withParameters(parameters), unknownFields);
    }

    @Override
    public String type() {
        return ContentType.INTERACTIVE.word();
    }

    /** Returns a text with the kind only, because contents must not be logged. */
    @Override
    public String toString() {
        return "Interactive[" + kind + "]";
    }

    /**
     * The header above the text.
     *
     * @param type {@code text}, {@code image}, {@code video} or {@code document}; empty for no header
     * @param value the value of the field of that name: the text, or an object with an ID or a link
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Header(String type, JsonNode value, Map<String, JsonNode> unknownFields) {

        /** No header. */
        public static final Header NONE = new Header("", MissingNode.getInstance(), Map.of());

        public Header {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(value, "value");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a header with a text. */
        public static Header of(String text) {
            Objects.requireNonNull(text, "text");
            return new Header("text", TextNode.valueOf(text), Map.of());
        }

        /** Creates a header with an image, a video or a document. */
        public static Header of(Media media) {
            Objects.requireNonNull(media, "media");
            return new Header(media.type(), MessageJson.write(media), Map.of());
        }

        /** Returns the text; empty if the header is not a text. */
        public Optional<String> text() {
            return Optional.of(value).filter(JsonNode::isTextual).map(JsonNode::textValue);
        }

        /** Returns the image, video or document; empty if the header is a text. */
        public Optional<Media> media() {
            return ContentJson.readMedia(type.toLowerCase(Locale.ROOT), value);
        }

        @Override
        public String toString() {
            return "Header[" + type + "]";
        }
    }

    /**
     * The buttons or choices of an interactive message. Each kind uses some of these parts; the others are empty.
     *
     * @param name the API's name of the action, e.g. {@code cta_url}
     * @param parameters the parameters of the action
     * @param button the text of the button that opens a list, at most {@link Limit#LIST_BUTTON} characters
     * @param buttons the reply buttons
     * @param sections the rows of a list, or products
     * @param catalogId the ID of the products' catalog
     * @param productId the ID of a product of the catalog ({@code product_retailer_id})
     * @param cards the cards of a carousel
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

        /** No action. */
        public static final Action NONE =
                new Action("", Map.of(), "", List.of(), List.of(), "", "", List.of(), Map.of());

        public Action {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(button, "button");
            Objects.requireNonNull(catalogId, "catalogId");
            Objects.requireNonNull(productId, "productId");
            parameters = JsonFields.copy(parameters, "parameters");
            buttons = Required.list(buttons, "buttons");
            sections = Required.list(sections, "sections");
            cards = Required.list(cards, "cards");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates an action with a name. */
        public static Action named(String name) {
            return new Action(name, Map.of(), "", List.of(), List.of(), "", "", List.of(), Map.of());
        }

        /** Returns a copy with these parameters only. */
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
            Objects.requireNonNull(displayText, "displayText");
            Objects.requireNonNull(url, "url");
            Map<String, JsonNode> parameters = new LinkedHashMap<>();
            parameters.put("display_text", TextNode.valueOf(displayText));
            parameters.put("url", TextNode.valueOf(url));
            return named("cta_url").withParameters(parameters);
        }

        static Action product(String catalogId, String productId) {
            return new Action("", Map.of(), "", List.of(), List.of(), catalogId, productId, List.of(), Map.of());
        }

        /** Returns a copy with the text of the button that opens a list. */
        public Action withButton(String button) {
            return new Action(
                    name,
                    parameters,
                    button,
                    buttons,
                    sections,
                    catalogId,
                    productId,
                    cards,
                    JsonFields.without(unknownFields, "button"));
        }

        /** Returns a copy with these reply buttons only. */
        public Action withButtons(List<Button> buttons) {
            return new Action(
                    name,
                    parameters,
                    button,
                    buttons,
                    sections,
                    catalogId,
                    productId,
                    cards,
                    JsonFields.without(unknownFields, "buttons"));
        }

        /** Returns a copy with these sections only. */
        public Action withSections(List<Section> sections) {
            return new Action(
                    name,
                    parameters,
                    button,
                    buttons,
                    sections,
                    catalogId,
                    productId,
                    cards,
                    JsonFields.without(unknownFields, "sections"));
        }

        /** Returns a copy with the ID of the catalog. */
        public Action withCatalogId(String catalogId) {
            return new Action(
                    name,
                    parameters,
                    button,
                    buttons,
                    sections,
                    catalogId,
                    productId,
                    cards,
                    JsonFields.without(unknownFields, "catalog_id"));
        }

        /** Returns a copy with the ID of a product of the catalog. */
        public Action withProductId(String productId) {
            return new Action(
                    name,
                    parameters,
                    button,
                    buttons,
                    sections,
                    catalogId,
                    productId,
                    cards,
                    JsonFields.without(unknownFields, "product_retailer_id"));
        }

        /** Returns a copy with these cards only. */
        public Action withCards(List<Card> cards) {
            return new Action(
                    name,
                    parameters,
                    button,
                    buttons,
                    sections,
                    catalogId,
                    productId,
                    cards,
                    JsonFields.without(unknownFields, "cards"));
        }

        @Override
        public String toString() {
            return "Action[" + name + "]";
        }
    }

    /**
     * A reply button.
     *
     * @param type {@code reply}, or {@code quick_reply} on the cards of a carousel
     * @param id the ID that the webhook brings when the button is pressed, at most {@link Limit#BUTTON_ID} characters
     * @param title the text on the button, at most {@link Limit#BUTTON_TITLE} characters
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Button(String type, String id, String title, Map<String, JsonNode> unknownFields) {

        public Button {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(title, "title");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a reply button with this ID and text. */
        public static Button of(String id, String title) {
            return new Button("reply", id, title, Map.of());
        }

        @Override
        public String toString() {
            return "Button[]";
        }
    }

    /**
     * A section of a list: rows to choose from, or products.
     *
     * @param title the title, at most {@link Limit#SECTION_TITLE} characters; required if there are several sections
     * @param rows the rows to choose from
     * @param products the IDs of products of the catalog ({@code product_retailer_id})
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Section(String title, List<Row> rows, List<String> products, Map<String, JsonNode> unknownFields) {

        public Section {
            Objects.requireNonNull(title, "title");
            rows = Required.list(rows, "rows");
            products = Required.list(products, "products");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a section of rows. */
        public static Section of(String title, Row... rows) {
            return new Section(title, Required.list(rows, "rows"), List.of(), Map.of());
        }

        /** Creates a section of products. */
        public static Section ofProducts(String title, String... productIds) {
            return new Section(title, List.of(), Required.list(productIds, "productIds"), Map.of());
        }

        @Override
        public String toString() {
            return "Section[]";
        }
    }

    /**
     * A row of a list.
     *
     * @param id the ID that the webhook brings when the row is chosen, at most {@link Limit#ROW_ID} characters
     * @param title the title, at most {@link Limit#ROW_TITLE} characters
     * @param description the text below the title, at most {@link Limit#ROW_DESCRIPTION} characters; may be empty
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Row(String id, String title, String description, Map<String, JsonNode> unknownFields) {

        public Row {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(description, "description");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a row with a title only. */
        public static Row of(String id, String title) {
            return of(id, title, "");
        }

        /** Creates a row with a title and a description. */
        public static Row of(String id, String title, String description) {
            return new Row(id, title, description, Map.of());
        }

        @Override
        public String toString() {
            return "Row[]";
        }
    }

    /**
     * A card of a carousel: a product, or an image or video with a URL button or reply buttons. All cards of a carousel
     * have the same form.
     *
     * @param index the position in the carousel, from 0; empty before it is in a carousel
     * @param type {@code cta_url} or {@code product}; empty for cards with reply buttons
     * @param header the image or video
     * @param body the text, at most {@link Limit#CARD_BODY} characters and {@link Limit#CARD_LINES} line breaks
     * @param action the buttons
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Card(
            OptionalInt index,
            String type,
            Header header,
            String body,
            Action action,
            Map<String, JsonNode> unknownFields) {

        public Card {
            Objects.requireNonNull(index, "index");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(header, "header");
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(action, "action");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a card with an image or a video, and a button that opens a web page. */
        public static Card url(Media header, String body, String displayText, String url) {
            Objects.requireNonNull(header, "header");
            return new Card(
                    OptionalInt.empty(), "cta_url", Header.of(header), body, Action.url(displayText, url), Map.of());
        }

        /** Creates a card with an image or a video, and reply buttons. */
        public static Card buttons(Media header, String body, Button... buttons) {
            Objects.requireNonNull(header, "header");
            List<Button> quickReplies = Required.list(buttons, "buttons").stream()
                    .map(button -> new Button("quick_reply", button.id(), button.title(), button.unknownFields()))
                    .toList();
            return new Card(
                    OptionalInt.empty(), "", Header.of(header), body, Action.NONE.withButtons(quickReplies), Map.of());
        }

        /** Creates a card with a product. All cards of a carousel have products of the same catalog. */
        public static Card product(String catalogId, String productId) {
            return new Card(
                    OptionalInt.empty(), "product", Header.NONE, "", Action.product(catalogId, productId), Map.of());
        }

        /** Returns a copy with this position. */
        public Card withIndex(int index) {
            return new Card(
                    OptionalInt.of(Required.index(index)),
                    type,
                    header,
                    body,
                    action,
                    JsonFields.without(unknownFields, "card_index"));
        }

        @Override
        public String toString() {
            return "Card[]";
        }
    }
}
