package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.message.Interactive.Action;
import io.github.whatsapp360.message.Interactive.Button;
import io.github.whatsapp360.message.Interactive.Card;
import io.github.whatsapp360.message.Interactive.Header;
import io.github.whatsapp360.message.Interactive.Row;
import io.github.whatsapp360.message.Interactive.Section;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The service's rules for interactive messages. Each kind has its own page in Meta's documentation. */
final class InteractiveRules {

    private static final String ACTION = "interactive.action";
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_.-]*");

    /** The kinds that this class knows. */
    private static final Set<String> KINDS = Set.of(
            "button",
            "list",
            "cta_url",
            "flow",
            "location_request_message",
            "request_contact_info",
            "address_message",
            "product",
            "product_list",
            "catalog_message",
            "carousel",
            "order_details",
            "order_status",
            "call_permission_request");

    private static final Set<String> WITHOUT_HEADER = Set.of("product", "carousel", "location_request_message");
    private static final Set<String> WITHOUT_FOOTER = Set.of("carousel", "location_request_message");

    /** The kinds without a required body. For call permission requests, this is not documented. */
    private static final Set<String> BODY_MAY_BE_MISSING = Set.of("product", "call_permission_request");

    private InteractiveRules() {}

    static void check(Interactive interactive, Problems problems) {
        String kind = interactive.kind();
        problems.required("interactive.type", kind, interactive.unknownFields(), "type");
        if (!KINDS.contains(kind)) {
            return; // only the service knows the rules of this kind
        }
        checkHeader(interactive, problems);
        Limit limit = kind.equals("list") ? Limit.LIST_BODY : Limit.BODY;
        if (!interactive.body().isEmpty() || !BODY_MAY_BE_MISSING.contains(kind)) {
            problems.text("interactive.body.text", interactive.body(), interactive.unknownFields(), "body", limit);
        }
        problems.text("interactive.footer.text", interactive.footer(), Limit.FOOTER);
        if (!interactive.footer().isEmpty() && WITHOUT_FOOTER.contains(kind)) {
            problems.add("interactive.footer", "this kind of message, " + kind + ", has none");
        }
        if (!Problems.isElsewhere(interactive.unknownFields(), "action")) {
            checkAction(kind, interactive.action(), problems);
        }
    }

    private static void checkHeader(Interactive interactive, Problems problems) {
        Header header = interactive.header();
        String kind = interactive.kind();
        String field = "interactive.header";
        if (header.equals(Header.NONE)) {
            if (kind.equals("product_list") && !Problems.isElsewhere(interactive.unknownFields(), "header")) {
                problems.add(field, "is missing; this kind of message, product_list, needs a text there");
            }
            return;
        }
        if (WITHOUT_HEADER.contains(kind)) {
            problems.add(field, "this kind of message, " + kind + ", has none");
        }
        boolean textOnly = kind.equals("list") || kind.equals("product_list");
        if (textOnly && header.media().isPresent()) {
            problems.add(field, "must be a text in this kind of message, " + kind);
        }
        checkHeader(field, header, problems);
    }

    private static void checkHeader(String field, Header header, Problems problems) {
        header.media().ifPresent(media -> MessageRules.checkMedia(field + "." + header.type(), media, problems));
        header.text().ifPresent(text -> problems.text(field + ".text", text, Limit.HEADER));
        if (header.value().isMissingNode() && header.unknownFields().isEmpty()) {
            problems.add(field, "needs a type and a value");
        }
    }

    private static void checkAction(String kind, Action action, Problems problems) {
        switch (kind) {
            case "button" -> checkButtons(ACTION, action, problems);
            case "list" -> checkList(action, problems);
            case "cta_url" -> checkUrl(ACTION, action, problems);
            case "flow" -> checkFlow(action, problems);
            case "address_message" -> parameter(action, "country", problems);
            case "product" -> checkProduct(ACTION, action, problems);
            case "product_list" -> {
                problems.required(ACTION + ".catalog_id", action.catalogId(), action.unknownFields(), "catalog_id");
                if (!Problems.isElsewhere(action.unknownFields(), "sections")) {
                    checkProducts(ACTION, action.sections(), problems);
                }
            }
            case "carousel" -> checkCards(action, problems);
            case "order_details", "order_status" -> {
                parameter(action, "reference_id", problems);
                String reference = Problems.text(action.parameters(), "reference_id");
                String field = ACTION + ".parameters.reference_id";
                if (!reference.isEmpty()) {
                    problems.text(field, reference, Limit.ORDER_REFERENCE);
                }
                if (!REFERENCE.matcher(reference).matches()) {
                    problems.add(field, "may have letters, digits, underscores, hyphens and dots only");
                }
            }
            default -> problems.required(ACTION + ".name", action.name(), action.unknownFields(), "name");
        }
    }

    private static void parameter(Action action, String name, Problems problems) {
        if (!Problems.isElsewhere(action.parameters(), name)
                && !Problems.isElsewhere(action.unknownFields(), "parameters")) {
            problems.missing(ACTION + ".parameters." + name);
        }
    }

    private static void checkButtons(String field, Action action, Problems problems) {
        if (Problems.isElsewhere(action.unknownFields(), "buttons")) {
            return;
        }
        List<Button> buttons = action.buttons();
        problems.count(field + ".buttons", buttons.size(), Limit.BUTTONS);
        for (int i = 0; i < buttons.size(); i++) {
            Button button = buttons.get(i);
            String type = button.type().isEmpty() ? "reply" : button.type();
            String path = field + ".buttons[" + i + "]." + type;
            Map<String, JsonNode> unknownFields =
                    JsonFields.of(button.unknownFields().get(type)).rest();
            problems.text(path + ".id", button.id(), unknownFields, "id", Limit.BUTTON_ID);
            problems.text(path + ".title", button.title(), unknownFields, "title", Limit.BUTTON_TITLE);
        }
        problems.distinct(
                field + ".buttons: id", buttons.stream().map(Button::id).toList());
        problems.distinct(
                field + ".buttons: title", buttons.stream().map(Button::title).toList());
    }

    private static void checkUrl(String field, Action action, Problems problems) {
        if (Problems.isElsewhere(action.unknownFields(), "parameters")) {
            return;
        }
        JsonNode display = action.parameters().getOrDefault("display_text", TextNode.valueOf(""));
        String url = Problems.text(action.parameters(), "url");
        if (display.isTextual() || display.isNull()) {
            problems.text(field + ".parameters.display_text", display.asText(""), Limit.URL_BUTTON);
        }
        problems.required(field + ".parameters.url", url, action.parameters(), "url");
        problems.url(field + ".parameters.url", url);
    }

    private static void checkFlow(Action action, Problems problems) {
        Map<String, JsonNode> parameters = action.parameters();
        parameter(action, "flow_message_version", problems);
        parameter(action, "flow_cta", problems);
        String button = Problems.text(parameters, "flow_cta");
        if (!button.isEmpty()) {
            problems.text(ACTION + ".parameters.flow_cta", button, Limit.FLOW_BUTTON);
        }
        boolean id = Problems.isElsewhere(parameters, "flow_id");
        if (id == Problems.isElsewhere(parameters, "flow_name")
                && !Problems.isElsewhere(action.unknownFields(), "parameters")) {
            problems.add(
                    ACTION + ".parameters", "needs either flow_id or flow_name, and has " + (id ? "both" : "neither"));
        }
    }

    private static void checkList(Action action, Problems problems) {
        problems.text(ACTION + ".button", action.button(), action.unknownFields(), "button", Limit.LIST_BUTTON);
        if (Problems.isElsewhere(action.unknownFields(), "sections")) {
            return;
        }
        List<Section> sections = action.sections();
        checkTitles(ACTION, sections, problems);
        int rows = 0;
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < sections.size(); i++) {
            List<Row> some = sections.get(i).rows();
            rows += some.size();
            for (int j = 0; j < some.size(); j++) {
                Row row = some.get(j);
                String field = ACTION + ".sections[" + i + "].rows[" + j + "]";
                problems.text(field + ".id", row.id(), row.unknownFields(), "id", Limit.ROW_ID);
                problems.text(field + ".title", row.title(), row.unknownFields(), "title", Limit.ROW_TITLE);
                problems.text(field + ".description", row.description(), Limit.ROW_DESCRIPTION);
                if (!row.id().isEmpty() && !ids.add(row.id())) {
                    problems.add(field + ".id", "is used twice, but must be unique");
                }
            }
        }
        if (sections.stream().noneMatch(section -> Problems.isElsewhere(section.unknownFields(), "rows"))) {
            problems.count(ACTION + ".sections: rows", rows, Limit.ROWS);
        }
    }

    private static void checkTitles(String field, List<Section> sections, Problems problems) {
        problems.count(field + ".sections", sections.size(), Limit.SECTIONS);
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            String path = field + ".sections[" + i + "].title";
            problems.text(path, section.title(), Limit.SECTION_TITLE);
            if (sections.size() > 1
                    && section.title().isBlank()
                    && !Problems.isElsewhere(section.unknownFields(), "title")) {
                problems.add(path, "is missing or empty; with several sections each needs one");
            }
        }
    }

    private static void checkProduct(String field, Action action, Problems problems) {
        problems.required(field + ".catalog_id", action.catalogId(), action.unknownFields(), "catalog_id");
        problems.required(
                field + ".product_retailer_id", action.productId(), action.unknownFields(), "product_retailer_id");
    }

    /** Checks sections of products, in a message or in a template's button. */
    static void checkProducts(String field, List<Section> sections, Problems problems) {
        checkTitles(field, sections, problems);
        int products = 0;
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            if (Problems.isElsewhere(section.unknownFields(), "product_items")) {
                return;
            }
            products += section.products().size();
            if (section.products().isEmpty()) {
                problems.missing(field + ".sections[" + i + "].product_items");
            }
        }
        if (products > Limit.PRODUCTS.max()) {
            problems.count(field + ".sections: product_items", products, Limit.PRODUCTS);
        }
    }

    private static void checkCards(Action action, Problems problems) {
        if (Problems.isElsewhere(action.unknownFields(), "cards")) {
            return;
        }
        List<Card> cards = action.cards();
        problems.count(ACTION + ".cards", cards.size(), Limit.CARDS);
        for (int i = 0; i < cards.size(); i++) {
            checkCard(ACTION + ".cards[" + i + "]", cards.get(i), problems);
        }
        if (cards.stream().map(InteractiveRules::make).distinct().count() > 1) {
            problems.add(
                    ACTION + ".cards",
                    "must all have the same form: products of one catalog, or the same kind of header and of buttons, "
                            + "and as many of them");
        }
    }

    /** Returns the parts that must be equal on all cards of a carousel. */
    private static String make(Card card) {
        Action action = card.action();
        return String.join(
                "/",
                card.header().type().toLowerCase(Locale.ROOT),
                action.name(),
                action.catalogId(),
                String.valueOf(action.buttons().size()));
    }

    private static void checkCard(String field, Card card, Problems problems) {
        if (Problems.isElsewhere(card.unknownFields(), "action")
                || Problems.isElsewhere(card.unknownFields(), "header")) {
            return;
        }
        Action action = card.action();
        if (card.type().equals("product") || !action.productId().isEmpty()) {
            checkProduct(field + ".action", action, problems);
            return;
        }
        checkHeader(field + ".header", card.header(), problems);
        String header = card.header().type().toLowerCase(Locale.ROOT);
        if (!header.isEmpty() && !header.equals("image") && !header.equals("video")) {
            problems.add(field + ".header", "must be an image or a video");
        }
        problems.text(field + ".body.text", card.body(), Limit.CARD_BODY);
        long lines = card.body().chars().filter(c -> c == '\n').count();
        if (lines > Limit.CARD_LINES.max()) {
            problems.count(field + ".body.text", (int) lines, Limit.CARD_LINES);
        }
        if (action.buttons().isEmpty()) {
            checkUrl(field + ".action", action, problems);
        } else {
            checkButtons(field + ".action", action, problems);
        }
    }
}
