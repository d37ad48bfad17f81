package io.github.whatsapp360.emulator.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.model.BillingTotal;
import io.github.whatsapp360.emulator.model.MessagePricing;

/** The bill as the page gets it. */
public final class BillJson {

    private BillJson() {}

    /**
     * Returns the months of all numbers: {@code [{"number", "month", "billable", "free", "freeServiceLeft", "totals":
     * [{"category", "type", "billable", "count"}]}]}.
     */
    public static ArrayNode all(Bill bill, Accounts accounts) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Account account : accounts.all()) {
            bill.months(account.key()).forEach(month -> all.add(month(account.displayNumber(), month)));
        }
        return all;
    }

    private static ObjectNode month(String number, MonthlyBill bill) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("number", number)
                .put("month", bill.month().toString())
                .put("billable", bill.count(true))
                .put("free", bill.count(false));
        bill.freeServiceLeft().ifPresent(left -> json.put("freeServiceLeft", left));
        ArrayNode totals = json.putArray("totals");
        for (BillingTotal total : bill.totals(number)) {
            totals.add(pricing(total.pricing()).put("count", total.count()));
        }
        return json;
    }

    /** Returns {@code {"category", "type", "billable"}}. */
    public static ObjectNode pricing(MessagePricing pricing) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("category", pricing.category())
                .put("type", pricing.type())
                .put("billable", pricing.billable());
    }
}
