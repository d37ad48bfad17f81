package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/** The page shows the price of each message, and the bill of each number. The machine's clock is later than 2026-10. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class BillPageTest {

    private static Page page;

    @BeforeAll
    static void open() {
        page = Page.open();
        Templates.create(page.api);
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @BeforeEach
    void reset() {
        page.reset();
        page.visit("");
    }

    private static String price(String id) {
        page.message(id);
        return page.text("[data-id='" + id + "'] .price");
    }

    private static void awaitBill(String... lines) {
        await().untilAsserted(() -> assertThat(texts("#bills tbody tr")).containsExactly(lines));
    }

    /** Reads everything at once, because the page may replace it at any time. */
    @SuppressWarnings("unchecked")
    private static List<String> texts(String css) {
        return (List<String>) page.js(
                "return [...document.querySelectorAll(arguments[0])].map(node => node.cells"
                        + " ? [...node.cells].map(cell => cell.textContent).join(' ') : node.textContent)",
                css);
    }

    @Test
    void eachMessageShowsItsPrice() {
        String free = page.api.text(Page.NUMBER, "Hello");
        String billed = page.api.message("template", Templates.ORDER);
        await().untilAsserted(() -> assertThat(price(free)).isEqualTo("Service, free"));
        await().untilAsserted(() -> assertThat(price(billed)).isEqualTo("Utility, billed"));
        assertThat(page.js("return document.querySelector(arguments[0]).title", "[data-id='" + billed + "'] .price"))
                .isEqualTo("Price: Regular");
        assertThat((String)
                        page.js("return document.querySelector(arguments[0]).ariaLabel", "[data-id='" + billed + "']"))
                .endsWith(". Utility, billed");
        page.visit("");
        assertThat(price(free)).as("after a reload").isEqualTo("Service, free");
    }

    @Test
    void whatFailsHasNoPrice() {
        page.api.call("PUT", "/emulator/settings", "{\"statuses\":{\"failCode\":131026}}");
        String id = page.api.text(Page.NUMBER, "Hello");
        page.awaitStatus(id, "Failed");
        assertThat(page.all("[data-id='" + id + "'] .price")).isEmpty();
    }

    @Test
    void theBillGrowsWhileItIsOpen() {
        page.click("[data-tool=bill]");
        await().until(() -> page.shows("#bills-none"));
        page.api.text(Page.NUMBER, "Hello");
        awaitBill("Service Free customer service 1");
        page.api.message("template", Templates.ORDER);
        page.api.text("4930901820", "Hello");
        awaitBill("Service Free customer service 2", "Utility Regular 1");
        assertThat(page.shows("#bills-none")).isFalse();
        assertThat(page.text("#bills h3")).startsWith("+15550783881 · ");
        assertThat(page.text("#bills p")).isEqualTo("1 billed · 2 free · 998 free service messages left");
        page.reset();
        await().until(() -> page.shows("#bills-none"));
    }

    @Test
    void theNewestMonthIsTheFirst() {
        page.visit("#bill");
        page.api.message("template", Templates.ORDER);
        awaitBill("Utility Regular 1");
        String first = page.text("#bills h3");
        page.api.call("POST", "/emulator/clock", "{\"advance\":\"P31D\"}");
        page.api.text(Page.NUMBER, "Hello");
        awaitBill("Service Free customer service 1", "Utility Regular 1");
        assertThat(texts("#bills h3")).hasSize(2).endsWith(first);
    }

    @Test
    void keysMoveBetweenTheTabs() {
        page.click("[data-tool=faults]");
        page.press(Keys.ARROW_RIGHT);
        assertThat(page.wait("#bill").isDisplayed()).isTrue();
        assertThat(page.js("return document.activeElement.id")).isEqualTo("tab-bill");
        for (int i = 0; i < 5; i++) {
            page.press(Keys.ARROW_LEFT);
        }
        assertThat(page.js("return document.activeElement.id")).isEqualTo("tab-settings");
    }
}
