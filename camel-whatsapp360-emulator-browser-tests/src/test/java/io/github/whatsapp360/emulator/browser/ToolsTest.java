package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The panel beside the chat: calls, faults and settings. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class ToolsTest {

    private static Page page;

    @BeforeAll
    static void open() {
        page = Page.open();
        page.browser.executeCdpCommand(
                "Browser.grantPermissions",
                Map.of(
                        "origin", page.emulator.baseUrl(),
                        "permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @BeforeEach
    void reset() {
        page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"\"}}");
        page.reset();
        page.visit("");
    }

    @Test
    void aCallIsShownWithStatusTimeAndJson() {
        page.click("[data-tool=requests]");
        assertThat(page.wait("#calls-none").getText()).isEqualTo("No calls yet");
        page.api.text(Page.NUMBER, "It's me");
        WebElement call = page.wait("#calls [data-call^=requests]");
        assertThat(call.getText()).containsPattern("200\\s+POST /messages\\s+\\d+\\.\\d ms");
        call.click();
        assertThat(page.wait("#call").getText())
                .contains("POST /messages", "status 200", "\"body\": \"It's me\"", "\"wa_id\": \"" + Page.NUMBER + "\"")
                .doesNotContain(page.emulator.apiKey());
        page.click("#call .row button");
        await().until(() -> page.text("#call .row button").equals("Copied"));
        assertThat(clipboard())
                .startsWith("curl -X POST '" + page.emulator.baseUrl() + "/messages'")
                .contains("-H \"D360-API-KEY: $D360_API_KEY\"", "'content-type: application/json'", "It'\\''s me")
                .doesNotContain(page.emulator.apiKey());
        page.click("#call [aria-label='Close the details']");
        await().until(() -> !page.shows("#call"));
    }

    @Test
    void callsAreFilteredAndThoseFromBeforeAreThere() {
        page.api.text(Page.NUMBER, "good");
        page.api.answer("POST", "/messages", "{}");
        page.api.answer("GET", "/123456", null);
        page.visit("#requests");
        awaitCalls("POST /messages", "POST /messages", "GET /123456");
        page.choose("#calls-kind", "Failures");
        awaitCalls("POST /messages", "GET /123456");
        page.type("#calls-filter", "123456");
        awaitCalls("GET /123456");
        page.choose("#calls-kind", "Webhooks");
        assertThat(page.wait("#calls-none").getText()).isEqualTo("No call fits the filter");
    }

    @Test
    void aRequestShowsItsRecipientAndIsFoundByIt() {
        page.visit("#requests");
        page.api.text(Page.NUMBER, "to one");
        page.api.text("4930901820", "to another");
        page.api.answer("POST", "/messages", "{\"messaging_product\":\"whatsapp\",\"to\":\"nobody\"}");
        awaitCalls("POST /messages", "POST /messages", "POST /messages");
        assertThat(page.all("#calls .about"))
                .extracting(WebElement::getText)
                .satisfiesExactly(
                        refused -> assertThat(refused).contains(" · nobody · code "),
                        other -> assertThat(other).endsWith(" · +4930901820"),
                        one -> assertThat(one).endsWith(" · +" + Page.NUMBER));
        page.type("#calls-filter", "+49 30 901820");
        awaitCalls("POST /messages");
        assertThat(page.text("#calls .about")).contains("+4930901820");
    }

    @Test
    void aDetailThatIsFilteredOutCloses() {
        page.visit("#requests");
        page.api.text(Page.NUMBER, "Hello");
        page.click("#calls [data-call^=requests]");
        assertThat(page.wait("#call").getText()).contains("POST /messages");
        page.type("#calls-filter", "messages");
        page.awaitFrame();
        assertThat(page.shows("#call")).isTrue();
        page.find("#calls-filter").sendKeys("?");
        await().until(() -> !page.shows("#call"));
        assertThat(page.js("return document.activeElement.id")).isEqualTo("calls-filter");
        page.type("#calls-filter", "messages");
        await().until(() -> page.all("#calls [data-call]").size() == 1);
        assertThat(page.find("#calls [data-call]").getDomAttribute("aria-current"))
                .isEqualTo("false");
        page.click("#calls [data-call]");
        page.wait("#call");
        page.choose("#calls-kind", "Failures");
        await().until(() -> !page.shows("#call"));
    }

    @Test
    void anUploadIsShownWithItsParts() throws Exception {
        page.click("[data-tool=requests]");
        page.api.upload("invoice.pdf");
        page.click("#calls [data-call^=requests]");
        assertThat(page.wait("#call").getText())
                .contains("POST /media", "messaging_product", "invoice.pdf · application/pdf · 35 KB · SHA-256 ");
        page.click("#call .row button");
        await().until(() -> page.text("#call .row button").equals("Copied"));
        assertThat(clipboard())
                .contains("-F 'messaging_product=whatsapp'", "-F 'file=@invoice.pdf;type=application/pdf'")
                .doesNotContain("content-type");
    }

    private static String clipboard() {
        return (String)
                page.browser.executeAsyncScript("navigator.clipboard.readText().then(arguments[arguments.length - 1])");
    }

    private static void awaitCalls(String... names) {
        await().untilAsserted(() -> assertThat(
                        page.js("return [...document.querySelectorAll('#calls .name')].map(name => name.textContent)"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder((Object[]) names));
    }

    @Test
    void deliveriesAreShown() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            page.visit("#settings");
            page.type("#webhook [name=url]", endpoint.url());
            page.click("#webhook button");
            await().until(() -> page.api
                    .call("GET", "/emulator/settings", null)
                    .at("/webhook/url")
                    .asText()
                    .equals(endpoint.url()));
            page.click("#tab-requests");
            String id = page.api.text(Page.NUMBER, "Hello");
            await().until(() -> endpoint.statuses(id).size() == 2);
            await().until(() -> page.all("#calls [data-call^=webhooks]").size() == 2);
            page.click("#calls [data-call^=webhooks]");
            assertThat(page.wait("#call").getText()).contains("status delivered, attempt 1", endpoint.url(), id);
            page.find("#call")
                    .findElement(By.xpath(".//button[.='Deliver again']"))
                    .click();
            await().until(() -> endpoint.statuses(id).size() == 3);
            await().until(() -> page.all("#calls [data-call^=webhooks]").size() == 3);
            assertThat(endpoint.statuses(id).get(2)).isEqualTo("delivered");
            page.picture("deliver-again.png");
        }
    }

    @Test
    void theWebhookHasHeadersAndSaysWhetherItIsCalled() {
        page.visit("#settings");
        page.type("#webhook [name=url]", "http://127.0.0.1:9/hook");
        page.type("#webhook [name=headers]", "X-Secret: a:b\nX-Other:c");
        page.click("#webhook button");
        awaitWebhook("{\"url\":\"http://127.0.0.1:9/hook\",\"headers\":{\"X-Secret\":\"a:b\",\"X-Other\":\"c\"}}");
        assertThat(page.shows("#webhook-note")).isFalse();
        page.visit("#settings");
        await().until(() -> page.js("return document.querySelector('#webhook [name=headers]').value")
                .equals("X-Secret: ***\nX-Other: ***"));
        page.type("#webhook [name=url]", "https://whatsapp.example.com/hook");
        page.click("#webhook button");
        awaitWebhook(
                "{\"url\":\"https://whatsapp.example.com/hook\",\"headers\":{\"X-Secret\":\"a:b\",\"X-Other\":\"c\"}}");
        await().until(() -> page.shows("#webhook-note"));
        page.type("#webhook [name=headers]", "");
        page.click("#webhook button");
        awaitWebhook("{\"url\":\"https://whatsapp.example.com/hook\",\"headers\":{}}");
    }

    private void awaitWebhook(String json) {
        await().untilAsserted(() -> assertThat(
                        page.api.call("GET", "/v1/configs/webhook", null).toString())
                .isEqualTo(json));
    }

    @Test
    void theHealthIsSet() {
        page.visit("#settings");
        page.choose("#health", "cannot send");
        await().until(() -> page.api
                .call("GET", "/health_status", null)
                .at("/health_status/can_send_message")
                .asText()
                .equals("BLOCKED"));
    }

    @Test
    void templatesAreReviewed() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            page.visit("#settings");
            page.click("#template-review");
            await().until(() -> page.api
                    .call("GET", "/emulator/settings", null)
                    .path("templateReview")
                    .asBoolean());
            page.api.call(
                    "POST",
                    "/message_templates",
                    "{\"name\":\"reviewed\",\"language\":\"en\",\"category\":\"UTILITY\","
                            + "\"components\":[{\"type\":\"BODY\",\"text\":\"Hi\"}]}");
            page.wait("[data-template='reviewed en']");
            page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + endpoint.url() + "\"}}");
            page.choose("[data-template='reviewed en'] select", "REJECTED");
            await().untilAsserted(() -> assertThat(endpoint.bodies())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("\"event\":\"REJECTED\"", "\"reason\":\"INVALID_FORMAT\"", "reviewed"));
            assertThat(page.api
                            .call("GET", "/message_templates", null)
                            .at("/data/0/status")
                            .asText())
                    .isEqualTo("REJECTED");
        }
    }

    @Test
    void aFaultIsSwitchedOnAndOffAndCounted() {
        page.click("[data-tool=faults]");
        assertThat(page.wait("#rules-none").getText()).contains("Nothing");
        page.choose("#preset", "Throughput reached: 400, code 130429");
        page.type("#rule [name=times]", "2");
        page.click("#rule button.main");
        assertThat(page.wait("#rules li").getText()).contains("Messages: HTTP 400, code 130429", "at most 2 times");
        assertThat(page.text("#faults-on")).isEqualTo("1");
        var refusal = page.api.answer("POST", "/messages", "{}");
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.body()).contains("130429");
        await().until(() -> page.text("#rules li").contains("met 1 call"));

        page.choose("#preset", "Slow answers");
        assertThat(page.shows("#rule [name=status]")).isFalse();
        page.type("#rule [name=millis]", "300");
        page.type("#rule [name=rate]", "50");
        page.choose("#rule [name=on]", "the whole API");
        page.click("#rule button.main");
        await().until(() -> page.all("#rules li").size() == 2);
        assertThat(page.all("#rules li").get(1).getText()).contains("The whole API: slow, 300 ms", "50 %");
        page.click("#rules li button");
        await().until(() -> page.all("#rules li").size() == 1);
        page.click("#rules li button");
        assertThat(page.wait("#rules-none").getText()).contains("the service is well");
        assertThat(page.shows("#faults-on")).isFalse();
        page.message(page.api.text(Page.NUMBER, "well again"));
    }

    @Test
    void aFaultThatIsUsedUpDoesNotCountAsOn() {
        page.visit("#faults");
        page.choose("#preset", "Throughput reached: 400, code 130429");
        page.type("#rule [name=times]", "1");
        page.click("#rule button.main");
        await().until(() -> page.text("#faults-on").equals("1"));
        page.api.answer("POST", "/messages", "{}");
        await().until(() -> page.text("#rules li .about").contains("used up"));
        assertThat(page.shows("#faults-on")).isFalse();
        page.choose("#preset", "Slow answers");
        page.type("#rule [name=times]", "3");
        page.click("#rule button.main");
        await().until(() -> page.text("#faults-on").equals("1"));
        page.api.answer("POST", "/messages", "{}");
        await().until(() -> page.text("#rules li").contains("met 1 call"));
        page.choose("#preset", "Bad gateway: 502, no body");
        page.click("#rule button.main");
        await().until(() -> page.text("#faults-on").equals("2"));
        assertThat(page.text("#rules li")).contains("at most 2 times");
    }

    @Test
    void aBadNumberOfAFaultOrAStatusSaysWhatIsWrong() {
        page.visit("#faults");
        page.type("#rule [name=to]", "+49 151 x");
        page.click("#rule button.main");
        assertThat(page.wait("#rule-to-problem").getText()).isEqualTo("“x” does not belong in a number");
        page.type("#rule [name=to]", "+49 (151) 123-456");
        page.click("#rule button.main");
        assertThat(page.wait("#rules li").getText()).contains("to +49151123456");
        page.visit("#settings");
        page.type("#statuses [name=failTo]", "+49 151 12 34, 12");
        page.click("#statuses button");
        assertThat(page.wait("#statuses-failTo-problem").getText()).contains("5 to 15 digits, and this one 2");
        page.type("#statuses [name=failTo]", "+49 151 12 34, 4930-901820");
        page.click("#statuses button");
        await().until(() -> page.api
                .call("GET", "/emulator/settings", null)
                .at("/statuses/failTo")
                .toString()
                .equals("[\"491511234\",\"4930901820\"]"));
    }

    @Test
    void aScenarioRuns() {
        page.visit("#faults");
        page.choose("#scenario-ready", "Outage of ten seconds");
        page.type(
                "#scenario-json",
                "{\"name\":\"short\",\"steps\":[{\"faults\":[{\"on\":\"messages\",\"kind\":\"status\",\"status\":503,"
                        + "\"code\":131016,\"form\":\"meta\"}],\"forRequests\":1},{\"faults\":[]}]}");
        page.click("#scenario button.main");
        assertThat(page.wait("#rules li").getText()).contains("HTTP 503, code 131016");
        assertThat(page.api.answer("POST", "/messages", "{}").statusCode()).isEqualTo(503);
        await().until(() -> page.shows("#rules-none"));
        page.message(page.api.text(Page.NUMBER, "well again"));
        page.type("#scenario-json", "{");
        page.click("#scenario button.main");
        assertThat(page.wait("#alarm").getText()).contains("not JSON");
    }

    @ParameterizedTest
    @CsvSource({
        "',\"for\":\"PT1H\"', Running: step 1 of 1",
        "'', Finished; what its last step has set goes on until you end it"
    })
    void endingAScenarioShowsThatItsFaultsAreGone(String lasting, String state) {
        page.visit("#faults");
        assertThat(page.find("#scenario-end").isEnabled()).isFalse();
        page.type(
                "#scenario-json",
                "{\"steps\":[{\"faults\":[{\"on\":\"messages\",\"kind\":\"status\",\"status\":503}]" + lasting + "}]}");
        page.click("#scenario button.main");
        await().until(() -> page.text("#faults-on").equals("1"));
        await().until(() -> page.text("#scenario-state").equals(state));
        page.click("#scenario-end");
        assertThat(page.wait("#rules-none").getText()).contains("the service is well");
        assertThat(page.all("#rules li")).isEmpty();
        assertThat(page.shows("#faults-on")).isFalse();
        await().until(() -> page.text("#scenario-state").equals("None is running"));
        assertThat(page.find("#scenario-end").isEnabled()).isFalse();
        page.message(page.api.text(Page.NUMBER, "well again"));
    }

    @Test
    void statusesAndTheClockAreSet() {
        page.visit("#settings");
        page.click("#statuses [name=read]");
        page.click("#statuses button");
        page.awaitStatus(page.api.text(Page.NUMBER, "Read at once"), "Read");
        String before = page.find("#now").getDomAttribute("datetime");
        page.click("[data-advance=PT25H]");
        await().until(() -> !before.equals(page.find("#now").getDomAttribute("datetime")));
        page.message(page.api.text(Page.NUMBER, "A day later"));
        await().until(() -> page.all("#messages .day").size() == 2);
    }

    @Test
    void aResetAsksFirst() {
        page.message(page.api.text(Page.NUMBER, "to be forgotten"));
        page.visit("#settings");
        page.click("#reset");
        page.click("#sure button:not(.main)");
        assertThat(page.all("#chats button")).hasSize(1);
        page.click("#reset");
        page.click("#sure button.main");
        await().until(() -> page.all("#chats button").isEmpty());
        assertThat(page.wait("#empty").getText()).contains("Nothing has been sent yet");
    }
}
