package io.github.whatsapp360.emulator.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.model.MessagePricing;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices before and since 2026-10-01; the places are those of {@code PriceBasis}. */
class PricingRulesTest {

    @ParameterizedTest
    @CsvSource({
        // day,     category,       place,      free before, category in status,  type,                        billable
        "2026-09-30, service,        window,     0,    service,             free_customer_service,       false",
        "2026-09-30, service,        window,     5000, service,             free_customer_service,       false",
        "2026-09-30, service,        outside,    0,    service,             free_customer_service,       false",
        "2026-09-30, utility,        window,     0,    utility,             free_customer_service,       false",
        "2026-09-30, utility,        outside,    0,    utility,             regular,                     true",
        "2026-09-30, marketing,      window,     0,    marketing,           regular,                     true",
        "2026-09-30, authentication, window,     0,    authentication,      regular,                     true",
        "2026-09-30, marketing,      entry,      0,    referral_conversion, free_entry_point,            false",
        "2026-09-30, service,        group,      0,    group_service,       free_group_customer_service, false",
        "2026-09-30, utility,        group,      0,    group_utility,       regular,                     true",
        "2026-10-01, service,        window,     0,    service,             free_customer_service,       false",
        "2026-10-01, service,        window,     999,  service,             free_customer_service,       false",
        "2026-10-01, service,        window,     1000, service,             regular,                     true",
        "2026-10-01, service,        outside,    1000, service,             regular,                     true",
        "2026-10-01, utility,        window,     0,    utility,             regular,                     true",
        "2026-10-01, utility,        outside,    0,    utility,             regular,                     true",
        "2026-10-01, marketing,      window,     0,    marketing,           regular,                     true",
        "2026-10-01, authentication, window,     0,    authentication,      regular,                     true",
        "2026-10-01, service,        entry,      1000, referral_conversion, free_entry_point,            false",
        "2026-10-01, utility,        entry,      0,    referral_conversion, free_entry_point,            false",
        "2026-10-01, service,        group,      999,  group_service,       free_group_customer_service, false",
        "2026-10-01, service,        group,      1000, group_service,       regular,                     true",
        "2026-10-01, marketing,      group,      0,    group_marketing,     regular,                     true",
        "2026-10-01, authentication, group,      0,    authentication,      regular,                     true",
    })
    void aMessageHasAPrice(
            LocalDate day,
            String category,
            String place,
            long freeBefore,
            String inStatus,
            String type,
            boolean billable) {
        PriceBasis basis =
                new PriceBasis("key", category, place.equals("group"), place.equals("window"), place.equals("entry"));
        assertThat(PricingRules.price(basis, day, freeBefore)).isEqualTo(new MessagePricing(inStatus, type, billable));
    }
}
