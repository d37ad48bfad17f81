package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.testing.FlowApplication;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A person opens a flow as the customer, while an application answers it. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class FlowPageTest {

    private final CountDownLatch released = new CountDownLatch(1);
    private Page page;
    private Endpoint endpoint;
    private FlowApplication application;

    @BeforeEach
    void open() throws Exception {
        endpoint = new Endpoint();
        application = new FlowApplication(this::next);
        page = Page.open();
        page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + endpoint.url() + "\"}}");
        page.api.call("POST", "/whatsapp_business_encryption", application.publicKeyJson());
    }

    @AfterEach
    void close() {
        released.countDown();
        page.close();
        endpoint.close();
        application.close();
    }

    private String next(String request) {
        if (request.contains("\"INIT\"")) {
            return "{\"screen\":\"CHOOSE\",\"data\":{\"slots\":[\"<b>9:00</b>\"]}}";
        }
        if (request.contains("\"BACK\"")) {
            return "{\"screen\":\"FIRST\",\"data\":{}}";
        }
        if (request.contains("wait")) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return "{\"screen\":\"SUCCESS\",\"data\":{\"extension_message_response\":{\"params\":"
                + "{\"flow_token\":\"visit-4711\",\"slot\":\"9:00\"}}}}";
    }

    private String flow(String more) {
        return page.api.message(
                "interactive",
                "{\"type\":\"flow\",\"body\":{\"text\":\"Choose a time\"},\"action\":{\"name\":\"flow\",\"parameters\":"
                        + "{\"flow_message_version\":\"3\",\"flow_id\":\"1\",\"flow_cta\":\"Book\","
                        + "\"flow_token\":\"visit-4711\"" + more + "}}}");
    }

    private void press(String messageId) {
        page.message(messageId).findElement(By.cssSelector("button.press")).click();
        page.wait("#flow");
    }

    private void setEndpointOnThePage() {
        page.visit("#settings");
        page.type("#flow-endpoint [name=url]", application.url());
        page.type("#flow-endpoint [name=appSecret]", "s3cret" + Keys.ENTER);
        await().until(() -> page.api
                .call("GET", "/emulator/settings", null)
                .at("/flow/appSecret")
                .asText()
                .equals("***"));
        page.visit("");
    }

    @Test
    void theScreensOfAnApplicationAreShownUntilTheFlowEnds() throws Exception {
        setEndpointOnThePage();
        String id = flow(",\"flow_action\":\"data_exchange\"");
        press(id);
        assertThat(page.text("#flow-title")).isEqualTo("Book");
        await().until(() -> page.text("#flow-data").contains("<b>9:00</b>"));
        assertThat(page.find("#flow [name=screen]").getDomProperty("value")).isEqualTo("CHOOSE");
        page.click("#flow-back");
        await().until(() -> "FIRST".equals(page.find("#flow [name=screen]").getDomProperty("value")));
        page.type("#flow [name=data]", "[1]");
        page.click("#flow-buttons .main");
        assertThat(page.wait("#flow-problem").getText()).isEqualTo("The input must be a JSON object");
        page.type("#flow [name=data]", "{\"slot\":\"9:00\"}");
        page.click("#flow-buttons .main");
        JsonNode message = endpoint.awaitMessage(1);
        assertThat(message.at("/context/id").asText()).isEqualTo(id);
        assertThat(message.at("/interactive/nfm_reply/response_json").asText())
                .isEqualTo("{\"flow_token\":\"visit-4711\",\"slot\":\"9:00\"}");
        await().until(() -> !page.shows("#flow"));
        assertThat(page.wait(".message.in .bubble").getText()).contains("Sent");
        assertThat(application.requests()).hasSize(3);
        assertThat(application.signatures()).allMatch(signature -> signature.startsWith("sha256="));
        assertThat(application.requests().get(2)).contains("\"FIRST\"", "{\"slot\":\"9:00\"}");
    }

    @Test
    void aFlowIsFinishedWithoutTheEndpoint() throws Exception {
        setEndpointOnThePage();
        application.answersWith(500);
        String id = flow(",\"flow_action_payload\":{\"screen\":\"RATE\",\"data\":{\"name\":\"Anna\"}}");
        press(id);
        assertThat(page.text("#flow-data")).contains("Anna");
        assertThat(page.find("#flow [name=screen]").getDomProperty("value")).isEqualTo("RATE");
        page.click("#flow-buttons .main");
        await().until(() -> page.text("#flow-problem").equals("The endpoint answered with 500"));
        page.type("#flow [name=data]", "{\"stars\":5}");
        page.click("#flow-finish");
        assertThat(endpoint.awaitMessage(1)
                        .at("/interactive/nfm_reply/response_json")
                        .asText())
                .isEqualTo("{\"flow_token\":\"visit-4711\",\"stars\":5}");
        assertThat(page.shows("#flow")).isFalse();
    }

    @Test
    void aTemplatesButtonOpensItsFlow() throws Exception {
        setEndpointOnThePage();
        Templates.create(page.api);
        String id = page.api.message("template", Templates.VISIT);
        press(id);
        assertThat(page.text("#flow-title")).isEqualTo("Choose a time");
        assertThat(page.text("#flow-data")).contains("Anna");
        assertThat(page.find("#flow [name=screen]").getDomProperty("value")).isEqualTo("CHOOSE");
        page.click("#flow-buttons .main");
        assertThat(endpoint.awaitMessage(1).at("/context/id").asText()).isEqualTo(id);
        assertThat(application.requests().get(0)).contains("\"flow_token\":\"visit-4711\"");
    }

    @Test
    void anAnswerThatComesAfterTheEndIsIgnored() throws Exception {
        setEndpointOnThePage();
        press(flow(""));
        page.type("#flow [name=data]", "{\"wait\":true}");
        page.click("#flow-buttons .main");
        await().until(() -> !application.requests().isEmpty());
        page.click("#flow-close");
        page.message(flow(",\"flow_action_payload\":{\"screen\":\"OTHER\"}"));
        page.js("document.querySelector('#messages .message:last-child button.press').click()");
        page.wait("#flow");
        released.countDown();
        endpoint.awaitMessage(1); // the flow has ended for the customer
        page.awaitFrame();
        assertThat(page.shows("#flow")).isTrue();
        assertThat(page.find("#flow [name=screen]").getDomProperty("value")).isEqualTo("OTHER");
    }
}
