package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.message.Interactive.Action;
import io.github.whatsapp360.message.Interactive.Button;
import io.github.whatsapp360.message.Interactive.Card;
import io.github.whatsapp360.message.Interactive.Header;
import io.github.whatsapp360.message.Interactive.Row;
import io.github.whatsapp360.message.Interactive.Section;
import java.util.Locale;
import java.util.Map;

/** The JSON form of {@link Interactive}. */
final class InteractiveJson {

    private InteractiveJson() {}

    static ObjectNode write(Interactive interactive) {
        return new Json()
                .text("type", interactive.kind())
                .object("header", write(interactive.header()))
                .textIn("body", "text", interactive.body())
                .textIn("footer", "text", interactive.footer())
                .object("action", write(interactive.action()))
                .unknownFields(interactive.unknownFields());
    }

    static Interactive read(JsonFields json) {
        return new Interactive(
                json.text("type"),
                readHeader(json.object("header")),
                json.textIn("body", "text"),
                json.textIn("footer", "text"),
                readAction(json.object("action")),
                json.rest());
    }

    private static ObjectNode write(Header header) {
        return new Json()
                .text("type", header.type())
                .node(header.type().toLowerCase(Locale.ROOT), header.value())
                .unknownFields(header.unknownFields());
    }

    private static Header readHeader(JsonFields json) {
        if (json.isEmpty()) {
            return Header.NONE;
        }
        String type = json.text("type");
        return new Header(type, TemplateJson.takeValue(json, type), json.rest());
    }

    private static ObjectNode write(Action action) {
        return new Json()
                .text("name", action.name())
                .object("parameters", Json.of(action.parameters()))
                .text("button", action.button())
                .list("buttons", action.buttons(), InteractiveJson::write)
                .text("catalog_id", action.catalogId())
                .text("product_retailer_id", action.productId())
                .list("sections", action.sections(), InteractiveJson::write)
                .list("cards", action.cards(), InteractiveJson::write)
                .unknownFields(action.unknownFields());
    }

    private static Action readAction(JsonFields json) {
        return json.isEmpty()
                ? Action.NONE
                : new Action(
                        json.text("name"),
                        json.map("parameters"),
                        json.text("button"),
                        json.list("buttons", InteractiveJson::readButton),
                        json.list("sections", InteractiveJson::readSection),
                        json.text("catalog_id"),
                        json.text("product_retailer_id"),
                        json.list("cards", InteractiveJson::readCard),
                        json.rest());
    }

    /** Writes a button. Its ID and title are in an object that has the name of the button's type. */
    private static ObjectNode write(Button button) {
        String name = button.type().isEmpty() ? "reply" : button.type();
        ObjectNode inner =
                new Json().text("id", button.id()).text("title", button.title()).unknownFields(Map.of());
        return new Json().text("type", button.type()).object(name, inner).unknownFields(button.unknownFields());
    }

    private static Button readButton(JsonFields json) {
        String type = json.text("type");
        String name = type.isEmpty() ? "reply" : type;
        JsonFields inner = json.object(name);
        String id = inner.text("id");
        String title = inner.text("title");
        json.putBack(name, inner);
        return new Button(type, id, title, json.rest());
    }

    static ObjectNode write(Section section) {
        return new Json()
                .text("title", section.title())
                .list("rows", section.rows(), InteractiveJson::write)
                .list("product_items", section.products(), product -> JsonNodeFactory.instance
                        .objectNode()
                        .put("product_retailer_id", product))
                .unknownFields(section.unknownFields());
    }

    static Section readSection(JsonFields json) {
        return new Section(
                json.text("title"),
                json.list("rows", InteractiveJson::readRow),
                json.texts("product_items", "product_retailer_id"),
                json.rest());
    }

    private static ObjectNode write(Row row) {
        return new Json()
                .text("id", row.id())
                .text("title", row.title())
                .text("description", row.description())
                .unknownFields(row.unknownFields());
    }

    private static Row readRow(JsonFields json) {
        return new Row(json.text("id"), json.text("title"), json.text("description"), json.rest());
    }

    private static ObjectNode write(Card card) {
        return new Json()
                .index("card_index", card.index())
                .text("type", card.type())
                .object("header", write(card.header()))
                .textIn("body", "text", card.body())
                .object("action", write(card.action()))
                .unknownFields(card.unknownFields());
    }

    private static Card readCard(JsonFields json) {
        return new Card(
                json.index("card_index"),
                json.text("type"),
                readHeader(json.object("header")),
                json.textIn("body", "text"),
                readAction(json.object("action")),
                json.rest());
    }
}
