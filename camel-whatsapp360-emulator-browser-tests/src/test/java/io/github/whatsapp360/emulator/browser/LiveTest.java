package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page shows a lost connection, and continues where it was after a new one. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class LiveTest {

    @Test
    void whatHappenedMeanwhileIsShownAndNothingIsLost() {
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.start();
                FaultRelay relay = emulator.relay()) {
            ChromeDriver browser = Chromium.start();
            try {
                Api api = new Api(emulator);
                api.text(Page.NUMBER, "before");
                browser.get(relay.baseUrl() + "/");
                await().until(() -> messages(browser) == 1);
                browser.findElement(By.id("text")).sendKeys("a draft");
                browser.executeScript("document.querySelector('.message').dataset.mark = 'here before'");

                relay.always(new Fault.Refuse());
                await().until(() -> live(browser).equals("connecting"));
                api.text(Page.NUMBER, "meanwhile");
                assertThat(browser.findElement(By.id("cut")).getText()).contains("The connection is lost");
                assertThat(messages(browser)).isEqualTo(1);

                relay.clear();
                await().until(() -> live(browser).equals("live"));
                await().until(() -> messages(browser) == 2);
                assertThat(browser.findElement(By.id("cut")).isDisplayed()).isFalse();
                assertThat(browser.findElement(By.cssSelector("[data-mark]")).isDisplayed())
                        .isTrue();
                assertThat(browser.findElement(By.id("text")).getDomProperty("value"))
                        .isEqualTo("a draft");
            } finally {
                browser.quit();
            }
        }
    }

    private static int messages(ChromeDriver browser) {
        return browser.findElements(By.cssSelector("#messages .message")).size();
    }

    private static String live(ChromeDriver browser) {
        return browser.findElement(By.id("live")).getText();
    }
}
