package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.logging.LogType;

/** The page saves the state as a file and opens it. */
class StatePageTest {

    private static Page page;

    @TempDir
    private Path folder;

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
        page.visit("#settings");
    }

    private void choose(Path file) {
        page.find("#state-file").sendKeys(file.toAbsolutePath().toString());
        assertThat(page.wait("#replace").getText())
                .contains("Replace everything?", file.getFileName().toString());
    }

    private Path saved() throws IOException {
        assertThat(page.wait("#state-save").getDomAttribute("download")).isEqualTo("whatsapp360-state.json");
        String state = (String) page.browser.executeAsyncScript("const done = arguments[0];"
                + "fetch(document.getElementById('state-save').href).then(answer => answer.text()).then(done)");
        return Files.writeString(folder.resolve("report.json"), state);
    }

    @Test
    void aSavedFileIsOpened() throws IOException {
        String id = page.api.text(Page.NUMBER, "Your order is ready");
        page.awaitStatus(id, "Delivered");
        page.api.call("POST", "/emulator/clock", "{\"advance\":\"P31D\"}");
        await().untilAsserted(() -> assertThat(page.text("#now")).isNotEmpty());
        Path file = saved();
        page.reset();
        page.api.text("4930901820", "Something else");
        choose(file);
        page.press(Keys.ENTER); // the focus is on "Cancel"
        await().until(() -> !page.shows("#replace"));
        assertThat(page.all("#chats button[data-number='" + Page.NUMBER + "']")).isEmpty();
        choose(file);
        page.picture("state-replace.png");
        page.click("#replace button.main");
        page.wait("#chats [data-number='" + Page.NUMBER + "']");
        await().until(() -> page.all("#chats button").size() == 1);
        page.show(Page.NUMBER);
        page.awaitStatus(id, "Read");
        page.js("document.getElementById('state-save').scrollIntoView()");
        page.picture("state-file.png");
        page.media("prefers-color-scheme", "dark");
        page.window(390, 844);
        page.js("document.getElementById('state-save').scrollIntoView()");
        page.picture("state-file-narrow.png");
        page.assertNothingSticksOut();
        page.window(1300, 857);
        page.media("prefers-color-scheme", "light");
        page.assertNothingSticksOut();
    }

    @Test
    void aWrongFileChangesNothing() throws IOException {
        String id = page.api.text(Page.NUMBER, "Hello");
        page.show(Page.NUMBER);
        choose(Files.writeString(folder.resolve("other.json"), "{\"a\":1}"));
        page.click("#replace button.main");
        await().untilAsserted(
                        () -> assertThat(page.text("#alarm-text")).isEqualTo("This is no state file of an emulator"));
        assertThat(page.message(id).getText()).contains("Hello");
        page.browser.manage().logs().get(LogType.BROWSER); // it has the answer 400
    }
}
