package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.model.MessageQuery;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.logging.LogType;

/** The page changes who a customer is. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class CustomerPageTest {

    private static final String NEW = "4915199999999";

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
    void begin() {
        page.reset();
        page.media("prefers-color-scheme", "light");
        page.window(1280, 960);
        page.emulator.chat(Page.NUMBER).named("Anna").writes("Hello");
        page.show(Page.NUMBER);
    }

    private static void ask() {
        page.click("#customer-open");
        page.wait("#customer");
    }

    private static void save() {
        page.click("#customer-form .main");
        await().until(() -> !page.shows("#customer"));
    }

    @Test
    void aNewNumberTakesTheChatWithIt() {
        ask();
        page.type("#customer [name=number]", "+49 151 99999999");
        save();
        await().until(() -> page.text("#who").equals("+" + NEW));
        await().until(() -> page.all("#messages .message").size() == 2);
        assertThat(page.text("#messages .system .bubble"))
                .contains("User Anna changed from " + Page.NUMBER + " to " + NEW);
        assertThat(page.all("#chats button")).hasSize(1);
        page.type("#text", "It is me");
        page.press(Keys.ENTER);
        await().until(() ->
                page.emulator.find(MessageQuery.from(NEW).text("It is me")).size() == 1);
    }

    @Test
    void aUsernameAndAHiddenNumber() {
        ask();
        assertThat(page.find("#customer [name=name]").getDomProperty("value")).isEqualTo("Anna");
        page.type("#customer [name=username]", "anna");
        page.click("#customer [name=numberHidden]");
        save();
        await().until(() -> page.text("#count").startsWith("Anna · @anna · number hidden"));
        ask();
        assertThat(page.find("#customer [name=userId]").getDomProperty("value")).startsWith("US.");
        page.find("#customer [name=username]").clear();
        page.click("#customer [name=numberHidden]");
        save();
        await().until(() -> page.text("#count").startsWith("Anna · 1 message"));
    }

    @Test
    void keysAreEnough() {
        page.js("document.getElementById('customer-open').focus()");
        page.press(Keys.ENTER);
        page.wait("#customer");
        page.type("#customer [name=username]", "a b c");
        page.press(Keys.ENTER);
        await().until(() -> page.text("#customer-problem").startsWith("username: 3 to 35"));
        assertThat(page.shows("#customer")).isTrue();
        page.browser.manage().logs().get(LogType.BROWSER); // it has the answer 400
        page.type("#customer [name=number]", "12");
        page.press(Keys.ENTER);
        await().until(() -> page.text("#customer-form-number-problem").contains("5 to 15 digits"));
        page.press(Keys.ESCAPE);
        await().until(() -> !page.shows("#customer"));
        assertThat(page.js("return document.activeElement.id")).isEqualTo("customer-open");
    }

    @Test
    void whatATestChangesIsShown() {
        page.emulator.chat(Page.NUMBER).hasUsername("anna");
        await().until(() -> page.text("#count").contains("@anna"));
        page.emulator.chat(Page.NUMBER).changesNumber(NEW);
        await().until(() -> page.text("#who").equals("+" + NEW));
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 390", "dark, 390"})
    void itLooksRight(String scheme, int width) throws IOException {
        page.media("prefers-color-scheme", scheme);
        page.window(width, 844);
        page.emulator.chat(Page.NUMBER).hasUsername("anna");
        page.emulator.chat(Page.NUMBER).hidesNumber(true);
        page.emulator.chat(Page.NUMBER).changesNumber(NEW);
        await().until(() -> page.shows("#messages .system"));
        page.emulator.chat(NEW).hidesNumber(false);
        page.emulator.chat(NEW).changesNumber(Page.NUMBER);
        await().until(() -> page.text("#who").equals("+" + Page.NUMBER));
        if (width == 390 && !page.shows("#chat")) {
            page.show(Page.NUMBER);
        }
        await().until(() -> page.all("#messages .system").size() == 2);
        assertThat(Axe.violations(page)).isEmpty();
        page.assertNothingSticksOut();
        page.picture("customer-chat-" + scheme + "-" + width + ".png");
        ask();
        assertThat(Axe.violations(page)).isEmpty();
        page.assertNothingSticksOut();
        page.picture("customer-" + scheme + "-" + width + ".png");
        page.press(Keys.ESCAPE);
    }
}
