package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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

/** Actions of a person in the role of the customer reach the business's webhook. */
@EnabledIf("io.github.whatsapp360.emulator.browser.Chromium#isThere")
class ReplyTest {

    private static Page page;
    private static Endpoint endpoint;

    @BeforeAll
    static void open() throws IOException {
        endpoint = new Endpoint();
        page = Page.open();
        page.api.call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + endpoint.url() + "\"}}");
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
    void aTextIsWrittenWithEnterAndMayQuote() {
        String question = page.api.text(Page.NUMBER, "Is the address right?");
        page.message(question);
        page.type("#text", "Yes, *quite*" + Keys.chord(Keys.SHIFT, Keys.ENTER) + "thank you" + Keys.ENTER);
        JsonNode plain = endpoint.awaitMessage(1);
        assertThat(plain.at("/text/body").asText()).isEqualTo("Yes, *quite*\nthank you");
        assertThat(plain.path("from").asText()).isEqualTo(Page.NUMBER);
        assertThat(plain.has("context")).isFalse();
        assertThat(page.wait(".message.in .bubble").getText()).startsWith("Yes, quite\nthank you");
        assertThat(page.find("#text").getDomProperty("value")).isEmpty();

        page.js("arguments[0].closest('.message').querySelector('[aria-label=Reply]').click()", page.message(question));
        assertThat(page.wait("#quoting").getText()).contains("Business", "Is the address right?");
        page.press("Indeed");
        page.click("#send");
        assertThat(endpoint.awaitMessage(2).at("/context/id").asText()).isEqualTo(question);
        WebElement quote = page.wait(".message.in .quote");
        assertThat(quote.getText()).contains("Is the address right?");
        quote.click();
        await().until(() -> question.equals(page.js("return document.activeElement.dataset.id")));
        assertThat(page.shows("#quoting")).isFalse();
    }

    @Test
    void aQuoteIsFormattedAsItsMessageIs() {
        String question = page.api.text(Page.NUMBER, "> Is *4711*\n_right_ or `4712`? https://example.com");
        page.js("arguments[0].closest('.message').querySelector('[aria-label=Reply]').click()", page.message(question));
        assertFormatted("#quoting-what");
        page.type("#text", "The first" + Keys.ENTER);
        assertFormatted(".message.in .quoted");
        assertThat(page.all(".quote a")).isEmpty();
        page.api.text(Page.NUMBER, "Is *4711* _right_ or `4712`? https://example.com");
        await().until(() -> !page.text("#chats .last").startsWith("↩"));
        assertFormatted("#chats .last");
    }

    private static void assertFormatted(String css) {
        assertThat(page.wait(css).getText()).isEqualTo("Is 4711 right or 4712? https://example.com");
        assertThat(page.find(css + " strong").getText()).isEqualTo("4711");
        assertThat(page.find(css + " em").getText()).isEqualTo("right");
        assertThat(page.find(css + " code").getText()).isEqualTo("4712");
    }

    @Test
    void aReplyOfOnesOwnIsSeen() {
        String first = page.api.message("interactive", Interactives.BUTTONS);
        page.message(first);
        for (int i = 0; i < 30; i++) {
            page.api.text(Page.NUMBER, "Line " + i);
        }
        await().until(() -> page.all("#messages .message").size() == 31);
        scrollUp();
        page.type("#text", "From far up" + Keys.ENTER);
        awaitSeen("From far up");
        assertThat(page.shows("#to-end")).isFalse();
        scrollUp();
        page.message(first).findElement(By.cssSelector(".actions button")).click();
        awaitSeen("Yes");
        scrollUp();
        react(first, "#emojis [data-emoji='👍']");
        await().until(() -> page.shows(".message .reactions"));
        assertThat((Boolean) page.js("return document.getElementById('messages').scrollTop < 50"))
                .as("a reaction is where its message is")
                .isTrue();
    }

    private static void scrollUp() {
        page.js("document.getElementById('messages').scrollTop = 0");
        page.awaitFrame();
    }

