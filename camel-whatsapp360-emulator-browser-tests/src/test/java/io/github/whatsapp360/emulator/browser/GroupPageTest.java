package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/** The page shows a group as a group, and its participants write in it. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class GroupPageTest {

    private static final String GROUP = "Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD";
    private static final String NAME = "Group " + GROUP.substring(GROUP.length() - 6);

    private Page page;
    private Endpoint endpoint;

    @BeforeEach
    void open() throws Exception {
        endpoint = new Endpoint();
        page = Page.open();
        page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + endpoint.url() + "\"}}");
    }

    @AfterEach
    void close() {
        page.close();
        endpoint.close();
    }

    private void toGroup(String text) {
        page.api.call(
                "POST",
                "/messages",
                "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"group\",\"to\":\"" + GROUP
                        + "\",\"type\":\"text\",\"text\":{\"body\":\"" + text + "\"}}");
    }

    @Test
    void participantsWriteInAGroup() throws Exception {
        toGroup("Shall we meet?");
        page.click("#chats [data-number='" + GROUP + "']");
        await().until(() -> page.text("#who").equals(NAME));
        assertThat(page.text("#count")).startsWith(GROUP);
        assertThat(page.all("#face svg")).as("it has no face of a person").hasSize(1);
        page.type("#participant", "+49 151 12345678");
        page.type("#text", "Yes" + Keys.ENTER);
        JsonNode first = endpoint.awaitMessage(1);
        assertThat(first.path("from").asText()).isEqualTo(Page.NUMBER);
        assertThat(first.path("group_id").asText()).isEqualTo(GROUP);
        page.type("#participant", "4916099988");
        page.type("#text", "Me too" + Keys.ENTER);
        assertThat(endpoint.awaitMessage(2).path("from").asText()).isEqualTo("4916099988");
        await().until(() -> page.all(".message.in").size() == 2);
        assertThat(page.all(".message.in .writer"))
                .extracting(node -> node.getText())
                .containsExactly("+" + Page.NUMBER, "+4916099988");
        assertThat(page.text("#chats .last")).contains("Me too");

        page.api.text(Page.NUMBER, "To one person");
        page.show(Page.NUMBER);
        assertThat(page.shows("#participant")).isFalse();
        page.click("#chats [data-number='" + GROUP + "']");
        await().until(() -> page.shows("#participant"));
        assertThat(page.find("#participant").getDomProperty("value"))
                .as("who wrote last")
                .isEqualTo("+4916099988");
        page.window(390, 844);
        page.assertNothingSticksOut();
        assertThat(((Number) page.js("return document.getElementById('who').getBoundingClientRect().top")).intValue())
                .as("the name of the group, above its long ID")
                .isPositive();
        page.picture("group-narrow.png");
        page.window(1300, 860);
        page.media("prefers-color-scheme", "dark");
        page.picture("group-dark.png");
    }
}
