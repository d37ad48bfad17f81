package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A customer can answer messages that ask for an address, a permission or money. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class AskingTest {

    private static Page page;
    private static Endpoint endpoint;

    @BeforeAll
    static void open() throws IOException {
        endpoint = new Endpoint();
        page = Page.open();
        page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + endpoint.url() + "\"}}");
        Templates.create(page.api);
    }

    @AfterAll
    static void close() {
        page.close();
        endpoint.close();
    }

    @BeforeEach
    void reset() {
        page.reset();
        page.visit("");
        endpoint.clear();
    }

    private static void press(WebElement bubble, String text) {
        bubble.findElement(By.xpath(".//button[normalize-space()='" + text + "']"))
                .click();
    }

    private static String icon(WebElement bubble, String css) {
        return bubble.findElement(By.cssSelector(css + " path")).getDomAttribute("d");
    }

    @Test
    void anAddressIsGivenInAForm() throws IOException {
        String id = page.api.message("interactive", Interactives.ADDRESS);
        WebElement bubble = page.message(id);
        press(bubble, "Give the address");
        assertThat(page.wait("#address").getText())
                .contains("Pin code", "Flat or house number", "There is no such pin code");
        assertThat(page.find("#address [name=name]").getDomProperty("value")).isEqualTo("Asha");
        page.type("#address [name=phone_number]", "98x");
        page.click("#address .main");
        assertThat(page.wait("#address [role=alert]").getText()).isEqualTo("“x” does not belong in a number");
        page.type("#address [name=phone_number]", "+91 98200 12345");
        page.type("#address [name=in_pin_code]", "400063");
        page.type("#address [name=city]", "Mumbai" + Keys.ENTER);
        JsonNode message = endpoint.awaitMessage(1);
        assertThat(message.at("/context/id").asText()).isEqualTo(id);
        JsonNode reply = message.at("/interactive/nfm_reply");
        assertThat(message.at("/interactive/type").asText()).isEqualTo("nfm_reply");
        assertThat(reply.path("name").asText()).isEqualTo("address_message");
        assertThat(reply.path("body").asText()).isEqualTo("Asha\n+91 98200 12345\n400063, Mumbai");
        assertThat(Api.JSON.readTree(reply.path("response_json").asText()).toString())
                .isEqualTo(
                        "{\"values\":{\"name\":\"Asha\",\"phone_number\":\"+91 98200 12345\",\"in_pin_code\":\"400063\","
                                + "\"city\":\"Mumbai\"}}");
        assertThat(page.shows("#address")).isFalse();
        assertThat(page.wait(".message.in .bubble").getText()).contains("400063, Mumbai");
    }

    @Test
    void aSavedAddressIsChosenAndNothingIsSentOnEscape() throws IOException {
        WebElement bubble = page.message(page.api.message("interactive", Interactives.ADDRESS));
        press(bubble, "Give the address");
        page.click("#address-saved button");
        assertThat(page.find("#address [name=city]").getDomProperty("value")).isEqualTo("Pune");
        page.click("#address .main");
        JsonNode reply = endpoint.awaitMessage(1).at("/interactive/nfm_reply");
        assertThat(Api.JSON
                        .readTree(reply.path("response_json").asText())
                        .path("saved_address_id")
                        .asText())
                .isEqualTo("work");
        press(bubble, "Give the address");
        page.wait("#address");
        page.press(Keys.ESCAPE);
        await().until(() -> !page.shows("#address"));
        page.type("#text", "Later" + Keys.ENTER);
        assertThat(endpoint.awaitMessage(2).path("type").asText()).isEqualTo("text");
    }

    @ParameterizedTest
    @CsvSource({
        "Allow calls for 7 days, accept, false, Allows calls for 7 days",
        "Always allow calls, accept, true, Allows calls",
        "Do not allow, reject, , Does not allow calls"
    })
    void callsArePermittedOrNot(String button, String response, Boolean permanent, String shown) {
        page.emulator.advance(Duration.ofHours(25));
        for (String id : List.of(
                page.api.message("interactive", Interactives.CALLS),
                page.api.message(
                        "template",
                        "{\"name\":\"may_we_call\",\"language\":{\"code\":\"en\"},\"components\":[{\"type\":\"body\","
                                + "\"parameters\":[{\"type\":\"text\",\"text\":\"Anna\"}]}]}"))) {
            endpoint.clear();
            press(page.message(id), button);
            JsonNode message = endpoint.awaitMessage(1);
            assertThat(message.at("/context/id").asText()).isEqualTo(id);
            assertThat(message.at("/interactive/type").asText()).isEqualTo("call_permission_reply");
            JsonNode reply = message.at("/interactive/call_permission_reply");
            assertThat(reply.path("response").asText()).isEqualTo(response);
            assertThat(reply.path("response_source").asText()).isEqualTo("user_action");
            assertThat(reply.has("is_permanent")).isEqualTo(permanent != null);
            assertThat(reply.has("expiration_timestamp")).isEqualTo(Boolean.FALSE.equals(permanent));
            if (Boolean.FALSE.equals(permanent)) {
                assertThat(reply.path("is_permanent").asBoolean()).isFalse();
                long sent = message.path("timestamp").asLong();
                assertThat(reply.path("expiration_timestamp").asLong() - sent)
                        .isBetween(
                                Duration.ofDays(7).toSeconds() - 600,
                                Duration.ofDays(7).toSeconds());
            }
        }
        await().until(() -> page.all(".message.in .bubble").size() == 2);
        assertThat(page.wait(".message.in .bubble").getText()).contains(shown);
    }

    @Test
    void whatIsAskedForHasAnIconOfItsOwn() {
        String address = icon(page.message(page.api.message("interactive", Interactives.ADDRESS)), ".press");
        String calls = icon(page.message(page.api.message("interactive", Interactives.CALLS)), ".press");
        String call = icon(
                page.message(page.api.message(
                        "interactive",
                        "{\"type\":\"voice_call\",\"body\":{\"text\":\"Any questions?\"},\"action\":{\"name\":\"voice_call\","
                                + "\"parameters\":{\"display_text\":\"Call us\"}}}")),
                ".idle");
        String product = icon(
                page.message(
                        page.api.message(
                                "interactive",
                                "{\"type\":\"catalog_message\",\"body\":{\"text\":\"All we have\"},\"action\":{\"name\":\"catalog_message\"}}")),
                ".idle");
        String place = icon(
                page.message(page.api.message(
                        "interactive",
                        "{\"type\":\"location_request_message\",\"body\":{\"text\":\"Where are you?\"},"
                                + "\"action\":{\"name\":\"send_location\"}}")),
                ".press");
        assertThat(call).isEqualTo(calls);
        assertThat(List.of(address, calls, product, place)).doesNotHaveDuplicates();
    }

    @Test
    void anOrderSaysWhatItCosts() {
        WebElement bubble = page.message(page.api.message("interactive", Interactives.ORDER));
        assertThat(lines(bubble))
                .containsExactly(
                        "Cake 2 × €12.50: €25.00",
                        "Tea 1 × €3.00: €3.00",
                        "Subtotal: €28.00",
                        "Shipping: €4.90",
                        "Discount: -€2.00",
                        "Total: €30.90");
        assertThat(bubble.getText()).contains("Order A-4711", "Review and pay");
        WebElement template = page.message(page.api.message(
                "template",
                "{\"name\":\"may_we_call\",\"language\":{\"code\":\"en\"},\"components\":[{\"type\":\"body\",\"parameters\":"
                        + "[{\"type\":\"text\",\"text\":\"Anna\"}]},{\"type\":\"button\",\"sub_type\":\"order_details\","
                        + "\"index\":0,\"parameters\":[{\"type\":\"action\",\"action\":{\"order_details\":{\"reference_id\":\"B-1\","
                        + "\"currency\":\"none\",\"total_amount\":{\"value\":21000,\"offset\":100}}}}]}]}"));
        assertThat(lines(template)).containsExactly("Total: none 210");
        assertThat(page.message(
                                page.api.message(
                                        "interactive",
                                        "{\"type\":\"order_status\",\"body\":{\"text\":\"News\"},\"action\":{\"name\":\"review_order\","
                                                + "\"parameters\":{\"reference_id\":\"A-4711\",\"order\":{\"status\":\"partially_shipped\"}}}}"))
                        .getText())
                .contains("Order A-4711: Partially shipped");
    }

    @Test
    void aCustomersOrderHasItsSum() {
        page.api.call(
                "POST",
                "/emulator/chats/" + Page.NUMBER + "/messages",
                "{\"type\":\"order\",\"order\":{\"catalog_id\":\"1\",\"text\":\"Soon, please\",\"product_items\":["
                        + "{\"product_retailer_id\":\"tea\",\"quantity\":2,\"item_price\":3.5,\"currency\":\"EUR\"},"
                        + "{\"product_retailer_id\":\"cake\",\"quantity\":1,\"item_price\":12,\"currency\":\"EUR\"}]}}");
        WebElement bubble = page.wait(".message.in .bubble");
        assertThat(bubble.getText()).contains("Soon, please");
        assertThat(lines(bubble)).containsExactly("tea 2 × €3.50: €7.00", "cake 1 × €12.00: €12.00", "Total: €19.00");
    }

    private static List<String> lines(WebElement bubble) {
        List<WebElement> labels = bubble.findElements(By.cssSelector(".order dt"));
        List<WebElement> amounts = bubble.findElements(By.cssSelector(".order dd"));
        assertThat(amounts).hasSameSizeAs(labels);
        return IntStream.range(0, labels.size())
                .mapToObj(i -> labels.get(i).getText() + ": " + amounts.get(i).getText())
                .toList();
    }
}
