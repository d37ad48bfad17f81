package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/** Everything works without a mouse, and the focus is always visible. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class KeyboardTest {

    private static Page page;
    private static Endpoint endpoint;

    @BeforeAll
    static void open() throws IOException {
        endpoint = new Endpoint();
        page = Page.open();
        page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + endpoint.url() + "\"}}");
    }

    @AfterAll
    static void close() {
        page.close();
        endpoint.close();
    }

    @BeforeEach
    void reset() {
        page.reset();
        endpoint.clear();
        page.visit("");
    }

    private static String focus() {
        return (String) page.js("const e = document.activeElement; return e.id || e.dataset.id || e.dataset.number ||"
                + " e.dataset.tool || e.getAttribute('aria-label') || e.textContent");
    }

    private static void tabTo(String wanted) {
        StringBuilder way = new StringBuilder();
        for (int i = 0; i < 40 && !focus().equals(wanted); i++) {
            page.tab();
            assertThat((Boolean) page.js("const e = document.activeElement; const s = getComputedStyle(e);"
                            + " const b = e.querySelector?.('.bubble'); const t = b ? getComputedStyle(b) : s;"
                            + " return e === document.body || parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none'"
                            + " || parseFloat(t.outlineWidth) >= 2 && t.outlineStyle !== 'none'"))
                    .as("the focus is seen on " + focus())
                    .isTrue();
            way.append(focus()).append(", ");
        }
        assertThat(focus()).as(way.toString()).isEqualTo(wanted);
    }

    @Test
    void tabVisitsAllPartsInTheirOrder() {
        page.message(page.api.text(Page.NUMBER, "one"));
        String last = page.api.text(Page.NUMBER, "two");
        page.message(last);
        for (String stop : new String[] {
            "Skip to the messages",
            "Skip to the reply",
            "new-chat",
            "find",
            Page.NUMBER,
            "requests",
            "faults",
            "settings",
            "messages",
            last,
            "Reply",
            "React",
            "attach",
            "text"
        }) {
            tabTo(stop);
        }
    }

    @Test
    void theSkipLinkLeadsToTheReply() {
        page.message(page.api.text(Page.NUMBER, "Hello?"));
        tabTo("Skip to the reply");
        assertThat((Boolean) page.js("return document.activeElement.getBoundingClientRect().top >= 0"))
                .isTrue();
        page.press(Keys.ENTER);
        await().until(() -> focus().equals("text"));
        page.press("Hello!", Keys.ENTER);
        assertThat(endpoint.awaitMessage(1).at("/text/body").asText()).isEqualTo("Hello!");
    }

    @Test
    void chatsAndMessagesAreWalkedByArrows() {
        page.api.text("4916099988", "older");
        String first = page.api.text(Page.NUMBER, "one");
        String second = page.api.text(Page.NUMBER, "two");
        await().until(() -> page.all("#chats button").size() == 2);
        tabTo("find");
        page.press(Keys.ARROW_DOWN);
        assertThat(focus()).isEqualTo(Page.NUMBER);
        page.press(Keys.ARROW_DOWN);
        assertThat(focus()).isEqualTo("4916099988");
        page.press(Keys.ENTER);
        await().until(() -> page.text("#who").equals("+4916099988"));
        page.press(Keys.ESCAPE);
        page.press(Keys.HOME);
        page.press(Keys.ENTER);
        page.message(second);
        assertThat(focus()).isEqualTo("messages");
        page.press(Keys.ARROW_UP);
        assertThat(focus()).isEqualTo(second);
        page.press(Keys.ARROW_UP);
        assertThat(focus()).isEqualTo(first);
        page.press("r");
        assertThat(focus()).isEqualTo("text");
        assertThat(page.wait("#quoting").getText()).contains("one");
        page.press(Keys.ESCAPE);
        assertThat(page.shows("#quoting")).isFalse();
        page.press(Keys.ESCAPE);
        assertThat(focus()).isEqualTo(Page.NUMBER);
    }

    @Test
    void aReactionIsGivenByKeys() {
        String id = page.api.text(Page.NUMBER, "Done");
        page.message(id);
        tabTo(id);
        page.press("e");
        assertThat(page.wait("#reactions").isDisplayed()).isTrue();
        page.tab();
        page.press(Keys.ENTER);
        assertThat(endpoint.awaitMessage(1).at("/reaction/emoji").asText()).isEqualTo("❤️");
        await().until(() -> focus().equals(id));
    }

    @Test
    void aRowOfAListIsChosenByKeys() {
        String id = page.api.message("interactive", Interactives.LIST);
        page.message(id);
        tabTo(id);
        tabTo("Choose a day");
        page.press(Keys.ENTER);
        page.wait("#choices");
        tabTo("Friday");
        page.press(Keys.ENTER);
        assertThat(endpoint.awaitMessage(1).at("/interactive/list_reply/id").asText())
                .isEqualTo("fri");
    }

    @Test
    void anAddressAndAPermissionAreGivenByKeys() {
        String calls = page.api.message("interactive", Interactives.CALLS);
        page.message(calls);
        String address = page.api.message("interactive", Interactives.ADDRESS);
        page.message(address);
        tabTo(address);
        tabTo("Give the address");
        page.press(Keys.ENTER);
        page.wait("#address");
        assertThat(focus()).isEqualTo("Asha, 1 Mill Road");
        page.press(Keys.ENTER);
        await().until(() -> "Pune".equals(page.find("#address [name=city]").getDomProperty("value")));
        page.find("#address [name=state]").sendKeys("Maharashtra", Keys.ENTER);
        assertThat(endpoint.awaitMessage(1).at("/interactive/nfm_reply/body").asText())
                .isEqualTo("Asha\n1 Mill Road, Pune, Maharashtra");
        await().until(() -> focus().equals("Give the address"));
        page.press(Keys.ARROW_UP);
        assertThat(focus()).isEqualTo(calls);
        tabTo("Do not allow");
        page.press(Keys.ENTER);
        assertThat(endpoint.awaitMessage(2)
                        .at("/interactive/call_permission_reply/response")
                        .asText())
                .isEqualTo("reject");
    }

    @Test
    void thePanelIsOpenedWalkedAndClosedByKeys() {
        page.api.text(Page.NUMBER, "one");
        page.api.text(Page.NUMBER, "two");
        tabTo("requests");
        page.press(Keys.ENTER);
        assertThat(focus()).isEqualTo("tab-requests");
        await().until(() -> page.all("#calls [data-call^=requests]").size() == 2);
        tabTo("calls-kind");
        page.tab();
        page.press(Keys.ARROW_DOWN);
        page.press(Keys.ENTER);
        page.wait("#call");
        await().until(() -> focus().equals("call"));
        page.press(Keys.ESCAPE);
        await().until(() -> !page.shows("#call"));
        assertThat((Boolean) page.js("return document.activeElement.matches('#calls li:nth-child(2) button')"))
                .isTrue();
        page.find("#tab-requests").sendKeys(Keys.ARROW_RIGHT);
        assertThat(focus()).isEqualTo("tab-trigger");
        assertThat(page.shows("#trigger")).isTrue();
        page.press(Keys.ESCAPE);
        assertThat(focus()).isEqualTo("trigger");
        assertThat(page.shows("#tools")).isFalse();
    }
}
