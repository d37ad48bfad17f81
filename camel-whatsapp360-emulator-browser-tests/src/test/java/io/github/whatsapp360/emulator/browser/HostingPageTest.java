package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.model.EmulatedHosting;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The page works with each hosting. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class HostingPageTest {

    private static final Pattern COMMAND = Pattern.compile("curl (http://[^/]+)(\\S+) .*-d '(.*)'", Pattern.DOTALL);

    @ParameterizedTest
    @EnumSource
    void theCommandOfTheEmptyPageWorksAndCanBeAnswered(EmulatedHosting hosting) throws Exception {
        try (Endpoint endpoint = new Endpoint();
                Page page = Page.open(hosting)) {
            page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + endpoint.url() + "\"}}");
            await().until(() -> page.text("#path").startsWith("/v1") == (hosting != EmulatedHosting.CLOUD));
            Matcher command = COMMAND.matcher(page.text("#command"));
            assertThat(command.find()).isTrue();
            assertThat(command.group(1)).isEqualTo(page.emulator.baseUrl());
            page.api.call("POST", command.group(2), command.group(3));
            assertThat(page.wait("#messages .bubble").getText()).startsWith("Hello!");
            page.wait(".tick.delivered");
            page.type("#text", "Hello too!" + Keys.ENTER);
            assertThat(page.wait(".message.in .bubble").getText()).startsWith("Hello too!");
            await().until(() -> endpoint.bodies().stream().anyMatch(body -> body.contains("Hello too!")));
        }
    }
}
