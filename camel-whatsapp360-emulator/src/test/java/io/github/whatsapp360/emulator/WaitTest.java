package io.github.whatsapp360.emulator;

import static io.github.whatsapp360.emulator.assertj.EmulatorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.DeliveryQuery;
import io.github.whatsapp360.emulator.model.MessageQuery;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.state.EmulatorWait;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests wait for messages and webhooks over HTTP, in Java and with AssertJ, and learn what came instead. */
class WaitTest {

    private static final String WAIT = "/emulator/wait?timeout=";

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = Whatsapp360EmulatorExtension.of(
            builder -> builder.unlimited().template("order_ready", "en", "Hello {{1}}, it is ready"));

    private TestClient client;
    private Whatsapp360Emulator emulator;

    @BeforeEach
    void client() {
        emulator = SERVICE.emulator();
        client = new TestClient(emulator);
    }

    private String send(String to, String text) {
        Response response = client.post("{\"messaging_product\":\"whatsapp\",\"to\":\"" + to
                + "\",\"type\":\"text\",\"text\":{\"body\":\"" + text + "\"}}");
        return response.json().at("/messages/0/id").asText();
    }

    private CompletableFuture<Response> waits(String query) {
        return CompletableFuture.supplyAsync(() -> client.get(WAIT + "PT60S&" + query));
    }

