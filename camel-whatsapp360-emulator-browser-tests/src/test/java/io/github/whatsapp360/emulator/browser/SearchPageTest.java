package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page finds messages, chats and templates, links to messages, deletes them, and tells of new ones. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class SearchPageTest {

    private static final String BOB = "4915199999999";

    private static Page page;

    @BeforeAll
    static void open() {
        page = Page.open();
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @BeforeEach
    void reset() {
        page.reset();
        page.api.call("PUT", "/emulator/settings", "{\"limits\":{\"enabled\":false}}");
        page.window(1300, 860);
    }

    private void awaitFound(String... texts) {
        await().untilAsserted(() -> assertThat(
                        page.js("return [...document.querySelectorAll('#found .words')].map(node => node.textContent)"))
                .isEqualTo(List.of(texts)));
    }

    private void awaitInView(String id) {
        await().until(() -> (Boolean) page.js(
                "const node = document.querySelector(`#messages [data-id=\"${CSS.escape(arguments[0])}\"]`);"
                        + "if (!node) return false;"
                        + "const box = node.getBoundingClientRect();"
                        + "return box.top >= 0 && box.bottom <= innerHeight && node.classList.contains('flash')",
                id));
    }

    @Test
    void wordsAndFiltersFindMessages() throws IOException {
        page.emulator.chat(BOB).named("Bob").writes("Where is my order?");
        page.api.text(Page.NUMBER, "Your order has left");
        page.api.message("image", "{\"id\":\"" + page.api.upload("photo.jpg") + "\",\"caption\":\"Packed\"}");
        page.api.call("PUT", "/emulator/settings", "{\"statuses\":{\"failCode\":131026}}");
        page.api.text(BOB, "Lost");
        page.api.call("PUT", "/emulator/settings", "{\"statuses\":{\"failCode\":0}}");
        page.visit("#search");
        awaitFound("Lost", "Photo: Packed", "Your order has left", "Where is my order?");
        page.type("#search-form [name=words]", "ORDER");
        awaitFound("Your order has left", "Where is my order?");
        page.choose("#search-form [name=which]", "of customers");
        awaitFound("Where is my order?");
        page.type("#search-form [name=words]", "");
        page.find("#search-form [name=words]").sendKeys(" ");
        page.choose("#search-form [name=which]", "failed");
        awaitFound("Lost");
        page.choose("#search-form [name=which]", "with a file");
        awaitFound("Photo: Packed");
        page.choose("#search-form [name=which]", "all");
        page.choose("#search-form [name=category]", "service");
        awaitFound("Photo: Packed", "Your order has left");
        page.choose("#search-form [name=category]", "any");
        page.type("#search-form [name=words]", "bob");
        await().until(() -> page.text("#found-chats").contains("+" + BOB));
        page.click("#found-chats button");
        await().until(() -> page.text("#who").equals("+" + BOB));
    }

    @Test
    void templatesAreFound() {
        try (Page other = Page.open()) {
            Templates.create(other.api);
            other.visit("#search");
            other.type("#search-form [name=words]", "order_d");
            await().until(() -> other.text("#found-templates").equals("Template order_due · en · approved"));
        }
    }

    @Test
    void aLinkOpensTheChatAtAMessageFarBack() {
        page.emulator.chat(BOB).writes("Another chat");
        String first = page.api.text(Page.NUMBER, "The first one");
        String far = "";
        for (int i = 1; i <= 400; i++) {
            String id = page.api.text(Page.NUMBER, "Number " + i);
            far = i == 60 ? id : far;
        }
        String newest = page.api.text(BOB, "Bob is the newest chat");
        page.visit("#message/" + far);
        await().until(() -> page.text("#who").equals("+" + Page.NUMBER));
        awaitInView(far);
        assertThat(page.text("#messages [data-id='" + far + "'] .bubble")).contains("Number 60");
        String last = page.api.text(Page.NUMBER, "Meanwhile");
        page.wait("#to-end");
        page.js("document.getElementById('messages').scrollTop = 1e9");
        await().untilAsserted(() -> {
            page.js("document.getElementById('messages').scrollTop = 1e9");
            assertThat(page.text("#messages .message:last-child .bubble")).contains("Meanwhile");
        });
        page.js("location.hash = '#message/' + arguments[0]", first);
        awaitInView(first);
        page.click("#to-end");
        assertThat(page.message(last).getText()).contains("Meanwhile");
        page.js("location.hash = '#message/' + arguments[0]", newest);
        awaitInView(newest);
        page.js("location.hash = '#message/wamid.none'");
        await().until(() -> page.text("#alarm-text").contains("no such message"));
    }

    @Test
    void aResultOpensItsMessageAndTheSearchStays() {
        String id = page.api.text(Page.NUMBER, "Find me");
        page.emulator.chat(BOB).writes("Something else");
        page.visit("#search");
        page.type("#search-form [name=words]", "find me");
        awaitFound("Find me");
        page.find("#found a").sendKeys(Keys.ENTER);
        awaitInView(id);
        assertThat(page.shows("#search")).isTrue();
        WebElement link = page.find("#messages [data-id='" + id + "'] .verbs a");
        assertThat(link.getDomAttribute("aria-label")).isEqualTo("Link to this message");
        assertThat(link.getDomProperty("href")).endsWith("/#message/" + id);
        page.window(390, 860);
        page.visit("#search");
        awaitFoundAny();
        page.click("#found a[data-found='" + id + "']");
        awaitInView(id);
        assertThat(page.shows("#tools")).isFalse();
    }

    private void awaitFoundAny() {
        await().until(() -> !page.all("#found a").isEmpty());
    }

    @Test
    void whatIsFoundIsDeletedAfterAQuestion() {
        page.api.text(Page.NUMBER, "Old news");
        String stays = page.api.text(Page.NUMBER, "This stays");
        page.api.text(BOB, "More old news");
        page.visit("#search");
        awaitFound("More old news", "This stays", "Old news");
        assertThat(page.shows("#search-delete")).isFalse();
        page.type("#search-form [name=words]", "old news");
        awaitFound("More old news", "Old news");
        page.click("#search-delete");
        assertThat(page.wait("#delete").getText()).contains("Delete 2 messages?");
        page.press(Keys.ENTER); // the focus is on "Cancel"
        await().until(() -> !page.shows("#delete"));
        awaitFound("More old news", "Old news");
        page.click("#search-delete");
        page.click("#delete button.main");
        await().until(() -> page.text("#search-total").equals("No message fits"));
        await().until(() -> page.all("#chats button").size() == 1);
        page.show(Page.NUMBER);
        assertThat(page.message(stays).getText()).contains("This stays");
        await().until(() -> page.all("#messages .message").size() == 1);
        assertThat(page.text("#count")).contains("1 message");
    }

    @Test
    void moreAreShownOnRequest() {
        for (int i = 1; i <= 60; i++) {
            page.api.text(Page.NUMBER, "Number " + i);
        }
        page.visit("#search");
        await().until(() -> page.all("#found a").size() == 50);
        page.click("#search-older");
        await().until(() -> page.all("#found a").size() == 60);
        await().until(() -> !page.shows("#search-older"));
        assertThat(page.text("#search-total")).isEqualTo("60 messages");
    }

    /** The browser's notifications are replaced, because a browser without a desktop shows none. */
    @Test
    void notificationsTellOfMessagesWhileThePageIsNotLookedAt() {
        page.visit("#settings");
        page.js("window.told = [];"
                + "window.Notification = class extends EventTarget {"
                + "  static requestPermission = async () => 'granted';"
                + "  constructor(title, { body }) { super(); told.push(title + ': ' + body); window.latest = this; }"
                + "  close() {}"
                + "};"
                + "document.hasFocus = () => false");
        page.api.text(BOB, "Nobody asked for this");
        await().until(() -> !page.all("#chats [data-number='" + BOB + "']").isEmpty());
        page.awaitFrame();
        page.click("#notify");
        await().until(() -> page.js("return localStorage.getItem('notify')").equals("on"));
        String id = page.api.text(BOB, "Look at this");
        await().untilAsserted(
                        () -> assertThat(page.js("return told")).isEqualTo(List.of("To +" + BOB + ": Look at this")));
        page.js("latest.dispatchEvent(new Event('click'))");
        awaitInView(id);
        page.click("#notify");
        await().until(() -> page.js("return localStorage.getItem('notify')").equals("off"));
    }

    @Test
    void itLooksRight() throws Exception {
        Conversation.play(page);
        for (String scheme : List.of("light", "dark")) {
            page.media("prefers-color-scheme", scheme);
            for (int width : new int[] {390, 1300}) {
                page.window(width, 860);
                page.visit("#search");
                awaitFoundAny();
                page.type("#search-form [name=words]", "order");
                await().until(() -> page.text("#search-total").matches("\\d messages?"));
                page.picture("search-" + scheme + "-" + width + ".png");
                page.assertNothingSticksOut();
            }
        }
        page.media("prefers-color-scheme", "light");
    }
}
