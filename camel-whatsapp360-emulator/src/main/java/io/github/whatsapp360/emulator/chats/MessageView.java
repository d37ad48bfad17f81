package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.StoredTemplate;
import io.github.whatsapp360.emulator.media.MediaChecks;
import io.github.whatsapp360.emulator.media.StoredMedia;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The parts of a message that a recipient sees and its JSON does not say: the words of a template, files that are only
 * named by their IDs, the amount of an order. It is noted when the message is accepted: templates and files may go.
 *
 * @param templates by name and language
 * @param files by ID
 */
public record MessageView(
        BiFunction<String, String, Optional<StoredTemplate>> templates, Function<String, Optional<StoredMedia>> files) {

    private static final long MOST_PARTS_OF_A_UNIT = 1_000_000;

    /** {@code {"template", "files", "amount"}}; each only if the message has it. */
    public ObjectNode of(String type, JsonNode content) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        if (type.equals("template")) {
            String language = content.at("/language/code").asText();
            templates
                    .apply(content.path("name").asText(), language)
                    .ifPresent(template -> view.set("template", template.filled(content.path("components"))));
        }
        if (type.equals("template") || type.equals("interactive")) {
            ObjectNode named = JsonNodeFactory.instance.objectNode();
            collect(content, named);
            if (!named.isEmpty()) {
                view.set("files", named);
            }
        }
        JsonNode order = content.at("/action/parameters");
        if (type.equals("interactive") && order.has("total_amount")) {
            amount(order.path("total_amount"), order.path("currency").asText()).ifPresent(a -> view.set("amount", a));
        } else if (type.equals("order")) {
            total(content.path("product_items")).ifPresent(a -> view.set("amount", a));
        }
        return view;
    }

    private void collect(JsonNode json, ObjectNode named) {
        for (String kind : MediaChecks.FILES) {
            String id = json.path(kind).path("id").asText();
            files.apply(id).ifPresent(file -> named.putObject(id)
                    .put("filename", json.path(kind).path("filename").asText(file.filename()))
                    .put("mimeType", file.mimeType())
                    .put("size", file.size()));
        }
        json.forEach(child -> collect(child, named));
    }

    /** Source: Meta, "Order details": the amount is {@code value / offset}. */
    private static Optional<ObjectNode> amount(JsonNode amount, String currency) {
        long offset = amount.path("offset").asLong();
        boolean whole =
                amount.path("value").isIntegralNumber() && amount.path("value").canConvertToLong();
        if (!whole || offset < 1 || offset > MOST_PARTS_OF_A_UNIT) {
            return Optional.empty();
        }
        int digits = Long.toString(offset).length() - 1;
        return offset == (long) Math.pow(10, digits)
                ? Optional.of(amount(BigDecimal.valueOf(amount.path("value").asLong(), digits), currency))
                : Optional.empty();
    }

    /** Returns the sum of the items of a customer's order. Source: Meta, "Webhooks", order messages. */
    private static Optional<ObjectNode> total(JsonNode items) {
        BigDecimal sum = BigDecimal.ZERO;
        String currency = items.at("/0/currency").asText();
        for (JsonNode item : items) {
            String price = item.path("item_price").asText();
            String quantity = item.path("quantity").asText();
            if (!price.matches("\\d{1,12}(\\.\\d{1,6})?")
                    || !quantity.matches("\\d{1,9}")
                    || !item.path("currency").asText().equals(currency)) {
                return Optional.empty();
            }
            sum = sum.add(new BigDecimal(price).multiply(new BigDecimal(quantity)));
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(amount(sum, currency));
    }

    private static ObjectNode amount(BigDecimal value, String currency) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("value", value.toPlainString())
                .put("currency", currency);
    }
}