    @Test
    void aWaitIsAnsweredWhenTheMessageComes() {
        String number = URLEncoder.encode("+49 151 1234-5678", StandardCharsets.UTF_8);
        CompletableFuture<Response> text = waits("to=" + number + "&type=text&text=ready&status=delivered");
        CompletableFuture<Response> written = waits("from=" + number + "&text=Thank");
        CompletableFuture<Response> two = waits("count=2");
        send("4915199999999", "ready");
        assertThat(text).isNotDone();
        String id = send(TestClient.NUMBER, "It is ready now");
        emulator.chat(TestClient.NUMBER).writes("Thank you");
        Response found = text.join();
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json()).hasSize(1);
        assertThat(found.json().at("/0/id").asText()).isEqualTo(id);
        assertThat(found.json().at("/0/status").asText()).isEqualTo("delivered");
        assertThat(written.join().json().at("/0/direction").asText()).isEqualTo("in");
        assertThat(two.join().json()).hasSize(2);
    }

    @Test
    void aWaitEndsWhenTheClientHangsUp() throws Exception {
        try (Socket socket = client.connect()) {
            socket.getOutputStream().write(("GET " + WAIT + "PT10M HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes());
            await().until(WaitTest::isSomebodyWaiting);
        }
        await().until(() -> !isSomebodyWaiting());
    }

    private static boolean isSomebodyWaiting() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(EmulatorWait.class.getName()));
    }

    @Test
    void aRequestBehindALongWaitIsNotLost() throws Exception {
        try (Socket socket = client.connect()) {
            String wait = "GET " + WAIT + "1100&id=none HTTP/1.1\r\nHost: localhost\r\n\r\n";
            String health = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write((wait + health).getBytes());
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers).startsWith("HTTP/1.1 408").contains("Waited 1.1 s", "HTTP/1.1 200");
        }
    }

    @Test
    void aMessageThatCameBeforeIsFoundAtOnce() {
        String id = send(TestClient.NUMBER, "one");
        String next = send(TestClient.NUMBER, "two");
        emulator.chat(TestClient.NUMBER).reads();
        JsonNode first = waits("id=" + id + "&status=delivered").join().json().path(0);
        assertThat(first.path("text").asText()).isEqualTo("one");
        JsonNode second = waits("after=" + first.path("seq").asLong()).join().json();
        assertThat(second).hasSize(1);
        assertThat(second.at("/0/id").asText()).isEqualTo(next);
        assertThat(client.get(WAIT + "0&id=" + id).status()).isEqualTo(200);
    }

    @Test
    void withoutAMatchTheNearestComeFirst() {
        send("4915199999999", "Hello Bob");
        send(TestClient.NUMBER, "Hello Anna");
        client.message("image", "{\"id\":\"" + client.upload(Sample.good("photo.jpg")) + "\",\"caption\":\"Hello\"}");
        Response late = client.get(WAIT + "10&type=text&text=Hello%20Bert&to=" + TestClient.NUMBER);
        assertThat(late.status()).isEqualTo(408);
        JsonNode json = late.json();
        assertThat(json.path("found")).isEmpty();
        assertThat(json.path("nearest")).hasSize(3);
        assertThat(json.at("/nearest/0/text").asText()).isEqualTo("Hello Anna");
        assertThat(json.at("/nearest/0/differences").toString()).isEqualTo("[\"the text is \\\"Hello Anna\\\"\"]");
        assertThat(json.path("error").asText())
                .isEqualTo(
                        """
                        Waited 0.01 s for a message of the type text with the text "Hello Bert" to 4915112345678. Instead came 3, the nearest first:
                          - text to 4915112345678: "Hello Anna" — the text is "Hello Anna"
                          - image "photo.jpg" to 4915112345678: "Hello" — the type is image, the text is "Hello"
                          - text to 4915199999999: "Hello Bob" — the text is "Hello Bob", to is 4915199999999""");
    }

    @Test
    void nothingAtAllIsSaid() {
        assertThat(client.get(WAIT + "0&type=text").json().path("error").asText())
                .isEqualTo("There is not a message of the type text. Nothing else came.");
    }

    @Test
    void aFailedMessageTellsItsCode() {
        emulator.statuses(StatusReports.inOrder().failing(131026, 1));
        String id = send(TestClient.NUMBER, "x");
        assertThat(waits("status=failed").join().json().at("/0/error/code").asInt())
                .isEqualTo(131026);
        assertThat(client.get(WAIT + "0&status=delivered&id=" + id)
                        .json()
                        .at("/nearest/0/differences/0")
                        .asText())
                .isEqualTo("the status is failed (131026)");
        assertThat(client.get(WAIT + "0&status=accepted&id=" + id).status()).isEqualTo(200);
    }

    @Test
    void aWebhookIsWaitedFor() throws Exception {
        try (Hook hook = new Hook()) {
            emulator.webhook(hook.url(), Map.of("X-Secret", "s"));
            CompletableFuture<Response> read = waits("webhook=status%20read&to=" + TestClient.NUMBER);
            String id = send(TestClient.NUMBER, "x");
            emulator.webhooks().await(DeliveryQuery.of("status delivered").messageId(id));
            emulator.chat(TestClient.NUMBER).reads();
            JsonNode delivery = read.join().json().path(0);
            assertThat(delivery.path("messageId").asText()).isEqualTo(id);
            assertThat(delivery.path("body").asText()).contains("\"read\"");
            assertThat(delivery.toString()).doesNotContain("\"s\"");
            assertThat(emulator)
                    .delivers(DeliveryQuery.of("status").chat("+" + TestClient.NUMBER))
                    .receives(MessageQuery.to(TestClient.NUMBER).status("read"));
            Response none = client.get(WAIT + "0&webhook=message");
            assertThat(none.status()).isEqualTo(408);
            assertThat(none.json().at("/nearest/0/differences/0").asText()).isEqualTo("it is \"status read\"");
        }
    }

    @Test
    void aWebhookThatWasNotAnsweredWith200DoesNotCount() throws Exception {
        try (Hook hook = new Hook().answers(503)) {
            emulator.webhook(hook.url(), Map.of());
            emulator.chat(TestClient.NUMBER).writes("Hi");
            WebhookDelivery found = emulator.webhooks().await(DeliveryQuery.of("message text"));
            assertThat(found.attempt()).isEqualTo(2);
        }
    }

    @Test
    void aWaitGoesOnAfterAReset() {
        send(TestClient.NUMBER, "old");
        CompletableFuture<Response> wait = waits("text=new");
        emulator.reset();
        send(TestClient.NUMBER, "new");
        assertThat(wait.join().status()).isEqualTo(200);
    }

    @Test
    void aWaitEndsWithTheEmulator() {
        Whatsapp360Emulator other = Whatsapp360Emulator.start();
        CompletableFuture<Void> wait = CompletableFuture.runAsync(() -> other.await(MessageQuery.any()));
        other.close();
        assertThat(wait)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withMessageContaining("Nothing else came");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "txt=x",
                "to=Anna",
                "status=gone",
                "timeout=PT11M",
                "timeout=-1",
                "timeout=soon",
                "count=0",
                "count=x",
                "after=x",
                "type=a&type=b",
                "webhook=status&type=text"
            })
    void aWrongQueryIsRefused(String query) {
        Response response = client.get("/emulator/wait?" + query);
        assertThat(response.status()).as(response.text()).isEqualTo(400);
        assertThat(response.json().path("error").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "template | {\"name\":\"order_ready\",\"language\":{\"code\":\"en\"},\"components\":[{\"type\":\"body\","
                        + "\"parameters\":[{\"type\":\"text\",\"text\":\"Zoë\"}]}]} | Hello Zoë, it",
                "interactive | {\"type\":\"button\",\"body\":{\"text\":\"Pick one\"},\"action\":{\"buttons\":["
                        + "{\"type\":\"reply\",\"reply\":{\"id\":\"y\",\"title\":\"Yes\"}}]}} | Pick",
            })
    void theTextIsWhatTheRecipientReads(String type, String content, String text) {
        assertThat(client.message(type, content).text()).contains("wamid");
        assertThat(emulator.chat(TestClient.NUMBER))
                .receives(MessageQuery.any().type(type).text(text));
    }

    @Test
    void javaHasTheCriteriaOfTheSearch() {
        try (Whatsapp360Emulator other = Whatsapp360Emulator.builder()
                .template("order_ready", "en", "It is ready")
                .start()) {
            TestClient client = new TestClient(other);
            client.message(
                    "document", "{\"id\":\"" + client.upload(Sample.good("invoice.pdf")) + "\",\"caption\":\"June\"}");
            client.message("template", "{\"name\":\"order_ready\",\"language\":{\"code\":\"en\"}}");
            Chat chat = other.chat(TestClient.NUMBER);
            String document = chat.messages().get(0).id();
            assertThat(chat)
                    .receives(
                            MessageQuery.any().file(true).words("INVOICE june").unread(true))
                    .receives(MessageQuery.any()
                            .file(false)
                            .template("order_ready")
                            .category("utility"))
                    .hasNot(MessageQuery.any().template("other"))
                    .hasNot(MessageQuery.any().file(true).category("marketing"))
                    .hasNot(MessageQuery.any().unread(false));
            other.awaitStatus(document, "delivered");
            chat.reads();
            assertThat(chat).receives(MessageQuery.any().id(document).unread(false));
        }
    }

    @Test
    void aTappedButtonIsRead() {
        client.message(
                "interactive",
                "{\"type\":\"button\",\"body\":{\"text\":\"Pick\"},\"action\":{\"buttons\":["
                        + "{\"type\":\"reply\",\"reply\":{\"id\":\"y\",\"title\":\"Yes\"}}]}}");
        Chat chat = emulator.chat(TestClient.NUMBER);
        chat.taps(chat.messages().get(0), "Yes");
        ChatMessage tapped = emulator.await(MessageQuery.from(TestClient.NUMBER).text("Yes"));
        assertThat(tapped.type()).isEqualTo("interactive");
    }

    @Test
    void assertionsTellWhatCameInstead() {
        client.message(
                "document", "{\"id\":\"" + client.upload(Sample.good("invoice.pdf")) + "\",\"filename\":\"a.pdf\"}");
        Chat chat = emulator.chat(TestClient.NUMBER);
        assertThat(chat).receivesDocument("a.pdf").hasNot(MessageQuery.any().type("text"));
        assertThat(emulator).hasNot(MessageQuery.to("4915199999999"));
        assertThat(emulator.chat("4915199999999")).hasNothing();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(chat)
                        .as("the June invoice")
                        .receives(MessageQuery.any().filename("b.pdf").within(Duration.ofMillis(20))))
                .withMessage(
                        """
                        [the June invoice] Waited 0.02 s for a message to 4915112345678 with the file name "b.pdf". Instead came 1, the nearest first:
                          - document "a.pdf" to 4915112345678 — the file name is "a.pdf\"""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(chat).hasNothing())
                .withMessageStartingWith("Expected no message that matches {}, but there are 1, the first ")
                .withMessageContaining("a.pdf");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(emulator)
                        .delivers(DeliveryQuery.of("message").within(Duration.ZERO)))
                .withMessageStartingWith("There is not a webhook \"message\". ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(emulator).receives(MessageQuery.to("Anna")));
        assertThatIllegalArgumentException().isThrownBy(() -> chat.find(MessageQuery.to(TestClient.NUMBER)));
        assertThat(emulator.await(MessageQuery.any(), 1)).hasSize(1);
    }
}
