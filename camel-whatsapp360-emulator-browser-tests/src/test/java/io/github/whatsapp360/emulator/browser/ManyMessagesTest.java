package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page stays quick, however much there is to show. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class ManyMessagesTest {

    private static final int MANY = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Page page;

    @BeforeAll
    static void open() {
        page = Page.open();
        page.api.call("PUT", "/emulator/settings", "{\"limits\":{\"enabled\":false}}");
        measure();
    }

    private static void measure() {
        page.js("window.longest = 0; new PerformanceObserver(list => { for (const task of list.getEntries())"
                + " window.longest = Math.max(window.longest, task.duration); })"
                + ".observe({ type: 'longtask', buffered: true })");
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @Test
    @Timeout(180)
    void aHundredThousandMessagesDoNotFreezeThePage() throws IOException {
        page.message(page.api.text(Page.NUMBER, "the first"));
        Bulk.send(page.emulator, Page.NUMBER, MANY);
        String last = page.api.text(Page.NUMBER, "the last");
        await().atMost(PATIENCE).until(() -> page.shows("[data-id='" + last + "']"));
        assertThat(page.text("#count")).contains("50,002 messages");
        assertThat(page.text("#how-many")).startsWith("1,001");
        assertThat(bubbles()).isLessThanOrEqualTo(200);
        assertThat(page.all("#chats li").size()).isLessThanOrEqualTo(120);
        assertNeverFrozen();

        scrollUp(20);
        page.visit("");
        measure();
        assertThat(page.text("#how-many")).isEqualTo("500+");
        page.show(Page.NUMBER);
        scrollUp(20);
        for (int i = 0; i < 30 && !page.text("#how-many").equals("1,001"); i++) {
            int rows = page.all("#chats li").size();
            page.js("document.getElementById('chats').scrollTop = 1e9");
            await().until(() -> page.all("#chats li").size() > rows
                    || page.text("#how-many").equals("1,001"));
        }
        assertThat(page.text("#how-many")).isEqualTo("1,001");
        assertNeverFrozen();
    }

    private static void scrollUp(int times) {
        for (int i = 0; i < times; i++) {
            long before = position();
            page.js("document.getElementById('messages').scrollTop = 0");
            await().until(() -> position() < before);
            assertThat(bubbles()).isLessThanOrEqualTo(250);
        }
        page.js("document.getElementById('messages').dispatchEvent(new KeyboardEvent('keydown', { key: 'End' }))");
        await().until(() ->
                page.text("#messages .message:last-child p:not(.day)").equals("the last"));
    }

    private static long position() {
        return Long.parseLong(page.find("#messages .message").getDomAttribute("aria-posinset"));
    }

    private static long bubbles() {
        return (Long) page.js("return document.querySelectorAll('#messages .message').length");
    }

    /** Of this length would be a task that a person notices as a page that hangs; other builds may run on the machine. */
    private static void assertNeverFrozen() {
        double longest = ((Number) page.js("return window.longest")).doubleValue();
        System.out.printf("The page did not answer for %.0f ms at most%n", longest);
        assertThat(longest).isLessThan(2_000);
    }
}
