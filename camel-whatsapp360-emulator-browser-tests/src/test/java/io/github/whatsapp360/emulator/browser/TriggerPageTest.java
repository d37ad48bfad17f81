package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** Ready-made webhooks are chosen, edited and sent on the page. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class TriggerPageTest {

    private static Page page;
    private static Endpoint endpoint;

    @BeforeAll
    static void open() throws IOException {
        endpoint = new Endpoint();
        page = Page.open();
    }

    @AfterAll
    static void close() {
        page.close();
        endpoint.close();
    }

    @BeforeEach
    void reset() {
        page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + endpoint.url() + "\"}}");
        page.reset();
        endpoint.clear();
        page.visit("#trigger");
        page.wait("#fixtures option");
    }

    /** Chooses these and waits for their JSON. */
    private void choose(String... names) {
        Select fixtures = new Select(page.find("#fixtures"));
        fixtures.deselectAll();
        page.js("document.getElementById('trigger-json').value = '[]'");
        for (String name : names) {
            fixtures.selectByValue(name);
        }
        await().until(() -> page.js(
                        "return [].concat(JSON.parse(document.getElementById('trigger-json').value)).length")
                .equals((long) names.length));
    }

    private void send() {
        page.click("#trigger-form button");
    }

    private void awaitBodies(int count) {
        await().untilAsserted(() -> assertThat(endpoint.bodies()).hasSize(count));
    }

    @Test
    void oneIsFoundEditedAndSent() {
        page.type("#trigger-find", "voice");
        await().until(() -> page.all("#fixtures option").stream()
                .allMatch(option -> option.getText().contains("oice")));
        choose("audio-voice");
        page.js("const json = document.getElementById('trigger-json');"
                + "json.value = json.value.replace('audio/ogg; codecs=opus', 'audio/edited')");
        page.find("#trigger-json").sendKeys(Keys.END);
        send();
        awaitBodies(1);
        assertThat(endpoint.bodies().get(0)).contains("\"mime_type\":\"audio/edited\"", "\"voice\":true");
        await().until(() -> page.text("#trigger-state").equals("1 webhook on the way"));
        page.type("#trigger-find", "no such words");
        page.wait("#fixtures-none");
    }

    @Test
    void severalAreSentInAnotherOrderAndTwice() {
        String id = page.api.text(Page.NUMBER, "Hello");
        await().until(() -> endpoint.statuses(id).size() == 2);
        endpoint.clear();
        choose("status-sent", "status-delivered", "status-read");
        new Select(page.find("#trigger-form [name=order]")).selectByVisibleText("reversed");
        page.type("#trigger-form [name=copies]", "2");
        send();
        await().untilAsserted(() -> assertThat(endpoint.statuses(id))
                .containsExactly("read", "read", "delivered", "delivered", "sent", "sent"));
    }

    @Test
    void oneIsLateByTheEmulatorsClock() {
        choose("template-approved");
        page.type("#trigger-form [name=delay]", "3600");
        send();
        await().until(() -> page.emulator.webhooks().waiting() == 1);
        assertThat(endpoint.bodies()).isEmpty();
        page.emulator.advance(Duration.ofHours(1));
        awaitBodies(1);
    }

    @Test
    void whatIsWrongIsSaid() {
        page.type("#trigger-json", "{");
        send();
        await().untilAsserted(() -> assertThat(page.text("#alarm-text")).startsWith("This is not JSON"));
        assertThat(endpoint.bodies()).isEmpty();
    }

    @Test
    void aKeyboardIsEnough() {
        page.js("document.getElementById('fixtures').focus()");
        page.press(Keys.HOME);
        await().until(() -> page.js("return document.getElementById('trigger-json').value")
                .toString()
                .contains("\"text\""));
        page.js("document.getElementById('trigger-form').elements.order.focus()");
        page.tab();
        page.press(Keys.ENTER);
        awaitBodies(1);
        assertThat(endpoint.messages()).hasSize(1);
    }

    @Test
    void itLooksRight() throws IOException {
        choose("status-sent", "status-delivered");
        for (String scheme : List.of("light", "dark")) {
            page.media("prefers-color-scheme", scheme);
            for (int width : new int[] {390, 1300}) {
                page.window(width, 860);
                page.picture("trigger-" + scheme + "-" + width + ".png");
                page.assertNothingSticksOut();
            }
        }
        page.media("prefers-color-scheme", "light");
    }
}
