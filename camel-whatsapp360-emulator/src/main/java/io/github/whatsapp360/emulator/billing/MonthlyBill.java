package io.github.whatsapp360.emulator.billing;

import io.github.whatsapp360.emulator.model.BillingTotal;
import io.github.whatsapp360.emulator.model.MessagePricing;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The delivered messages of one number in one month. */
record MonthlyBill(YearMonth month, Map<MessagePricing, Long> counts) {

    /** Returns the totals by price: by category, and the charged messages of a category first. */
    List<BillingTotal> totals(String number) {
        return counts.entrySet().stream()
                .map(count -> new BillingTotal(number, month, count.getKey(), count.getValue()))
                .sorted(Comparator.comparing(
                                (BillingTotal total) -> total.pricing().category())
                        .thenComparing(total -> !total.pricing().billable())
                        .thenComparing(total -> total.pricing().type()))
                .toList();
    }

    /** Returns the number of messages that are charged, or that are free. */
    long count(boolean billable) {
        return sum(pricing -> pricing.billable() == billable);
    }

    /** Returns the number of messages that were free as service messages. */
    long freeService() {
        return sum(PricingRules::isFreeService);
    }

    /** Returns the number of service messages that are still free; empty for a month in which all are. */
    OptionalLong freeServiceLeft() {
        return month.isBefore(YearMonth.from(PricingRules.SERVICE_IS_CHARGED))
                ? OptionalLong.empty()
                : OptionalLong.of(PricingRules.FREE_SERVICE_MESSAGES - freeService());
    }

    private long sum(Predicate<MessagePricing> which) {
        return counts.entrySet().stream()
                .filter(count -> which.test(count.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
