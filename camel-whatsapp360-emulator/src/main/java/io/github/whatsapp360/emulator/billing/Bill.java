package io.github.whatsapp360.emulator.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.data.DataLog;
import io.github.whatsapp360.emulator.model.BillingTotal;
import io.github.whatsapp360.emulator.model.MessagePricing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The delivered messages of all numbers, by month and price. Months and days are those of the clock's time zone; at the
 * service, those of the business account's.
 */
public final class Bill {

    private final ZoneId zone;
    private final DataLog log;
    private final Map<Month, Map<MessagePricing, Long>> months = new HashMap<>();
    private final Map<MessagePricing, MessagePricing> prices = new HashMap<>();

    public Bill(ZoneId zone, DataLog log) {
        this.zone = zone;
        this.log = log;
    }

    private record Month(String key, YearMonth month) {}

    /** Returns the price that a message would have if it were delivered at this time. */
    public synchronized MessagePricing estimate(PriceBasis basis, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        Month month = new Month(basis.key(), YearMonth.from(day));
        MonthlyBill bill = new MonthlyBill(month.month(), months.getOrDefault(month, Map.of()));
        return one(PricingRules.price(basis, day, bill.freeService()));
    }

    /** Returns one object for all equal prices: there are a few, and very many messages. */
    public synchronized MessagePricing one(MessagePricing price) {
        return prices.computeIfAbsent(price, first -> first);
    }

    /**
     * Puts a message on the bill.
     *
     * @param status by which it is known to be delivered, at this time
     */
    public synchronized MessagePricing charge(String messageId, PriceBasis basis, String status, Instant at) {
        MessagePricing pricing = estimate(basis, at);
        Month month = new Month(basis.key(), YearMonth.from(LocalDate.ofInstant(at, zone)));
        add(month, pricing, 1);
        log.write(BillLines.total(month.key(), month.month(), pricing, 1)
                .setAll(BillLines.message(messageId, pricing, status)));
        return pricing;
    }

    private void add(Month month, MessagePricing pricing, long count) {
        months.computeIfAbsent(month, any -> new HashMap<>()).merge(pricing, count, Long::sum);
    }

    /** Takes in a line of the data folder: messages that an earlier emulator has charged. */
    public synchronized void restore(JsonNode line, Accounts accounts) {
        BillLines.month(line)
                .ifPresent(month -> add(
                        new Month(accounts.keyOf(line.path("key").asText()), month),
                        BillLines.pricing(line),
                        line.path("count").asLong()));
    }

    /** Returns the lines of the data folder about the totals. */
    public synchronized Stream<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        months.forEach((month, counts) -> counts.forEach(
                (pricing, count) -> lines.add(BillLines.total(month.key(), month.month(), pricing, count))));
        return lines.stream();
    }

    /** Returns the months of a number, oldest first. */
    public synchronized List<MonthlyBill> months(String key) {
        List<MonthlyBill> bills = new ArrayList<>();
        months.keySet().stream()
                .filter(month -> month.key().equals(key))
                .sorted((one, other) -> one.month().compareTo(other.month()))
                .forEach(month -> bills.add(new MonthlyBill(month.month(), Map.copyOf(months.get(month)))));
        return bills;
    }

    /** Returns the totals of all numbers. */
    public List<BillingTotal> totals(Accounts accounts) {
        return accounts.all().stream()
                .flatMap(account ->
                        months(account.key()).stream().flatMap(bill -> bill.totals(account.displayNumber()).stream()))
                .toList();
    }
}
