package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page shows the text of known templates, and their quick replies work. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class TemplatePageTest {

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
        endpoint.clear();
    }

    @Test
    void aKnownTemplateIsItsTextWithTheValues() {
        WebElement bubble = page.message(page.api.message("template", Templates.ORDER));
        assertThat(bubble.getText())
                .contains(
                        "Order 4711",
                        "Hello Anna, your invoice of €100.99 is due on 1 March.",
                        "Example Ltd.",
                        "Track it",
                        "Call us: +4930901820",
                        "All is well",
                        "Something is missing")
                .doesNotContain("{{");
        assertThat(bubble.findElement(By.cssSelector("p strong")).getText()).isEqualTo("€100.99");
        assertThat(bubble.findElement(By.cssSelector(".actions a")).getDomAttribute("href"))
                .isEqualTo("https://example.com/track/4711");
        assertThat(page.text("#chats .last")).startsWith("Template: Hello Anna, your invoice of €100.99");
    }

    @Test
    void namedValuesAreFilledInAndAMissingOneIsSeen() {
        String named =
                "{\"name\":\"welcome\",\"language\":{\"code\":\"en\"},\"components\":[{\"type\":\"body\",\"parameters\":["
                        + "{\"type\":\"text\",\"parameter_name\":\"city\",\"text\":\"Hamburg\"},"
                        + "{\"type\":\"text\",\"parameter_name\":\"%s\",\"text\":\"Anna\"}]}]}";
        assertThat(page.message(page.api.message("template", named.formatted("first_name")))
                        .getText())
                .contains("Welcome to Hamburg, Anna!");
        assertThat(page.message(page.api.message("template", named.formatted("name")))
                        .getText())
                .contains("Welcome to Hamburg, {{first_name}}!");
    }

    @Test
    void itsDocumentHasSizeNameAndDownload() throws IOException {
        String id = page.api.upload("invoice.pdf");
        WebElement bubble = page.message(page.api.message("template", Templates.invoice(id)));
        assertThat(bubble.findElement(By.cssSelector(".card .name")).getText()).isEqualTo("Invoice 4711.pdf");
        assertThat(bubble.findElement(By.cssSelector(".card .about")).getText()).isEqualTo("PDF · 35 KB");
        assertThat(bubble.getText()).contains("Your invoice, Anna.");
        WebElement link = bubble.findElement(By.className("download"));
        assertThat(page.api.bytes(link.getDomProperty("href")))
                .isEqualTo(Files.readAllBytes(Api.sample("invoice.pdf")));
    }

    @Test
    void aHeaderOfAnInteractiveMessageHasItsSizeToo() throws IOException {
        String id = page.api.upload("invoice.pdf");
        String message = page.api.message(
                "interactive",
                "{\"type\":\"button\",\"header\":{\"type\":\"document\",\"document\":{\"id\":\"" + id
                        + "\"}},\"body\":{\"text\":\"All right?\"},\"action\":{\"buttons\":[{\"type\":\"reply\","
                        + "\"reply\":{\"id\":\"yes\",\"title\":\"Yes\"}}]}}");
        assertThat(page.message(message).getText()).contains("invoice.pdf", "PDF · 35 KB");
    }

    @Test
    void aQuickReplyHasItsTextAndAnswersWithItsPayload() {
        String id = page.api.message("template", Templates.ORDER);
        press(page.message(id), "All is well");
        JsonNode first = endpoint.awaitMessage(1);
        assertThat(first.path("button").toString()).isEqualTo("{\"payload\":\"well-4711\",\"text\":\"All is well\"}");
        assertThat(first.at("/context/id").asText()).isEqualTo(id);
        press(page.message(id), "Something is missing");
        assertThat(endpoint.awaitMessage(2).path("button").toString())
                .isEqualTo("{\"payload\":\"Something is missing\",\"text\":\"Something is missing\"}");
        await().until(() -> page.all(".message.in .bubble").size() == 2);
        assertThat(page.wait(".message.in .bubble").getText()).contains("All is well");
    }

    @Test
    void cardsAreFilledInOneByOne() throws IOException {
        String id = page.api.upload("photo.jpg");
        WebElement bubble = page.message(page.api.message("template", Templates.cards(id)));
        assertThat(bubble.findElements(By.className("swipe")))
                .extracting(WebElement::getText)
                .satisfiesExactly(
                        first -> assertThat(first).contains("Apples for €2", "More of it"),
                        second -> assertThat(second).contains("Pears for €3", "More of it"));
    }

    @Test
    void anOfferHasItsEndAndItsCodeIsCopied() {
        WebElement bubble = page.message(page.api.message("template", Templates.OFFER));
        assertThat(bubble.findElement(By.className("offer")).getText())
                .contains("Expiring offer!", "Ends ", "2026", "Code: CARIBE25");
        assertThat(bubble.getText()).contains("Good news, Anna! Take 25% off.", "Book now");
        copies(bubble, "Copy code: CARIBE25", "CARIBE25");
    }

    @Test
    void aCodeHasMetasTextAndIsCopied() {
        WebElement bubble = page.message(page.api.message("template", Templates.CODE));
        assertThat(bubble.getText())
                .contains(
                        "815-4711 is your verification code. For your security, do not share this code.",
                        "This code expires in 5 minutes.");
        assertThat(bubble.findElement(By.cssSelector("p strong")).getText()).isEqualTo("815-4711");
        copies(bubble, "Copy code", "815-4711");
    }

    /** The clipboard of a browser without a window may be refused; the button asks for it in any case. */
    private static void copies(WebElement bubble, String label, String code) {
        page.js("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }");
        press(bubble, label);
        assertThat(page.js("return window.copied")).isEqualTo(code);
        await().until(() -> bubble.getText().contains("Copied"));
        await().until(() -> bubble.getText().contains(label));
    }

    @Test
    void aHeaderMayBeAPlace() {
        WebElement bubble = page.message(page.api.message("template", Templates.PLACE));
        assertThat(bubble.getText()).contains("Landungsbrücken", "20359 Hamburg", "We are here.");
        assertThat(bubble.findElements(By.className("map"))).hasSize(1);
        assertThat(bubble.findElement(By.cssSelector(".about a")).getText()).isEqualTo("53.5437, 9.9661");
    }

    private static void press(WebElement bubble, String text) {
        bubble.findElement(By.xpath(".//button[normalize-space()='" + text + "']"))
                .click();
    }
}
