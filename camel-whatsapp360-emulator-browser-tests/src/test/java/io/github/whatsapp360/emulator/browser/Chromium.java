package io.github.whatsapp360.emulator.browser;

import io.github.whatsapp360.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium, without background activity of its own. */
final class Chromium {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private Chromium() {}

    static boolean isThere() {
        boolean there = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
        if (!there) {
            System.out.println("The browser tests are skipped: there is no " + BROWSER + " with " + DRIVER
                    + " (Debian's packages chromium and chromium-driver).");
        }
        return there;
    }

    static ChromeDriver start() {
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.WARNING);
        ChromeOptions options = new ChromeOptions()
                .setBinary(BROWSER.toFile())
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--force-color-profile=srgb",
                        "--autoplay-policy=no-user-gesture-required",
                        "--window-size=1280,1000",
                        "--user-data-dir=" + profile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, console);
        options.setScriptTimeout(Patience.LIMIT);
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .withTimeout(Patience.LIMIT)
                        .build(),
                options);
    }

    private static Path profile() {
        try {
            return Files.createTempDirectory(Path.of("target"), "profile").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
