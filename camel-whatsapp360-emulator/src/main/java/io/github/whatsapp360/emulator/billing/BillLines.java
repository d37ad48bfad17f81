package io.github.whatsapp360.emulator.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.model.MessagePricing;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Lines of the data folder about the bill: a total, the price of a message, or both. Totals outlive messages, which are
 * forgotten some time. Keys are secret, so it has their hashes.
 */
public final class BillLines {

    private BillLines() {}

    /** Returns a line about the price of a message that was charged by this status. */
    public static ObjectNode message(String messageId, MessagePricing pricing, String status) {
        return line(pricing).put("id", messageId).put("status", status);
    }

    static ObjectNode total(String key, YearMonth month, MessagePricing pricing, long count) {
        return line(pricing)
                .put("key", Accounts.hash(key))
                .put("month", month.toString())
                .put("count", count);
    }

    private static ObjectNode line(MessagePricing pricing) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("line", "billed")
                .put("category", pricing.category())
                .put("type", pricing.type())
                .put("billable", pricing.billable());
    }

    public static MessagePricing pricing(JsonNode line) {
        return new MessagePricing(
                line.path("category").asText(),
                line.path("type").asText(),
                line.path("billable").asBoolean());
    }

    /** Returns the month of a total; empty if the line is not about one. */
    static Optional<YearMonth> month(JsonNode line) {
        try {
            return line.has("month")
                    ? Optional.of(YearMonth.parse(line.path("month").asText()))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
