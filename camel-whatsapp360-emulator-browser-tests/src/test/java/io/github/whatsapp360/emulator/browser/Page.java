package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;

/** An emulator with its page open in a browser. {@link #close} also checks the browser console and the loaded files. */
final class Page implements AutoCloseable {

    static final String NUMBER = "4915112345678";
    private static final Path SCREENSHOTS = Path.of(System.getProperty("screenshots.dir", "target/screenshots"));

    static {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    }

    final Whatsapp360Emulator emulator;
    final Api api;
    final ChromeDriver browser;

    private Page(Whatsapp360Emulator emulator) {
        this.emulator = emulator;
        api = new Api(emulator);
        browser = Chromium.start();
        visit("");
    }

    static Page open() {
        return new Page(Whatsapp360Emulator.start());
    }

    /** Opens the page of an emulator, which is closed with it. */
    static Page open(Whatsapp360Emulator.Builder builder) {
        return new Page(builder.start());
    }

    static Page open(EmulatedHosting hosting) {
        return new Page(Whatsapp360Emulator.builder().hosting(hosting).start());
    }

    /** Reloads the page. */
    void visit(String hash) {
        browser.get("about:blank");
        browser.get(emulator.chatPage() + hash);
        await().until(() -> text("#live").equals("live"));
    }

    /** Resets the emulator, and so the page. */
    void reset() {
        api.call("DELETE", "/emulator/chats", null);
        js("const find = document.getElementById('find'); find.value = ''; find.dispatchEvent(new Event('input'))");
        await().until(() ->
                all("#messages .message").isEmpty() && all("#chats button").isEmpty());
    }

    WebElement find(String css) {
        return browser.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return browser.findElements(By.cssSelector(css));
    }

    String text(String css) {
        return (String) js("return document.querySelector(arguments[0])?.textContent ?? ''", css);
    }

    boolean shows(String css) {
        return (Boolean) js("return document.querySelector(arguments[0])?.checkVisibility() ?? false", css);
    }

    /** Waits until the element exists and is visible. */
    WebElement wait(String css) {
        await().until(() -> shows(css));
        return find(css);
    }

    void click(String css) {
        wait(css).click();
    }

    void type(String css, String text) {
        WebElement field = wait(css);
        field.clear();
        field.sendKeys(text);
    }

    void choose(String css, String option) {
        new Select(find(css)).selectByVisibleText(option);
    }

    void press(CharSequence... keys) {
        browser.switchTo().activeElement().sendKeys(keys);
    }

    void tab() {
        press(Keys.TAB);
    }

    Object js(String script, Object... arguments) {
        return browser.executeScript(script, arguments);
    }

    /** Opens a chat as soon as the page shows it. */
    void show(String number) {
        click("#chats [data-number='" + number + "']");
        await().until(() -> text("#who").equals("+" + number));
    }

    /** Returns the text of the message with this ID as soon as the page shows it. */
    WebElement message(String id) {
        return wait("#messages [data-id='" + id + "'] .bubble");
    }

    String status(String id) {
        return (String) js(
                "return document.querySelector('[data-id=\"' + CSS.escape(arguments[0]) + '\"] .tick')?.ariaLabel ?? ''",
                id);
    }

    void awaitStatus(String id, String status) {
        await().untilAsserted(() -> assertThat(status(id)).isEqualTo(status));
    }

    /** Waits until the page has processed its events. */
    void awaitFrame() {
        browser.executeAsyncScript("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
    }

    /** Sets the size of the page. A window cannot be as narrow as a phone. */
    void window(int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void media(String feature, String value) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /** Writes a screenshot to {@code target/screenshots} or to the folder in the property {@code screenshots.dir}. */
    void picture(String name) throws IOException {
        await().until(() ->
                (Boolean) js("return [...document.images].filter(i => i.checkVisibility()).every(i => i.complete)"));
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name), browser.getScreenshotAs(OutputType.BYTES));
    }

    void assertNothingSticksOut() {
        assertThat((Boolean) js("return document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing sticks out at the side")
                .isTrue();
    }

    @SuppressWarnings("unchecked")
    private List<String> addresses() {
        return (List<String>)
                js("return performance.getEntries().map(entry => entry.name).filter(n => n.includes('://'))");
    }

    private List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        try {
            assertThat(addresses()).isNotEmpty().allSatisfy(address -> assertThat(address)
                    .startsWith(emulator.baseUrl() + "/"));
            assertThat(complaints()).as("the browser's console").isEmpty();
        } finally {
            browser.quit();
            emulator.close();
        }
    }
}
