package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.testing.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One document to many recipients, at a service that enforces its limits. */
class FanOutTest {

    private static final int PER_SECOND = 80;

    @Test
    void oneUploadAndNothingRefused() throws Exception {
        send(800);
    }

    @Test
    @Tag("long")
    void howNearAMinuteComesToTheFullRate() throws Exception {
        List<ChatMessage> messages = send(5_000);
        Instant minute = messages.get(0).receivedAt().plusSeconds(60);
        long within = messages.stream()
                .filter(message -> message.receivedAt().isBefore(minute))
                .count();
        int least = 60 * PER_SECOND * 97 / 100;
        Figures.report(
                "fan-out: %,d messages in a minute, of %,d that the service allows %s",
                within, 60 * PER_SECOND, Figures.wanted("at least " + least, within >= least));
    }

    /** Sends one document to so many, and answers what arrived. */
    private static List<ChatMessage> send(int recipients) throws Exception {
        Path invoice = Path.of(System.getProperty("samples.dir")).resolve("good/invoice.pdf");
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.start();
                Application application = new Application(emulator.baseUrl(), emulator.apiKey(), options -> {})) {
            application.sendTo("whatsapp360:send");
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            for (int n = 0; n < recipients; n++) {
                sent.add(application.send(invoice.toFile(), Map.of("CamelWhatsapp360To", Application.recipient(n))));
            }
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> sent.stream().allMatch(CompletableFuture::isDone));

            assertThat(sent)
                    .allSatisfy(one -> assertThat(one.join().getException()).isNull());
            List<RecordedRequest> requests = emulator.requests();
            assertThat(requests.stream().filter(request -> request.path().equals("/media")))
                    .hasSize(1);
            assertThat(requests).hasSize(recipients + 1).allSatisfy(request -> assertThat(request.status())
                    .isEqualTo(200));
            List<ChatMessage> messages = emulator.messages();
            assertThat(messages.stream().map(ChatMessage::to).distinct()).hasSize(recipients);
            return messages;
        }
    }
}
