package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.Chat;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page shows the chats of one number of the business, or of all, and a customer writes to a chosen number. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class BusinessNumbersPageTest {

    private static final String FIRST = "15550783881";
    private static final String SECOND = "15550783882";

    private static Page page;

    @BeforeAll
    static void open() {
        page = Page.open(Whatsapp360Emulator.builder().apiKey("one").apiKey("two"));
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
        Chat anna = page.emulator.chat(Page.NUMBER);
        anna.withBusiness("one").writes("To the first");
        anna.withBusiness("two").writes("To the second");
        page.emulator.chat("4930901820").withBusiness("one").writes("Somebody else");
        page.visit("");
        await().until(() -> page.all("#chats button").size() == 2);
        page.wait("#business");
        page.show(Page.NUMBER);
    }

    private static int bubbles() {
        return page.all("#messages .message").size();
    }

    @Test
    void oneNumberOrAll() {
        await().until(() -> bubbles() == 2);
        assertThat(page.text("#messages")).contains("to +" + FIRST, "to +" + SECOND);
        page.choose("#business", "+" + SECOND);
        await().until(() -> bubbles() == 1);
        assertThat(page.text("#messages")).contains("To the second").doesNotContain("+" + SECOND);
        assertThat(page.all("#chats button")).hasSize(1);
        page.emulator.chat(Page.NUMBER).withBusiness("one").writes("Not shown");
        page.emulator.chat(Page.NUMBER).withBusiness("two").writes("Shown");
        await().until(() -> page.text("#messages").contains("Shown"));
        assertThat(bubbles()).isEqualTo(2);
        page.choose("#business", "All numbers");
        await().until(() -> bubbles() == 4);
    }

    @Test
    void theChosenNumberStaysWithAReset() {
        page.choose("#business", "+" + SECOND);
        await().until(() -> bubbles() == 1);
        page.emulator.reset();
        await().until(() -> page.all("#chats button").isEmpty());
        page.emulator.chat(Page.NUMBER).withBusiness("one").writes("Not shown");
        page.emulator.chat(Page.NUMBER).withBusiness("two").writes("Shown");
        await().until(() -> page.text("#messages").contains("Shown"));
        assertThat(bubbles()).isEqualTo(1);
        page.choose("#business", "All numbers");
        await().until(() -> bubbles() == 2);
    }

    @Test
    void aCustomerWritesToTheChosenNumber() {
        assertThat(page.find("#to-business").getDomProperty("value")).isEqualTo(SECOND);
        page.choose("#to-business", "+" + FIRST);
        page.type("#text", "For the first");
        page.press(Keys.ENTER);
        await().until(() -> bubbles() == 3);
        assertThat(newest().path("business").asText()).isEqualTo(FIRST);
        page.choose("#business", "+" + SECOND);
        await().until(() -> bubbles() == 1);
        page.type("#text", "For the second");
        page.press(Keys.ENTER);
        await().until(() -> bubbles() == 2);
        assertThat(newest().path("business").asText()).isEqualTo(SECOND);
        page.choose("#business", "All numbers");
    }

    @Test
    void aReplyGoesToTheNumberOfItsMessage() {
        page.find("#messages .message").click();
        page.press(Keys.HOME);
        page.press("r");
        await().until(() -> page.shows("#quoting"));
        page.find("#text").sendKeys("A reply", Keys.ENTER);
        await().until(() -> bubbles() == 3);
        assertThat(newest().path("business").asText()).isEqualTo(FIRST);
    }

    @Test
    void aLinkToAMessageOfAnotherNumberShowsAll() {
        String id = newest().path("id").asText();
        page.choose("#business", "+" + FIRST);
        await().until(() -> bubbles() == 1);
        page.js("location.hash = '#message/' + encodeURIComponent(arguments[0])", id);
        page.message(id);
        assertThat(page.find("#business").getDomProperty("value")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 390", "dark, 390"})
    void itLooksRight(String scheme, int width) throws IOException {
        page.media("prefers-color-scheme", scheme);
        page.window(width, 844);
        page.api.text(Page.NUMBER, "A message of the business with its price");
        await().until(() -> page.shows("#messages .price"));
        page.assertNothingSticksOut();
        assertThat(page.js(Scripts.CUT_NUMBERS)).isEqualTo(List.of());
        assertThat(Axe.violations(page)).isEmpty();
        page.picture("numbers-" + scheme + "-" + width + ".png");
        if (width == 390) {
            page.click("#back");
            page.wait("#business");
            page.assertNothingSticksOut();
            page.picture("numbers-list-" + scheme + ".png");
        }
    }

    private static JsonNode newest() {
        return page.api
                .call("GET", "/emulator/chats/" + Page.NUMBER + "/messages?limit=1", null)
                .get(0);
    }
}
