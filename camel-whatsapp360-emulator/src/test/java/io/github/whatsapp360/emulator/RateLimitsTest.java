package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.TestClient.Response;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service's limits, with a clock that the test moves. */
class RateLimitsTest {

    private static final String TEXT =
            """
            {"messaging_product":"whatsapp","to":"%s","type":"text","text":{"body":"Hi"}}""";

    private final MovableClock clock = new MovableClock();
    private Whatsapp360Emulator emulator;

    private TestClient start(UnaryOperator<Whatsapp360Emulator.Builder> settings) {
        emulator = settings.apply(
                        Whatsapp360Emulator.builder().clock(clock).apiKey("one").apiKey("two"))
                .start();
        return new TestClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private static Response text(TestClient client, int recipient) {
        return client.post(TEXT.formatted(4915100000L + recipient));
    }

    @Test
    void eightyMessagesAreAcceptedInAnySecond() {
        TestClient client = start(settings -> settings);
        for (int i = 0; i < 40; i++) {
            assertThat(text(client, i).status()).isEqualTo(200);
        }
        clock.forward(Duration.ofMillis(600));
        for (int i = 40; i < 80; i++) {
            assertThat(text(client, i).status()).isEqualTo(200);
        }
        Response refused = text(client, 80);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(130429);
        assertThat(refused.message()).isEqualTo("(#130429) Rate limit hit");
        assertThat(refused.details()).isEqualTo("Cloud API message throughput has been reached.");
        assertThat(text(new TestClient(emulator.baseUrl(), "two"), 80).status())
                .as("another key")
                .isEqualTo(200);
        clock.forward(Duration.ofMillis(399));
        assertThat(text(client, 81).code()).as("999 ms after the first").isEqualTo(130429);
        clock.forward(Duration.ofMillis(1));
        for (int i = 0; i < 40; i++) {
            assertThat(text(client, 100 + i).status())
                    .as("the first 40 are a second ago")
                    .isEqualTo(200);
        }
        assertThat(text(client, 82).code()).isEqualTo(130429);
        assertThat(emulator.messages()).hasSize(121);
    }

    @Test
    void aRecipientGetsABurstOf45AndThenOneEverySixSeconds() {
        TestClient client = start(settings -> settings);
        for (int i = 0; i < 45; i++) {
            assertThat(text(client, 1).status()).isEqualTo(200);
        }
        Response refused = text(client, 1);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(131056);
        assertThat(refused.message()).isEqualTo("(#131056) (Business Account, Consumer Account) pair rate limit hit");
        assertThat(text(client, 2).status()).as("another recipient").isEqualTo(200);
        assertThat(text(new TestClient(emulator.baseUrl(), "two"), 1).status())
                .as("another key")
                .isEqualTo(200);
        clock.forward(Duration.ofMillis(5_999));
        assertThat(text(client, 1).code()).isEqualTo(131056);
        clock.forward(Duration.ofMillis(1));
        assertThat(text(client, 1).status()).isEqualTo(200);
        assertThat(text(client, 1).code()).isEqualTo(131056);
        clock.forward(Duration.ofSeconds(6 * 20));
        for (int i = 0; i < 20; i++) {
            assertThat(text(client, 1).status()).as("20 were paid back").isEqualTo(200);
        }
        assertThat(text(client, 1).code()).isEqualTo(131056);
    }

    @Test
    void howANumberIsWrittenDoesNotMatter() {
        TestClient client = start(settings -> settings);
        String text = "{\"messaging_product\":\"whatsapp\",\"to\":\"%s\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}";
        String[] ways = {"4915112345678", "+4915112345678", "49 151 12345678", "+49 (151) 1234-5678"};
        for (int i = 0; i < 45; i++) {
            assertThat(client.post(text.formatted(ways[i % ways.length])).status())
                    .isEqualTo(200);
        }
        for (String way : ways) {
            assertThat(client.post(text.formatted(way)).code()).isEqualTo(131056);
        }
    }

    @Test
    void messagesThatAreRefusedForAnotherReasonDoNotCount() {
        TestClient client = start(settings -> settings.messagesPerSecond(1));
        for (int i = 0; i < 50; i++) {
            assertThat(client.message("text", "{\"body\":\"\"}").code()).isEqualTo(100);
        }
        assertThat(text(client, 1).status()).isEqualTo(200);
        assertThat(text(client, 2).code()).isEqualTo(130429);
    }

    @Test
    void twentyFiveFilesAreTakenInAnySecond() {
        TestClient client = start(settings -> settings);
        Sample sample = Sample.good("note.txt");
        for (int i = 0; i < 25; i++) {
            client.upload(sample);
        }
        Response refused = client.upload(sample.bytes(), sample.name(), sample.mimeType());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.message()).contains("endpoint rate limit exceeded");
        clock.forward(Duration.ofSeconds(1));
        client.upload(sample);
    }

    @Test
    void theSixthFailedLookupInAnHourBlocksLookups() {
        TestClient client = start(settings -> settings);
        String id = client.upload(Sample.good("invoice.pdf"));
        for (int i = 0; i < 5; i++) {
            assertThat(client.get("/123").code()).isEqualTo(100);
            clock.forward(Duration.ofMinutes(10));
        }
        assertThat(client.get("/" + id).status()).as("five are forgiven").isEqualTo(200);
        assertThat(client.get("/123").code()).isEqualTo(100);
        Response blocked = client.get("/" + id);
        assertThat(blocked.status()).isEqualTo(429);
        assertThat(blocked.code()).isEqualTo(429);
        clock.forward(Duration.ofMinutes(59));
        assertThat(client.get("/" + id).status()).isEqualTo(429);
        assertThat(client.message("document", "{\"id\":\"" + id + "\"}").status())
                .as("it can be sent all the same")
                .isEqualTo(200);
        clock.forward(Duration.ofMinutes(1));
        assertThat(client.get("/" + id).status()).isEqualTo(200);
    }

    @Test
    void fiveFailedLookupsInEachHourAreForgiven() {
        TestClient client = start(settings -> settings);
        for (int hour = 0; hour < 3; hour++) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.get("/123").code()).isEqualTo(100);
            }
            clock.forward(Duration.ofHours(1));
        }
    }

    @Test
    void withoutLimitsNothingIsCounted() {
        TestClient client = start(Whatsapp360Emulator.Builder::unlimited);
        Sample sample = Sample.good("note.txt");
        for (int i = 0; i < 100; i++) {
            assertThat(text(client, 1).status()).isEqualTo(200);
            assertThat(client.get("/123").code()).isEqualTo(100);
            client.upload(sample);
        }
    }

    @Test
    void aResetAndTheEmulatorsOwnClockGiveItBack() {
        TestClient client = start(settings -> settings.messagesPerSecond(1));
        assertThat(text(client, 1).status()).isEqualTo(200);
        emulator.advance(Duration.ofSeconds(1));
        assertThat(text(client, 1).status()).isEqualTo(200);
        assertThat(text(client, 1).code()).isEqualTo(130429);
        emulator.reset();
        assertThat(text(client, 1).status()).isEqualTo(200);
    }
}
