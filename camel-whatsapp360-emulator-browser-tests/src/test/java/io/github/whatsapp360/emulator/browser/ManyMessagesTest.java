package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.testing.Figures;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page creates only the elements in view, even with very many messages. The long run reports its speed. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class ManyMessagesTest {

    private Page page;

    @BeforeEach
    void open() {
        page = Page.open();
        page.api.call("PUT", "/emulator/settings", "{\"limits\":{\"enabled\":false}}");
        measure();
    }

    private void measure() {
        page.js("window.longest = 0; new PerformanceObserver(list => { for (const task of list.getEntries())"
                + " window.longest = Math.max(window.longest, task.duration); })"
                + ".observe({ type: 'longtask', buffered: true })");
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void ofTwentyThousandMessagesThePageShowsAFewHundred() throws IOException {
        show(20_000, "10,002 messages");
    }

    @Test
    void aReaderStaysAtTheMessageWhenThePageGetsANewList() throws IOException {
        Bulk.send(page.emulator, Page.NUMBER, 1_000);
        String last = page.api.text(Page.NUMBER, "the last");
        page.message(last);
        scrollUpBy(5);
        page.js("const log = document.getElementById('messages'); log.scrollTop += 1000;"
                + " log.querySelector('.message:nth-child(40)').focus({ preventScroll: true })");
        page.awaitFrame();
        String reading = inView();
        double top = top(reading);

        assertThat(page.api
                        .call("DELETE", "/emulator/messages?id=" + last, null)
                        .path("deleted")
                        .asInt())
                .isEqualTo(1);
        await().until(() -> page.text("#count").contains("500 messages"));
        await().untilAsserted(() -> assertThat(inView()).isEqualTo(reading));
        assertThat(top(reading)).isCloseTo(top, within(2.0));
        assertThat(page.js("return document.activeElement.closest('#messages') !== null"))
                .isEqualTo(true);
        assertThat(page.shows("#to-end")).isTrue();
        scrollUpBy(2);
        scrollToEnd("Message 998");

        scrollUpBy(5);
        page.api.call("DELETE", "/emulator/messages?id=" + inView(), null);
        await().until(() -> page.text("#count").contains("499 messages"));
        await().untilAsserted(() -> assertThat(lastText()).isEqualTo("Message 998"));
    }

    private String inView() {
        return (String) page.js("const log = document.getElementById('messages');"
                + " const edge = log.getBoundingClientRect().top;"
                + " return [...log.children].find(one => one.getBoundingClientRect().bottom > edge).dataset.id");
    }

    private double top(String id) {
        return ((Number) page.js(
                        "return document.querySelector('[data-id=\"' + CSS.escape(arguments[0]) + '\"]')"
                                + ".getBoundingClientRect().top",
                        id))
                .doubleValue();
    }

    @Test
    @Tag("long")
    void howLongAHundredThousandMessagesFreezeThePage() throws IOException {
        double longest = show(100_000, "50,002 messages");
        // A person notices a task of this length as a page that hangs.
        Figures.report(
                "page: with 100,000 messages it did not answer for %.0f ms at most %s",
                longest, Figures.wanted("less than 2,000", longest < 2_000));
    }

    /** Returns the longest time in milliseconds in which the page did not react. */
    private double show(int messages, String count) throws IOException {
        page.message(page.api.text(Page.NUMBER, "the first"));
        Bulk.send(page.emulator, Page.NUMBER, messages);
        String last = page.api.text(Page.NUMBER, "the last");
        await().until(() -> page.shows("[data-id='" + last + "']"));
        assertThat(page.text("#count")).contains(count);
        // A page that fell behind by too many events began anew with the newest 500 chats.
        assertThat(page.text("#how-many")).matches("1,00[01]\\+?|[5-9]\\d\\d\\+");
        assertThat(bubbles()).isLessThanOrEqualTo(200);
        assertThat(page.all("#chats li").size()).isLessThanOrEqualTo(120);
        double longest = longest();

        scrollUp(20);
        page.visit("");
        measure();
        assertThat(page.text("#how-many")).isEqualTo("500+");
        page.show(Page.NUMBER);
        scrollUp(20);
        await().until(() -> {
            page.js("document.getElementById('chats').scrollTop = 1e9");
            return page.text("#how-many").equals("1,001");
        });
        return Math.max(longest, longest());
    }

    private void scrollUp(int times) {
        scrollUpBy(times);
        scrollToEnd("the last");
    }

    private void scrollUpBy(int times) {
        for (int i = 0; i < times; i++) {
            int before = oldest();
            page.js("document.getElementById('messages').scrollTop = 0");
            await().until(() -> oldest() < before);
            assertThat(bubbles()).isLessThanOrEqualTo(250);
        }
    }

    private void scrollToEnd(String last) {
        page.js("document.getElementById('messages').dispatchEvent(new KeyboardEvent('keydown', { key: 'End' }))");
        await().until(() -> lastText().equals(last));
    }

    private String lastText() {
        return page.text("#messages .message:last-child p:not(.day)");
    }

    /** Returns the number in the text of the oldest message in the page. */
    private int oldest() {
        return Integer.parseInt(page.text("#messages .message p:not(.day)")
                .replaceAll("\\D", "")
                .strip());
    }

    private long bubbles() {
        return (Long) page.js("return document.querySelectorAll('#messages .message').length");
    }

    private double longest() {
        return ((Number) page.js("return window.longest")).doubleValue();
    }
}
