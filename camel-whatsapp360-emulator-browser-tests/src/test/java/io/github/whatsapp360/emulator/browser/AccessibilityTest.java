package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** axe-core finds no violation of its rules, those of WCAG 2.2 AA and its best practices, in any view of the page. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class AccessibilityTest {

    private static Page page;
    private static Endpoint endpoint;

    @BeforeAll
    static void open() throws Exception {
        endpoint = new Endpoint();
        page = Page.open();
        page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + endpoint.url() + "\"}}");
        page.awaitStatus(Conversation.play(page), "Read");
        page.api.call(
                "PUT",
                "/emulator/faults",
                "{\"rules\":[{\"on\":\"media\",\"kind\":\"status\",\"status\":503,\"code\":131016,\"form\":\"meta\"}]}");
    }

    @AfterAll
    static void close() {
        page.close();
        endpoint.close();
    }

    @ParameterizedTest
    @CsvSource({
        "light, 1300, ''",
        "light, 390, ''",
        "light, 1300, search",
        "light, 1300, requests",
        "light, 1300, trigger",
        "light, 1300, faults",
        "light, 1300, bill",
        "light, 1300, settings",
        "dark, 1300, ''",
        "dark, 390, ''",
        "dark, 390, search",
        "dark, 1300, requests",
        "dark, 390, trigger",
        "dark, 1300, faults",
        "dark, 1300, bill",
        "dark, 390, settings"
    })
    void aViewHasNoViolation(String scheme, int width, String tool) {
        page.media("prefers-color-scheme", scheme);
        page.window(width, 860);
        page.visit(tool.isEmpty() ? "" : "#" + tool);
        await().until(() -> tool.isEmpty() ? page.shows("#chats button") : page.shows("#" + tool));
        if (tool.isEmpty()) {
            page.show(Page.NUMBER);
        } else if (tool.equals("requests")) {
            page.click("#calls [data-call^=requests]");
            page.wait("#call");
        }
        assertThat(Axe.violations(page)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theListOnAPhoneHasNoViolation(String scheme) {
        page.media("prefers-color-scheme", scheme);
        page.window(390, 860);
        page.visit("");
        page.wait("#chats button");
        assertThat(page.shows("#chat")).isFalse();
        assertThat(Axe.violations(page)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light, 390", "dark, 1300"})
    void aGroupHasNoViolation(String scheme, int width) {
        page.media("prefers-color-scheme", scheme);
        page.window(1300, 860);
        page.visit("");
        page.click("#chats [data-number='" + Conversation.GROUP + "']");
        page.wait("#participant");
        page.window(width, 860);
        assertThat(Axe.violations(page)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light, new-chat, new", "dark, reset, sure", "light, more, kinds", "dark, more, kinds"})
    void aDialogHasNoViolation(String scheme, String opener, String dialog) throws IOException {
        page.media("prefers-color-scheme", scheme);
        page.window(1300, 860);
        page.visit(opener.equals("reset") ? "#settings" : "");
        page.click("#" + opener);
        page.wait("#" + dialog);
        assertThat(Axe.violations(page)).isEmpty();
    }
}
