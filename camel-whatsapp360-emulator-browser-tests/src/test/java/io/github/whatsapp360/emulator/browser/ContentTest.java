package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page shows messages of the business as a person would see them. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class ContentTest {

    private static Page page;

    @BeforeAll
    static void open() {
        page = Page.open();
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @BeforeEach
    void reset() {
        page.reset();
    }

    @Test
    void theEmptyPageSaysHowToBegin() {
        assertThat(page.wait("#empty").getText()).contains("Nothing has been sent yet");
        assertThat(page.text("#command")).contains(page.emulator.baseUrl(), "D360-API-KEY: " + page.emulator.apiKey());
        assertThat(page.shows("#composer")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"photo.jpg", "chart.png", "sticker.webp"})
    void picturesAreShown(String name) throws IOException {
        WebElement bubble = sent(name);
        WebElement picture = bubble.findElement(By.tagName("img"));
        await().until(() -> (Long) page.js("return arguments[0].naturalWidth", picture) > 0);
        assertThat(picture.getDomAttribute("alt")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.mp4", "voice.ogg", "song.mp3"})
    void soundAndFilmCanBePlayed(String name) throws IOException {
        WebElement player = sent(name).findElement(By.cssSelector("audio, video"));
        await().until(() -> (Long) page.js("return arguments[0].readyState", player) >= 1L);
        assertThat(((Number) page.js("return arguments[0].duration", player)).doubleValue())
                .isBetween(2.5, 4.5);
        assertThat(player.getDomAttribute("controls")).isNotNull();
        page.js("arguments[0].muted = true; arguments[0].play()", player);
        await().until(() -> ((Number) page.js("return arguments[0].currentTime", player)).doubleValue() > 0);
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, PDF",
        "contract.docx, Word document",
        "report.xlsx, Spreadsheet",
        "note.txt, Text",
        "Müller's „Rechnung“ März 2026 🚀.pdf, PDF"
    })
    void documentsHaveNameSizeAndDownload(String name, String format) throws IOException {
        WebElement bubble = sent(name);
        assertThat(bubble.findElement(By.className("name")).getText()).isEqualTo(name);
        assertThat(bubble.findElement(By.className("about")).getText()).matches(format + " · \\d+ (KB|bytes)");
        WebElement link = bubble.findElement(By.className("download"));
        assertThat(page.api.bytes(link.getDomProperty("href"))).isEqualTo(Files.readAllBytes(Api.sample(name)));
        assertThat(link.getDomAttribute("download")).isEqualTo(name);
    }

    @Test
    void textIsOnlyTextAndFormattedAsOnThePhone() {
        String evil = "<img src=x onerror=\"document.title='hacked'\">";
        String id = page.api.text(
                Page.NUMBER,
                evil + "\n*bold* _it *both*_ ~no~ ```a *b* c``` `code` 2*3*4 snake_case_name"
                        + "\n> quoted\nhttps://example.com/a_b_c?d=*e* (see https://example.org).");
        WebElement bubble = page.message(id);
        assertThat(bubble.getText()).startsWith(evil);
        assertThat(page.browser.getTitle()).doesNotContain("hacked");
        assertThat(texts(bubble, "strong")).containsExactly("bold", "both");
        assertThat(texts(bubble, "em")).containsExactly("it both");
        assertThat(texts(bubble, "s")).containsExactly("no");
        assertThat(texts(bubble, "code")).containsExactly("a *b* c", "code");
        assertThat(texts(bubble, "q")).containsExactly("quoted");
        assertThat(texts(bubble, "a")).containsExactly("https://example.com/a_b_c?d=*e", "https://example.org");
        assertThat(bubble.getText()).contains("2*3*4 snake_case_name");
        assertThat(bubble.findElement(By.tagName("a")).getDomAttribute("rel")).isEqualTo("noreferrer noopener");
    }

    @Test
    void aVoiceMessageLooksOtherThanAFileOfSound() throws IOException {
        String voice = page.api.upload("voice.ogg");
        String asFile = page.api.message("audio", "{\"id\":\"" + voice + "\"}");
        String asVoice = page.api.message("audio", "{\"id\":\"" + voice + "\",\"voice\":true}");
        assertThat(page.message(asFile).getText()).contains("voice.ogg");
        assertThat(page.message(asFile).findElement(By.className("sign")).getDomAttribute("aria-label"))
                .isEqualTo("Audio file");
        assertThat(page.message(asVoice).getText()).doesNotContain("voice.ogg");
        assertThat(page.message(asVoice).findElement(By.className("sign")).getDomAttribute("aria-label"))
                .isEqualTo("Voice message");
        assertThat(icon(asVoice)).isNotEqualTo(icon(asFile));
        assertThat(page.text("#chats .last")).isEqualTo("Voice message");
        page.api.call(
                "POST",
                "/emulator/chats/" + Page.NUMBER + "/messages",
                "{\"type\":\"audio\",\"audio\":{\"id\":\"" + voice + "\",\"voice\":true}}");
        page.wait(".message.in");
        assertThat(page.text("#chats .last")).isEqualTo("↩ Voice message");
    }

    private static String icon(String id) {
        return page.message(id).findElement(By.cssSelector(".sign path")).getDomAttribute("d");
    }

    @Test
    void placesPeopleAndTemplatesHaveTheirLook() {
        String place = page.api.message(
                "location",
                "{\"latitude\":53.5437,\"longitude\":9.9661,\"name\":\"Pier\",\"address\":\"20359 Hamburg\"}");
        assertThat(page.message(place).getText()).contains("Pier", "20359 Hamburg", "53.5437, 9.9661");
        String person = page.api.message(
                "contacts",
                "[{\"name\":{\"formatted_name\":\"Erika Mustermann\",\"first_name\":\"Erika\"},"
                        + "\"phones\":[{\"phone\":\"+49 151 12345678\"}]}]");
        assertThat(page.message(person).getText()).contains("Erika Mustermann", "+49 151 12345678");
        String template = page.api.message(
                "template",
                "{\"name\":\"order_update\",\"language\":{\"code\":\"en_US\"},\"components\":[{\"type\":\"body\","
                        + "\"parameters\":[{\"type\":\"text\",\"text\":\"Anna\"}]}]}");
        assertThat(page.message(template).getText()).contains("order_update · en_US", "Anna");
        String buttons = page.api.message("interactive", Interactives.BUTTONS);
        assertThat(page.message(buttons).getText())
                .contains("Order 4711", "Is the address right?", "Example Ltd.", "Yes", "No");
        String url = page.api.message(
                "interactive",
                "{\"type\":\"cta_url\",\"body\":{\"text\":\"Your invoice\"},\"action\":{\"name\":\"cta_url\",\"parameters\":"
                        + "{\"display_text\":\"Pay now\",\"url\":\"https://example.com/pay\"}}}");
        assertThat(page.message(url).findElement(By.cssSelector(".actions a")).getDomAttribute("href"))
                .isEqualTo("https://example.com/pay");
        String script = page.api.message(
                "interactive",
                "{\"type\":\"cta_url\",\"body\":{\"text\":\"Your invoice\"},\"action\":{\"name\":\"cta_url\",\"parameters\":"
                        + "{\"display_text\":\"Pay now\",\"url\":\"javascript:alert(1)\"}}}");
        assertThat(page.message(script).findElements(By.tagName("a"))).isEmpty();
        assertThat(page.message(script).getText()).contains("Pay now");
    }

    @Test
    void eachRecipientHasAChatAndTheNewestIsFirst() {
        page.api.text("4916099988", "to one");
        page.api.text("4930901820", "to another");
        await().until(() -> page.all("#chats button").size() == 2);
        assertThat(page.all("#chats .name"))
                .extracting(WebElement::getText)
                .containsExactly("+4930901820", "+4916099988");
        page.show("4930901820");
        assertThat(page.wait("#messages .message p:not(.day)").getText()).isEqualTo("to another");
        page.type("#find", "0999");
        await().until(() -> page.all("#chats button").size() == 1);
        assertThat(page.text("#chats .name")).isEqualTo("+4916099988");
        page.type("#find", "x");
        assertThat(page.wait("#none").getText()).contains("No chat with this number");
        page.type("#find", "4");
        await().until(() -> page.all("#chats button").size() == 2);
    }

    /** A picture grows when it is loaded. The page must not treat this as a person who scrolls up. */
    @Test
    void theChatStaysAtItsEndWhilePicturesGrow() throws IOException {
        String photo = page.api.upload("photo.jpg");
        String last = "";
        for (int i = 0; i < 25; i++) {
            last = page.api.message("image", "{\"id\":\"" + photo + "\"}");
        }
        page.message(last);
        await().until(() -> (Boolean) page.js("const log = document.getElementById('messages'); return"
                + " log.scrollHeight - log.scrollTop - log.clientHeight < 3"
                + " && [...log.querySelectorAll('img')].every(image => image.complete)"));
        assertThat(page.all("#messages .message")).hasSize(25);
        page.js("document.getElementById('messages').scrollTop -= 500");
        page.awaitFrame();
        page.api.text(Page.NUMBER, "below");
        assertThat(page.wait("#to-end").getText()).isEqualTo("1 new message");
        page.click("#to-end");
        await().until(() -> page.text("#messages .message:last-child p").equals("below"));
        assertThat(page.shows("#to-end")).isFalse();
    }

    @Test
    void aCustomersNameIsShownAndFound() {
        page.api.call(
                "POST",
                "/emulator/chats/4916099988/messages",
                "{\"type\":\"text\",\"text\":{\"body\":\"Hello\"},\"name\":\"Anna Beispiel\"}");
        await().until(() -> page.text("#count").equals("Anna Beispiel · 1 message"));
        page.type("#find", "anna");
        assertThat(page.all("#chats button")).hasSize(1);
        page.type("#find", "bernd");
        await().until(() -> page.all("#chats button").isEmpty());
    }

    @Test
    void aDayStandsAboveItsFirstMessage() {
        page.api.text(Page.NUMBER, "one");
        page.message(page.api.text(Page.NUMBER, "two"));
        assertThat(page.all("#messages .day")).extracting(WebElement::getText).containsExactly("Today");
    }

    @Test
    void aLinkShowsItsFileAndWhetherTheCacheWasHit() throws IOException {
        byte[] photo = Files.readAllBytes(Api.sample("photo.jpg"));
        HttpServer origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.createContext("/", exchange -> {
            boolean there = exchange.getRequestURI().getPath().equals("/photo.jpg");
            exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
            exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
            try (exchange) {
                exchange.sendResponseHeaders(there ? 200 : 404, there ? photo.length : -1);
                if (there) {
                    exchange.getResponseBody().write(photo);
                }
            }
        });
        origin.start();
        try {
            String url = "http://127.0.0.1:" + origin.getAddress().getPort();
            for (String file : List.of("photo.jpg", "photo.jpg", "gone.jpg")) {
                page.emulator.awaitLinks(page.api.message("image", "{\"link\":\"" + url + "/" + file + "\"}"));
            }
            await().until(() -> page.all(".link-outcome").size() == 3);
            assertThat(page.all(".link-outcome"))
                    .extracting(WebElement::getText)
                    .containsExactly(
                            "Link fetched: cache miss",
                            "Link not fetched: cache hit",
                            "Link failed. Downloading media from weblink failed with http code 404");
            List<WebElement> pictures = page.all("#messages .message img");
            assertThat(pictures).hasSize(2);
            await().untilAsserted(() -> assertThat(pictures)
                    .allSatisfy(picture -> assertThat(page.js("return arguments[0].naturalWidth", picture))
                            .isNotEqualTo(0L)));
        } finally {
            origin.stop(0);
        }
    }

    private static WebElement sent(String name) throws IOException {
        return page.message(page.api.message(Api.kind(name), "{\"id\":\"" + page.api.upload(name) + "\"}"));
    }

    private static List<String> texts(WebElement bubble, String tag) {
        return bubble.findElements(By.tagName(tag)).stream()
                .map(WebElement::getText)
                .toList();
    }
}