    private static void awaitSeen(String text) {
        await().until(() -> (Boolean) page.js(
                "const last = document.querySelector('#messages .message:last-child'); const log ="
                        + " document.getElementById('messages').getBoundingClientRect(); return"
                        + " last.textContent.includes(arguments[0]) && last.getBoundingClientRect().bottom <= log.bottom",
                text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''              | A number is missing
                    +49 151 x       | “x” does not belong in a number
                    0151 12345678   | Begin with the country code, as +49, not with 0
                    +49 (0)151 1234 | Leave out the (0): with the country code it is not dialled
                    +49 1           | A number has 5 to 15 digits, and this one 3
                    """)
    void aBadNumberSaysWhatIsWrong(String number, String problem) {
        page.click("#new-chat");
        page.type("#new-number", number + Keys.ENTER);
        assertThat(page.wait("#new-number-problem").getText()).isEqualTo(problem);
        assertThat(page.shows("#new")).isTrue();
        page.type("#new-number", "+49 (160) 123.45–67");
        assertThat(page.shows("#new-number-problem")).isFalse();
        page.find("#new-number").sendKeys(Keys.ENTER);
        await().until(() -> page.text("#who").equals("+491601234567"));
        page.click("#new-chat");
        page.press(Keys.ESCAPE);
        await().until(() -> !page.shows("#new"));
    }

    @Test
    void aFileIsWrittenWithItsCaption() throws Exception {
        page.message(page.api.text(Page.NUMBER, "Send us a photo"));
        page.find("#file").sendKeys(Api.sample("photo.jpg").toAbsolutePath().toString());
        assertThat(page.wait("#files").getText()).contains("photo.jpg");
        page.type("#text", "Here it is" + Keys.ENTER);
        JsonNode message = endpoint.awaitMessage(1);
        assertThat(message.path("type").asText()).isEqualTo("image");
        assertThat(message.at("/image/caption").asText()).isEqualTo("Here it is");
        WebElement picture = page.wait(".message.in img");
        await().until(() -> (Long) page.js("return arguments[0].naturalWidth", picture) > 0);
        assertThat(page.shows("#files")).isFalse();
    }

    @Test
    void aVoiceNoteIsSentFromAFile() {
        page.message(page.api.text(Page.NUMBER, "Tell us"));
        page.find("#voice-file")
                .sendKeys(Api.sample("voice.ogg").toAbsolutePath().toString());
        assertThat(page.wait("#files").getText()).contains("Voice note: voice.ogg");
        page.type("#text", "Listen to it" + Keys.ENTER);
        JsonNode voice = endpoint.awaitMessage(1);
        assertThat(voice.at("/audio/voice").asBoolean()).isTrue();
        assertThat(voice.at("/audio/mime_type").asText()).isEqualTo("audio/ogg; codecs=opus");
        assertThat(endpoint.awaitMessage(2).at("/text/body").asText())
                .as("a voice note has no caption")
                .isEqualTo("Listen to it");
        assertThat(page.wait(".message.in .sound.voice .sign").getDomAttribute("aria-label"))
                .isEqualTo("Voice message");
        assertThat(page.all(".message.in .sound.voice audio")).hasSize(1);
    }

    @Test
    void aMessageIsForwardedByKeys() {
        page.message(page.api.text(Page.NUMBER, "Hello"));
        forward("Forwarded many times");
        page.press("To all", Keys.ENTER);
        assertThat(endpoint.awaitMessage(1).path("context")).hasToString("{\"frequently_forwarded\":true}");
        assertThat(page.wait(".message.in .forwarded").getText()).isEqualTo("Forwarded many times");
        assertThat(page.find(".message.in").getDomAttribute("aria-label")).contains("Forwarded many times: To all");
        assertThat(page.shows("#forwarding")).as("once").isFalse();

        forward("Forwarded");
        page.press(Keys.ESCAPE);
        await().until(() -> !page.shows("#forwarding"));
        forward("Forwarded");
        page.find("#file").sendKeys(Api.sample("photo.jpg").toAbsolutePath().toString());
        page.wait("#files");
        page.click("#send");
        JsonNode image = endpoint.awaitMessage(2);
        assertThat(image.path("type").asText()).isEqualTo("image");
        assertThat(image.path("context")).hasToString("{\"forwarded\":true}");
    }

    private static void forward(String choice) {
        page.find("#text").click();
        page.press(Keys.chord(Keys.SHIFT, Keys.TAB), Keys.ENTER);
        page.wait("#kinds");
        await().until(() -> "voice".equals(page.js("return document.activeElement.id")));
        while (!choice.equals(page.js("return document.activeElement.textContent.trim()"))) {
            page.tab();
        }
        page.press(Keys.ENTER);
        assertThat(page.wait("#forwarding").getText()).isEqualTo(choice);
        assertThat(page.js("return document.activeElement.id")).isEqualTo("text");
    }

    @Test
    void anUnsupportedMessageIsAnErrorForTheBusiness() {
        page.message(page.api.text(Page.NUMBER, "When?"));
        page.click("#more");
        page.choose("#unsupported select", "vote in a poll");
        page.click("#unsupported button");
        JsonNode message = endpoint.awaitMessage(1);
        assertThat(message.at("/unsupported/type").asText()).isEqualTo("poll_update");
        assertThat(message.at("/errors/0/code").asInt()).isEqualTo(131051);
        assertThat(page.wait(".message.in .bubble").getText()).contains("Unsupported message: Poll update");
        assertThat(page.text("#chats .last")).contains("Unsupported message: Poll update");
        assertThat(page.shows("#kinds")).isFalse();
    }

    @Test
    void aDroppedFileIsTaken() {
        page.message(page.api.text(Page.NUMBER, "Send us a note"));
        page.js(
                "const data = new DataTransfer(); data.items.add(new File(['words'], 'words.txt', { type: 'text/plain' }));"
                        + "for (const type of ['dragover', 'drop']) document.getElementById('messages').dispatchEvent("
                        + "new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }))");
        assertThat(page.wait("#files").getText()).contains("words.txt");
        page.click("#send");
        JsonNode message = endpoint.awaitMessage(1);
        assertThat(message.path("type").asText()).isEqualTo("document");
        assertThat(message.at("/document/filename").asText()).isEqualTo("words.txt");
        assertThat(page.wait(".message.in .card").getText()).contains("words.txt", "5 bytes");
    }

    @Test
    void buttonsAndRowsAnswerTheirMessage() {
        String buttons = page.api.message("interactive", Interactives.BUTTONS);
        page.message(buttons).findElement(By.cssSelector(".actions button")).click();
        JsonNode button = endpoint.awaitMessage(1);
        assertThat(button.at("/interactive/type").asText()).isEqualTo("button_reply");
        assertThat(button.at("/interactive/button_reply/id").asText()).isEqualTo("yes");
        assertThat(button.at("/context/id").asText()).isEqualTo(buttons);
        assertThat(page.wait(".message.in .bubble").getText()).contains("Is the address right?", "Yes");

        String list = page.api.message("interactive", Interactives.LIST);
        page.message(list).findElement(By.cssSelector(".actions button")).click();
        assertThat(page.wait("#choices").getText()).contains("This week", "Thursday", "8 to 12", "Next week", "Monday");
        page.click("#choices [data-row=thu]");
        JsonNode row = endpoint.awaitMessage(2);
        assertThat(row.at("/interactive/list_reply/id").asText()).isEqualTo("thu");
        assertThat(row.at("/interactive/list_reply/description").asText()).isEqualTo("8 to 12");
        assertThat(page.shows("#choices")).isFalse();
    }

    @Test
    void aTemplatesButtonAnswersWithItsPayload() {
        String template = page.api.message(
                "template",
                "{\"name\":\"news\",\"language\":{\"code\":\"en\"},\"components\":[{\"type\":\"button\",\"sub_type\":"
                        + "\"quick_reply\",\"index\":\"0\",\"parameters\":[{\"type\":\"payload\",\"payload\":\"stop\"}]}]}");
        page.message(template).findElement(By.cssSelector(".actions button")).click();
        JsonNode message = endpoint.awaitMessage(1);
        assertThat(message.path("type").asText()).isEqualTo("button");
        assertThat(message.at("/button/payload").asText()).isEqualTo("stop");
    }

    @Test
    void aReactionStandsOnItsMessageAndCanBeTakenBack() {
        String id = page.api.text(Page.NUMBER, "Done!");
        page.message(id);
        react(id, "#emojis [data-emoji='👍']");
        JsonNode reaction = endpoint.awaitMessage(1);
        assertThat(reaction.at("/reaction/emoji").asText()).isEqualTo("👍");
        assertThat(reaction.at("/reaction/message_id").asText()).isEqualTo(id);
        assertThat(page.wait(".message .reactions").getText()).isEqualTo("👍");
        assertThat(page.all(".message")).hasSize(1);
        react(id, "#emoji-none");
        endpoint.awaitMessage(2);
        await().until(() -> page.all(".reactions").isEmpty());
    }

    @Test
    void ticksTurn() {
        String first = page.api.text(Page.NUMBER, "Are you there?");
        page.awaitStatus(first, "Delivered");
        assertThat(page.text("#chats .unread")).isEqualTo("1");
        await().until(() -> endpoint.statuses(first).equals(java.util.List.of("sent", "delivered")));

        page.show(Page.NUMBER);
        page.awaitStatus(first, "Read");
        await().until(() -> endpoint.statuses(first).contains("read"));
        assertThat(page.all("#chats .unread")).isEmpty();

        String second = page.api.text(Page.NUMBER, "Good.");
        page.awaitStatus(second, "Read");

        page.api.call("PUT", "/emulator/settings", "{\"statuses\":{\"failCode\":131026}}");
        String third = page.api.text(Page.NUMBER, "And now?");
        page.awaitStatus(third, "Failed");
        assertThat(page.message(third).findElement(By.className("failure")).getText())
                .startsWith("Not delivered. 131026");
        assertThat(page.status(second)).isEqualTo("Read");
    }

    @Test
    void aCustomerMayWriteFirst() {
        page.click("#new-chat");
        page.type("#new-number", "+49 160 1234567");
        page.find("#new-number").sendKeys(Keys.ENTER);
        await().until(() -> page.text("#who").equals("+491601234567"));
        page.type("#text", "Hello?" + Keys.ENTER);
        assertThat(endpoint.awaitMessage(1).path("from").asText()).isEqualTo("491601234567");
        assertThat(page.wait(".message.in .bubble").getText()).startsWith("Hello?");
    }

    private static void react(String id, String choice) {
        page.js("arguments[0].closest('.message').querySelector('[aria-label=React]').click()", page.message(id));
        page.click(choice);
        assertThat(page.shows("#reactions")).isFalse();
    }
}
