package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.ChatMessage;
import io.github.whatsapp360.emulator.RecordedRequest;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One document to 5,000 recipients, at a service that enforces its limits. */
@Timeout(150)
class FanOutTest {

    private static final int RECIPIENTS = 5_000;
    private static final int PER_SECOND = 80;

    @Test
    void oneUploadAndNothingRefusedAtNearlyFullRate() throws Exception {
        Path invoice = Path.of(System.getProperty("samples.dir")).resolve("good/invoice.pdf");
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.start();
                Application application = new Application(emulator.baseUrl(), emulator.apiKey(), options -> {})) {
            application.sendTo("whatsapp360:send");
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            for (int n = 0; n < RECIPIENTS; n++) {
                sent.add(application.send(invoice.toFile(), Map.of("CamelWhatsapp360To", Application.recipient(n))));
            }
            await().atMost(Duration.ofSeconds(100))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> sent.stream().allMatch(CompletableFuture::isDone));

            assertThat(sent)
                    .allSatisfy(one -> assertThat(one.join().getException()).isNull());
            List<RecordedRequest> requests = emulator.requests();
            assertThat(requests.stream().filter(request -> request.path().equals("/media")))
                    .hasSize(1);
            assertThat(requests).hasSize(RECIPIENTS + 1).allSatisfy(request -> assertThat(request.status())
                    .isEqualTo(200));
            List<ChatMessage> messages = emulator.messages();
            assertThat(messages.stream().map(ChatMessage::to).distinct()).hasSize(RECIPIENTS);
            Instant minute = messages.get(0).receivedAt().plusSeconds(60);
            long within = messages.stream()
                    .filter(message -> message.receivedAt().isBefore(minute))
                    .count();
            System.out.printf("%d messages in a minute, of %d that the service allows%n", within, 60 * PER_SECOND);
            assertThat(within).isGreaterThanOrEqualTo(60 * PER_SECOND * 97 / 100);
        }
    }
}
