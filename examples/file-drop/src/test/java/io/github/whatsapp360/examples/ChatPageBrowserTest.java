package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The emulator's page in a real browser, as a person sees it after dropping the samples. */
@EnabledIf(value = "thereIsABrowser", disabledReason = "there is no Chromium with its driver")
class ChatPageBrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    @TempDir
    Path inbox;

    @TempDir
    Path profile;

    static boolean thereIsABrowser() {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!there) {
            System.out.println("The browser test is skipped: there is no " + CHROMIUM + " with " + DRIVER
                    + " (Debian's packages chromium and chromium-driver).");
        }
        return there;
    }

    @Test
    void theSamplesArriveOnThePage() throws Exception {
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.start()) {
            Main main = FileDrop.run(emulator, inbox);
            ChromeDriver browser = browser();
            try {
                // the page is open already: what it shows from here on comes live
                browser.get(emulator.chatPage().toString());
                assertThat(browser.findElement(By.id("empty")).isDisplayed()).isTrue();
                drop();
                main.start();
                await().until(() ->
                        browser.findElements(By.className("message")).size() == 11);
                assertThat(names(browser))
                        .containsExactlyInAnyOrder(
                                "invoice.pdf",
                                "contract.docx",
                                "report.xlsx",
                                "note.txt",
                                "Müller's „Rechnung“ März 2026 🚀.pdf");
                assertThat(browser.findElements(By.cssSelector(".message img"))).hasSize(3);
                assertThat(browser.findElements(By.cssSelector(".message :is(audio, video)")))
                        .hasSize(3);
            } finally {
                main.stop();
                browser.quit();
            }
        }
    }

    private void drop() throws Exception {
        try (Stream<Path> samples = Files.list(Path.of(System.getProperty("samples.dir"), "good"))) {
            for (Path sample : samples.sorted().toList()) {
                Files.copy(sample, inbox.resolve(sample.getFileName()));
            }
        }
    }

    private static List<String> names(ChromeDriver browser) {
        return browser.findElements(By.cssSelector(".message.document .name")).stream()
                .map(WebElement::getText)
                .toList();
    }

    private ChromeDriver browser() {
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .withTimeout(Patience.LIMIT)
                        .build(),
                new ChromeOptions()
                        .setBinary(CHROMIUM.toFile())
                        .addArguments(
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-dev-shm-usage",
                                "--user-data-dir=" + profile));
    }
}
