package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.message.Template.Component;
import io.github.whatsapp360.message.Template.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The service's rules for template messages that can be checked without the template itself. */
final class TemplateRules {

    private static final Pattern SPACES = Pattern.compile(" {" + (Limit.TEMPLATE_SPACES.max() + 1) + ",}");
    private static final Pattern BREAKS = Pattern.compile("[\\n\\r\\t]");

    private TemplateRules() {}

    static void check(Template template, Problems problems) {
        problems.text("template.name", template.name(), template.unknownFields(), "name", Limit.TEMPLATE_NAME);
        JsonNode language = template.unknownFields().get("language");
        if (language == null || language.isObject()) {
            problems.required(
                    "template.language.code",
                    template.language(),
                    JsonFields.of(language).rest(),
                    "code");
        }
        check("template", template.components(), problems);
    }

    private static void check(String field, List<Component> components, Problems problems) {
        for (int i = 0; i < components.size(); i++) {
            check(field + ".components[" + i + "]", components.get(i), problems);
        }
    }

    private static void check(String field, Component component, Problems problems) {
        problems.required(field + ".type", component.type(), component.unknownFields(), "type");
        String type = component.type().toLowerCase(Locale.ROOT);
        if (type.equals("button")) {
            problems.required(field + ".sub_type", component.subType(), component.unknownFields(), "sub_type");
            if (component.index().isEmpty() && !Problems.isElsewhere(component.unknownFields(), "index")) {
                problems.missing(field + ".index");
            }
        }
        for (int i = 0; i < component.parameters().size(); i++) {
            check(field + ".parameters[" + i + "]", type, component.parameters().get(i), problems);
        }
        if (type.equals("carousel") && !Problems.isElsewhere(component.unknownFields(), "cards")) {
            problems.count(field + ".cards", component.cards().size(), Limit.CARDS);
            for (int i = 0; i < component.cards().size(); i++) {
                check(field + ".cards[" + i + "]", component.cards().get(i).components(), problems);
            }
        }
    }

    private static void check(String field, String part, Parameter parameter, Problems problems) {
        problems.required(field + ".type", parameter.type(), parameter.unknownFields(), "type");
        String type = parameter.type().toLowerCase(Locale.ROOT);
        JsonNode value = parameter.value();
        if (!type.isEmpty() && (value.isMissingNode() || value.isNull())) {
            problems.missing(field + "." + type);
            return;
        }
        parameter.media().ifPresent(media -> MessageRules.checkMedia(field + "." + type, media, problems));
        parameter.text().ifPresent(text -> checkText(field + ".text", part, text, problems));
        switch (type) {
            case "coupon_code" -> {
                if (value.isTextual()) {
                    problems.text(field + ".coupon_code", value.textValue(), Limit.COUPON_CODE);
                }
            }
            case "limited_time_offer" -> {
                if (value.isObject() && !value.hasNonNull("expiration_time_ms")) {
                    problems.missing(field + ".limited_time_offer.expiration_time_ms");
                }
            }
            case "location" -> {
                if (MessageJson.readContent("location", value) instanceof Location location) {
                    MessageRules.checkLocation(field + ".location", location, problems);
                }
            }
            case "action" -> {
                List<Interactive.Section> sections =
                        JsonFields.list(value.get("sections"), InteractiveJson::readSection);
                if (!sections.isEmpty()) {
                    InteractiveRules.checkProducts(field + ".action", sections, problems);
                }
            }
            default -> {
                // no documented rules
            }
        }
    }

    private static void checkText(String field, String part, String text, Problems problems) {
        problems.text(field, text, Limit.TEMPLATE_TEXT);
        if (!part.equals("button") && BREAKS.matcher(text).find()) {
            problems.add(field, "has line breaks or tabs, but WhatsApp accepts none in a template's placeholder");
        }
        if (!part.equals("button") && SPACES.matcher(text).find()) {
            problems.add(field, "has more than " + Limit.TEMPLATE_SPACES.max() + " spaces in a row");
        }
    }
}
