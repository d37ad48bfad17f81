package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.message.Template;
import io.github.whatsapp360.message.Template.Component;
import io.github.whatsapp360.message.Template.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares a template message with the template that it names. Only what the service certainly refuses is a problem.
 * Sources: Meta, "Template components", "Cloud API error codes" (132000, 132001, 132012, 132015, 132016), and the pages
 * of coupon code, limited-time offer, media card carousel and authentication templates.
 */
final class TemplateFit {

    /** The statuses of templates that cannot be sent. Of others, the service decides. */
    private static final Set<String> BLOCKED =
            Set.of("PENDING", "REJECTED", "PAUSED", "DISABLED", "IN_APPEAL", "PENDING_DELETION", "DELETED", "ARCHIVED");

    private static final Set<String> FILES = Set.of("IMAGE", "VIDEO", "DOCUMENT", "LOCATION", "PRODUCT");

    /** The kinds of buttons in messages, with the types of the buttons in templates that they fit. */
    private static final Map<String, Set<String>> BUTTONS = Map.of(
            "url", Set.of("URL", "OTP"),
            "copy_code", Set.of("COPY_CODE"),
            "quick_reply", Set.of("QUICK_REPLY"));

    private final String name;
    private final MessageTemplate template;
    private final List<Problem> problems = new ArrayList<>();

    private TemplateFit(MessageTemplate template) {
        this.name = "the template \"" + template.name() + "\" (" + template.language() + ")";
        this.template = template;
    }

    /**
     * Returns the problems of a message; empty if it can be sent.
     *
     * @param languages the template that it names, in all its languages
     */
    static List<Problem> problems(Template message, List<MessageTemplate> languages) {
        if (languages.isEmpty()) {
            return List.of(
                    new Problem("template.name", "there is no template \"" + message.name() + "\" in this account"));
        }
        MessageTemplate template = languages.stream()
                .filter(each -> each.language().equals(message.language()))
                .findFirst()
                .orElse(null);
        if (template == null) {
            return List.of(new Problem(
                    "template.language.code",
                    "the template \"" + message.name() + "\" has no language \"" + message.language() + "\"; it has "
                            + languages.stream().map(MessageTemplate::language).collect(Collectors.joining(", "))));
        }
        TemplateFit fit = new TemplateFit(template);
        if (BLOCKED.contains(template.status())) {
            String reason = template.rejectedReason().isEmpty() ? "" : " (" + template.rejectedReason() + ")";
            fit.problem("template.name", "is " + template.status() + reason + ", so it cannot be sent now");
        } else if (!message.unknownFields().containsKey("components")) {
            fit.check("template", template.components(), message.components());
        }
        return List.copyOf(fit.problems);
    }

    private void check(String field, List<MessageTemplate.Component> parts, List<Component> given) {
        texts(field + ".body", part(parts, "BODY"), parameters(given, "body"));
        header(field + ".header", part(parts, "HEADER"), parameters(given, "header"));
        buttons(field + ".buttons", parts, given);
        boolean expires = parts.stream().anyMatch(MessageTemplate.Component::hasExpiration);
        if (expires && given.stream().noneMatch(each -> is(each, "limited_time_offer"))) {
            problem(field, "wants the end of its offer, a component of the type limited_time_offer");
        }
        cards(field + ".carousel", parts, given);
    }

    private void header(String field, Optional<MessageTemplate.Component> part, List<Parameter> given) {
        String format = part.map(MessageTemplate.Component::format).orElse("");
        if (format.isEmpty() || format.equals("TEXT")) {
            texts(field, part, given);
            return;
        }
        if (FILES.contains(format)) {
            String type = format.toLowerCase(Locale.ROOT);
            if (given.size() != 1 || !given.get(0).type().equalsIgnoreCase(type)) {
                problem(
                        field,
                        "wants one parameter of the type " + type + " in its header, but the message has "
                                + types(given));
            }
        }
    }

    private static String types(List<Parameter> given) {
        return given.isEmpty() ? "none" : given.stream().map(Parameter::type).collect(Collectors.joining(", "));
    }

    private void texts(String field, Optional<MessageTemplate.Component> part, List<Parameter> given) {
        List<String> wanted = part.map(MessageTemplate.Component::placeholders).orElse(List.of());
        boolean isUnwritten = part.filter(each -> each.text().isEmpty()).isPresent();
        String where = "in its " + field.substring(field.lastIndexOf('.') + 1);
        if (isUnwritten && template.category().equals("AUTHENTICATION") && field.endsWith(".body")) {
            wanted = List.of("1"); // WhatsApp writes the text itself
        } else if (isUnwritten) {
            return; // a part of an unknown form
        }
        if (template.hasNamedPlaceholders()) {
            Set<String> names = given.stream().map(Parameter::name).collect(Collectors.toSet());
            if (!names.equals(Set.copyOf(wanted)) || given.size() != wanted.size()) {
                problem(
                        field,
                        "wants " + count(wanted.size()) + " " + where + shown(wanted)
                                + ", each with its parameter_name, but the message has " + given.size()
                                + named(names));
            }
        } else if (given.size() != wanted.size()) {
            problem(
                    field,
                    "wants " + count(wanted.size()) + " " + where + shown(wanted) + ", but the message has "
                            + given.size());
        }
    }

