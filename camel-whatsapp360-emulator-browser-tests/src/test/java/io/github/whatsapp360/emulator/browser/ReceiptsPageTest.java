package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page shows that the business has read what a customer wrote, and that it types an answer. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class ReceiptsPageTest {

    private static Page page;

    private String earlier;
    private String last;

    @BeforeAll
    static void open() {
        page = Page.open();
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @BeforeEach
    void begin() {
        page.reset();
        page.media("prefers-color-scheme", "light");
        page.media("prefers-reduced-motion", "no-preference");
        page.window(1280, 960);
        earlier = writes("Hello?");
        last = writes("Is somebody there?");
        page.show(Page.NUMBER);
        page.message(last);
    }

    private static String writes(String text) {
        return page.emulator.chat(Page.NUMBER).writes(text).path("id").asText();
    }

    private void marks(String more) {
        page.api.call(
                "POST",
                "/messages",
                "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"" + last + "\"" + more + "}");
    }

    private void types() {
        marks(",\"typing_indicator\":{\"type\":\"text\"}");
        page.wait("#typing");
    }

    private static String colour(String id) {
        return (String) page.js(
                "return getComputedStyle(document.querySelector('[data-id=\"' + CSS.escape(arguments[0]) + '\"] .tick')).color",
                id);
    }

    @Test
    void theTicksOfBothMessagesTurnBlue() {
        assertThat(page.status(earlier)).isEqualTo("Received by the business");
        String grey = colour(earlier);
        marks("");
        page.awaitStatus(earlier, "Read by the business");
        page.awaitStatus(last, "Read by the business");
        assertThat(colour(earlier)).isEqualTo("rgb(10, 102, 194)").isNotEqualTo(grey);
        page.visit("");
        page.awaitStatus(earlier, "Read by the business");
    }

    @Test
    void theBusinessTypesUntilItAnswers() {
        page.js("document.getElementById('text').focus()");
        types();
        assertThat(page.text("#typing-who")).isEqualTo("Business is typing");
        assertThat(page.text("#chats [data-number='" + Page.NUMBER + "'] .last"))
                .isEqualTo("typing…");
        await().until(() -> page.text("#announcer").contains("Business is typing"));
        assertThat(page.js("return document.activeElement.id")).isEqualTo("text");
        assertThat(page.js("return document.querySelector('#typing').getAnimations({ subtree: true }).length"))
                .isEqualTo(3L);
        page.visit("");
        page.wait("#typing");
        page.message(page.api.text(Page.NUMBER, "Yes"));
        await().until(() -> !page.shows("#typing"));
        assertThat(page.text("#chats [data-number='" + Page.NUMBER + "'] .last"))
                .isEqualTo("Yes");
    }

    @Test
    void theBusinessTypesFor25SecondsOfTheEmulatorsClock() {
        types();
        page.emulator.advance(Duration.ofSeconds(25));
        await().until(() -> !page.shows("#typing"));
    }

    @Test
    void anotherChatShowsNothing() {
        types();
        page.emulator.chat("4930901820").writes("Another chat");
        page.show("4930901820");
        assertThat(page.shows("#typing")).isFalse();
        page.show(Page.NUMBER);
        assertThat(page.shows("#typing")).isTrue();
    }

    @Test
    void nothingMovesForThoseWhoDoNotWantIt() {
        page.media("prefers-reduced-motion", "reduce");
        types();
        assertThat(page.js("return document.getAnimations().length")).isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 390", "dark, 390"})
    void itLooksRight(String scheme, int width) throws IOException {
        page.media("prefers-color-scheme", scheme);
        page.window(width, 844);
        types();
        assertThat(Axe.violations(page)).isEmpty();
        page.assertNothingSticksOut();
        assertThat((Boolean) page.js("const log = document.getElementById('messages');"
                        + "return log.scrollHeight - log.scrollTop - log.clientHeight < 2"))
                .as("the end is still shown")
                .isTrue();
        page.picture("typing-" + scheme + "-" + width + ".png");
    }
}
