package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.message.Template.Card;
import io.github.whatsapp360.message.Template.Component;
import io.github.whatsapp360.message.Template.Parameter;
import java.util.Locale;

/** The JSON form of {@link Template}. */
final class TemplateJson {

    private TemplateJson() {}

    static ObjectNode write(Template template) {
        return new Json()
                .text("name", template.name())
                .textIn("language", "code", template.language())
                .list("components", template.components(), TemplateJson::write)
                .unknownFields(template.unknownFields());
    }

    static Template read(JsonFields json) {
        return new Template(
                json.text("name"),
                json.textIn("language", "code"),
                json.list("components", TemplateJson::readComponent),
                json.rest());
    }

    private static ObjectNode write(Component component) {
        return new Json()
                .text("type", component.type())
                .text("sub_type", component.subType())
                .index("index", component.index())
                .list("parameters", component.parameters(), TemplateJson::write)
                .list("cards", component.cards(), TemplateJson::write)
                .unknownFields(component.unknownFields());
    }

    private static Component readComponent(JsonFields json) {
        return new Component(
                json.text("type"),
                json.text("sub_type"),
                json.index("index"),
                json.list("parameters", TemplateJson::readParameter),
                json.list("cards", TemplateJson::readCard),
                json.rest());
    }

    private static ObjectNode write(Parameter parameter) {
        return new Json()
                .text("type", parameter.type())
                .text("parameter_name", parameter.name())
                .node(parameter.type().toLowerCase(Locale.ROOT), parameter.value())
                .unknownFields(parameter.unknownFields());
    }

    private static Parameter readParameter(JsonFields json) {
        String type = json.text("type");
        return new Parameter(type, takeValue(json, type), json.text("parameter_name"), json.rest());
    }

    /**
     * Removes and returns the value of a type. The type may be in upper case, but the field's name is in lower case.
     */
    static JsonNode takeValue(JsonFields json, String type) {
        return type.isEmpty() ? MissingNode.getInstance() : json.take(type.toLowerCase(Locale.ROOT));
    }

    private static ObjectNode write(Card card) {
        return new Json()
                .index("card_index", card.index())
                .list("components", card.components(), TemplateJson::write)
                .unknownFields(card.unknownFields());
    }

    private static Card readCard(JsonFields json) {
        return new Card(json.index("card_index"), json.list("components", TemplateJson::readComponent), json.rest());
    }
}