    private static String count(int parameters) {
        return parameters == 0 ? "no parameters" : parameters == 1 ? "1 parameter" : parameters + " parameters";
    }

    private static String shown(List<String> placeholders) {
        return placeholders.isEmpty()
                ? ""
                : placeholders.stream().map(each -> "{{" + each + "}}").collect(Collectors.joining(", ", " (", ")"));
    }

    private static String named(Set<String> names) {
        String known = names.stream().filter(each -> !each.isEmpty()).sorted().collect(Collectors.joining(", "));
        return known.isEmpty() ? "" : " (" + known + ")";
    }

    private void buttons(String field, List<MessageTemplate.Component> parts, List<Component> given) {
        List<MessageTemplate.Button> wanted =
                part(parts, "BUTTONS").map(MessageTemplate.Component::buttons).orElse(List.of());
        List<Component> buttons =
                given.stream().filter(each -> is(each, "button")).toList();
        if (buttons.stream().anyMatch(each -> each.index().isEmpty())) {
            return; // it is not known which buttons these are
        }
        for (Component button : buttons) {
            int index = button.index().getAsInt();
            if (index >= wanted.size()) {
                problem(field + "[" + index + "]", "has " + wanted.size() + " buttons, counted from 0");
            } else {
                Set<String> types = BUTTONS.get(button.subType().toLowerCase(Locale.ROOT));
                if (types != null && !types.contains(wanted.get(index).type())) {
                    problem(
                            field + "[" + index + "]",
                            "has a button of the type " + wanted.get(index).type() + " there, but the message has "
                                    + button.subType());
                }
            }
        }
        for (int i = 0; i < wanted.size(); i++) {
            OptionalInt index = OptionalInt.of(i);
            List<Parameter> parameters = buttons.stream()
                    .filter(each -> each.index().equals(index))
                    .flatMap(each -> each.parameters().stream())
                    .toList();
            button(field + "[" + i + "]", wanted.get(i), parameters);
        }
    }

    private void button(String field, MessageTemplate.Button button, List<Parameter> given) {
        boolean isUrl = button.type().equals("URL");
        if (isUrl && button.placeholders().isEmpty()) {
            if (!given.isEmpty()) {
                problem(field, "has a fixed address there, so the button takes no parameter");
            }
        } else if (isUrl || button.type().equals("OTP")) {
            if (given.size() != 1 || !given.get(0).type().equalsIgnoreCase("text")) {
                problem(field, "wants one text for its address there, but the message has " + types(given));
            }
        } else if (button.type().equals("COPY_CODE")
                && (given.size() != 1 || !given.get(0).type().equalsIgnoreCase("coupon_code"))) {
            problem(field, "wants one coupon_code there, but the message has " + types(given));
        } else if (button.type().equals("MPM") && given.isEmpty()) {
            problem(field, "wants an action with its products there, but the message has none");
        }
    }

    private void cards(String field, List<MessageTemplate.Component> parts, List<Component> given) {
        List<List<MessageTemplate.Component>> wanted =
                part(parts, "CAROUSEL").map(MessageTemplate.Component::cards).orElse(List.of());
        List<Component> carousels =
                given.stream().filter(each -> is(each, "carousel")).toList();
        if (carousels.stream().anyMatch(each -> each.unknownFields().containsKey("cards"))) {
            return;
        }
        List<Template.Card> cards =
                carousels.stream().flatMap(each -> each.cards().stream()).toList();
        if (cards.size() != wanted.size()) {
            problem(field, "has a carousel of " + wanted.size() + " cards, but the message has " + cards.size());
            return;
        }
        for (int i = 0; i < cards.size(); i++) {
            int index = cards.get(i).index().orElse(i);
            if (index < wanted.size()) {
                check(
                        field + ".cards[" + index + "]",
                        wanted.get(index),
                        cards.get(i).components());
            }
        }
    }

    private static Optional<MessageTemplate.Component> part(List<MessageTemplate.Component> parts, String type) {
        return parts.stream().filter(part -> part.type().equals(type)).findFirst();
    }

    private static List<Parameter> parameters(List<Component> given, String type) {
        return given.stream()
                .filter(each -> is(each, type))
                .flatMap(each -> each.parameters().stream())
                .toList();
    }

    private static boolean is(Component component, String type) {
        return component.type().equalsIgnoreCase(type);
    }

    private void problem(String field, String what) {
        problems.add(new Problem(field, name + " " + what));
    }
}
