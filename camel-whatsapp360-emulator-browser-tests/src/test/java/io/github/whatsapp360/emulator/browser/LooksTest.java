package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page looks right in windows of all sizes, light and dark. The documentation's screenshots are made here. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class LooksTest {

    private static Page page;
    private static Endpoint endpoint;

    @BeforeAll
    static void open() throws Exception {
        endpoint = new Endpoint();
        page = Page.open();
        page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + endpoint.url() + "\"}}");
        String last = Conversation.play(page);
        page.awaitStatus(last, "Read");
    }

    @AfterAll
    static void close() {
        page.close();
        endpoint.close();
    }

    private static void look(String scheme, int width, int height, String tool) {
        page.media("prefers-color-scheme", scheme);
        page.window(width, height);
        page.js("location.hash = ''");
        if (!page.shows("#composer") || !page.text("#who").equals("+" + Page.NUMBER)) {
            page.show(Page.NUMBER);
        }
        page.js("location.hash = arguments[0]", tool);
        await().until(() -> tool.isEmpty() || page.shows("#" + tool));
        page.js("document.activeElement.blur(); document.getElementById('messages').scrollTop = 1e9");
        await().until(() -> (Boolean) page.js("return [...document.images].every(image => image.complete)"));
    }

    @Test
    @Order(1)
    void screenshots() throws IOException {
        look("light", 1280, 960, "");
        page.picture("chat-page.png");
        look("dark", 1280, 960, "");
        page.picture("chat-page-dark.png");
        look("light", 390, 844, "");
        page.picture("chat-page-narrow.png");
        look("light", 1280, 860, "requests");
        page.click("#calls [data-call^=requests]");
        page.wait("#call");
        page.js("document.activeElement.blur()");
        page.picture("chat-page-requests.png");
        page.api.call(
                "PUT",
                "/emulator/faults",
                "{\"rules\":[{\"on\":\"messages\",\"kind\":\"status\",\"status\":503,\"code\":131016,\"form\":\"meta\",\"rate\":0.5},"
                        + "{\"on\":\"webhook\",\"kind\":\"latency\",\"millis\":800}]}");
        look("dark", 1280, 860, "faults");
        page.wait("#rules li");
        page.picture("chat-page-faults.png");
        page.api.call("DELETE", "/emulator/faults", null);
        String sale = page.api.message("template", "{\"name\":\"sale\",\"language\":{\"code\":\"en\"}}");
        page.awaitStatus(sale, "Read");
        look("light", 1280, 860, "bill");
        await().until(() -> page.text("#bills").contains("Marketing"));
        page.picture("chat-page-bill.png");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 500, 701, 900, 1151, 1920})
    void nothingSticksOut(int width) {
        for (String tool : new String[] {"", "search", "requests", "trigger", "faults", "bill", "settings"}) {
            look("light", width, 900, tool);
            page.assertNothingSticksOut();
            assertThat((Boolean) page.js("const box = document.getElementById('tools-close').getBoundingClientRect();"
                            + "return box.right <= innerWidth"))
                    .as("the button that closes the tools")
                    .isTrue();
        }
    }

    /** The longest possible number has 15 digits. */
    @ParameterizedTest
    @CsvSource({
        "1300, requests",
        "1300, trigger",
        "1300, faults",
        "1300, bill",
        "1300, settings",
        "1160, requests",
        "720, ''",
        "390, ''"
    })
    void numbersStayWhole(int width, String tool) {
        page.api.text("491511234567890", "To the longest number");
        await().until(() -> page.shows("#chats [data-number='491511234567890'] .unread"));
        look("light", width, 900, tool);
        if (width == 390) {
            page.click("#back");
        }
        assertThat(page.js(Scripts.CUT_NUMBERS)).isEqualTo(List.of());
    }

    @Test
    void aNarrowWindowShowsOnePartAtATime() {
        look("light", 390, 844, "");
        assertThat(page.shows("nav")).isFalse();
        assertThat(page.shows("#composer")).isTrue();
        page.click("#back");
        assertThat(page.shows("nav")).isTrue();
        assertThat(page.shows("#chat")).isFalse();
        page.click("[data-tool=faults]");
        assertThat((Boolean)
                        page.js("return document.getElementById('tools').getBoundingClientRect().width === innerWidth"))
                .isTrue();
        page.click("#tools-close");
        page.show(Page.NUMBER);
        assertThat(page.shows("#chat")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "light, search",
        "light, requests",
        "light, trigger",
        "light, faults",
        "light, bill",
        "light, settings",
        "dark, search",
        "dark, requests",
        "dark, trigger",
        "dark, faults",
        "dark, bill",
        "dark, settings"
    })
    void allTextHasContrast(String scheme, String tool) {
        look(scheme, 1440, 1000, tool);
        @SuppressWarnings("unchecked")
        List<String> pale = (List<String>) page.js(Scripts.PALE_TEXT);
        assertThat(pale).isEmpty();
        assertThat(page.js("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(scheme.equals("dark") ? "rgb(18, 26, 23)" : "rgb(255, 255, 255)");
    }

    @Test
    void everyControlAndPictureHasAName() {
        for (String tool : new String[] {"search", "requests", "trigger", "faults", "bill", "settings"}) {
            look("light", 1440, 1000, tool);
            @SuppressWarnings("unchecked")
            List<String> nameless = (List<String>) page.js(Scripts.NAMELESS);
            assertThat(nameless).isEmpty();
        }
        assertThat(page.js("return new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"))
                .isEqualTo(page.js("return document.querySelectorAll('[id]').length"));
    }

    @Test
    void newMessagesAreSaidPolitely() {
        look("light", 1280, 1000, "");
        assertThat(page.find("#announcer").getDomAttribute("aria-live")).isEqualTo("polite");
        page.api.text("4930901820", "Something new");
        await().until(() -> page.text("#announcer").contains("Business to 4930901820: Something new"));
        page.api.call(
                "POST", "/emulator/chats/4930901820/messages", "{\"type\":\"text\",\"text\":{\"body\":\"An answer\"}}");
        await().until(() -> page.text("#announcer").contains("+4930901820: An answer"));
    }

    @Test
    void nothingMovesForThoseWhoDoNotWantIt() {
        look("light", 1280, 1000, "");
        page.media("prefers-reduced-motion", "reduce");
        assertThat(page.js("return document.getAnimations().length")).isEqualTo(0L);
        assertThat(page.js("return [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).scrollBehavior"
                        + " === 'smooth' || parseFloat(getComputedStyle(e).transitionDuration) > 0).length"))
                .isEqualTo(0L);
    }
}
