package io.github.whatsapp360.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.ConnectionFailedException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.message.Message;
import io.github.whatsapp360.message.SentMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers and webhooks in every order. */
class ConfirmationsTest {

    private static final Confirm DELIVERED = new Confirm(MessageStatus.State.DELIVERED, Duration.ofMinutes(1));

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Confirmations confirmations = new Confirmations(timer, Runnable::run);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void theWebhookComesAfterTheAnswer() {
        CompletableFuture<SentMessage> http = new CompletableFuture<>();
        CompletableFuture<SentMessage> result = await("data", http);
        http.complete(sent("1", "data"));
        confirmations.settle(status("1", "sent", "data"));
        assertThat(result).isNotDone();
        confirmations.settle(status("1", "delivered", "data"));
        assertThat(result.join()).isEqualTo(sent("1", "data").withStatus("delivered"));
        assertThat(confirmations.size()).isZero();
    }

    @Test
    void theWebhookComesBeforeTheAnswer() {
        CompletableFuture<SentMessage> http = new CompletableFuture<>();
        CompletableFuture<SentMessage> result = await("data", http);
        confirmations.settle(status("1", "delivered", "data"));
        confirmations.settle(status("1", "sent", "data"));
        assertThat(result).isNotDone();
        http.complete(sent("1", "data"));
        assertThat(result.join().status()).isEqualTo("delivered");
        assertThat(confirmations.size()).isZero();
    }

    @Test
    void theAnswerGotLostBeforeOrAfterTheWebhook() {
        for (boolean webhookFirst : new boolean[] {true, false}) {
            CompletableFuture<SentMessage> http = new CompletableFuture<>();
            CompletableFuture<SentMessage> result = await("data", http);
            if (webhookFirst) {
                confirmations.settle(status("1", "read", "data"));
                http.completeExceptionally(lost("data"));
            } else {
                http.completeExceptionally(lost("data"));
                confirmations.settle(status("1", "sent", "data"));
                assertThat(result).isNotDone();
                confirmations.settle(status("1", "read", "")); // known by its ID now
            }
            assertThat(result.join().id()).isEqualTo("1");
            assertThat(confirmations.size()).isZero();
        }
    }

    @Test
    void aFailureCountsInEveryOrder() {
        CompletableFuture<SentMessage> http = new CompletableFuture<>();
        CompletableFuture<SentMessage> early = await("data", http);
        confirmations.settle(status("1", "failed", "data"));
        http.complete(sent("1", "data"));
        assertThatThrownBy(early::join).hasCauseInstanceOf(DeliveryFailedException.class);
        CompletableFuture<SentMessage> late = await("data", CompletableFuture.completedFuture(sent("2", "data")));
        confirmations.settle(status("2", "sent", "data"));
        confirmations.settle(status("2", "failed", "data"));
        assertThatThrownBy(late::join).hasCauseInstanceOf(DeliveryFailedException.class);
    }

    @Test
    void whatWasRefusedIsNotWaitedFor() {
        CompletableFuture<SentMessage> http = new CompletableFuture<>();
        CompletableFuture<SentMessage> result = await("data", http);
        http.completeExceptionally(new CompletionException(new ConnectionFailedException("away", false, null)));
        assertThatThrownBy(result::join).hasCauseInstanceOf(ConnectionFailedException.class);
        assertThat(confirmations.size()).isZero();
    }

    @Test
    void othersStatusesChangeNothing() {
        CompletableFuture<SentMessage> result = await("data", CompletableFuture.completedFuture(sent("1", "data")));
        confirmations.settle(status("2", "delivered", "other"));
        confirmations.settle(status("2", "delivered", "data"));
        confirmations.settle(status("1", "warning", "data"));
        assertThat(result).isNotDone();
        assertThat(confirmations.size()).isEqualTo(1);
    }

    @Test
    void messagesWithTheSameCallbackDataAreToldApartByTheirAnswers() {
        CompletableFuture<SentMessage> firstAnswer = new CompletableFuture<>();
        CompletableFuture<SentMessage> secondAnswer = new CompletableFuture<>();
        CompletableFuture<SentMessage> first = await("order", firstAnswer);
        CompletableFuture<SentMessage> second = await("order", secondAnswer);
        confirmations.settle(status("2", "delivered", "order"));
        firstAnswer.completeExceptionally(lost("order"));
        assertThat(first).isNotDone(); // the status may be the second one's
        secondAnswer.complete(sent("2", "order"));
        assertThat(second.join().id()).isEqualTo("2");
        assertThat(first).isNotDone();
        confirmations.settle(status("1", "delivered", "order"));
        assertThat(first.join().id()).isEqualTo("1");
    }

    @Test
    void withoutAnIdTheCallbackDataDecides() {
        CompletableFuture<SentMessage> result = await("data", CompletableFuture.completedFuture(sent("", "data")));
        confirmations.settle(status("1", "delivered", "data"));
        assertThat(result.join().id()).isEqualTo("1");
    }

    @Test
    void theTimeRunsFromTheAnswerOn() {
        Confirm soon = new Confirm(MessageStatus.State.SENT, Duration.ofMillis(50));
        CompletableFuture<SentMessage> http = new CompletableFuture<>();
        CompletableFuture<SentMessage> result =
                confirmations.await(Message.text("hi").withCallbackData("data"), soon, () -> http);
        assertThat(result).isNotDone();
        http.complete(sent("1", "data"));
        assertThatThrownBy(result::join).hasCauseInstanceOf(ConfirmationTimeoutException.class);
        assertThat(confirmations.size()).isZero();
        confirmations.settle(status("1", "sent", "data")); // too late, and harmless
    }

    @Test
    void closingEndsWhatWaitsForAWebhookAndWhatComesAfter() {
        CompletableFuture<SentMessage> http = new CompletableFuture<>();
        CompletableFuture<SentMessage> waiting = await("1", CompletableFuture.completedFuture(sent("1", "1")));
        CompletableFuture<SentMessage> sending = await("2", http);
        confirmations.close();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(ConfirmationTimeoutException.class);
        assertThat(sending).isNotDone();
        http.complete(sent("2", "2"));
        assertThatThrownBy(sending::join).hasCauseInstanceOf(ConfirmationTimeoutException.class);
        assertThat(confirmations.size()).isZero();
    }

    @Test
    void anyOrderOfAnyNumberEndsRightly() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Runnable> steps = new ArrayList<>();
            List<CompletableFuture<SentMessage>> results = new ArrayList<>();
            for (int n = 0; n < 20; n++) {
                String id = round + "-" + n;
                CompletableFuture<SentMessage> http = new CompletableFuture<>();
                results.add(await(id, http));
                boolean lost = random.nextInt(4) == 0;
                steps.add(() -> {
                    if (lost) {
                        http.completeExceptionally(lost(id));
                    } else {
                        http.complete(sent(id, id));
                    }
                });
                for (String state : List.of("sent", "delivered", "delivered", "read")) {
                    steps.add(() -> confirmations.settle(status(id, state, id)));
                }
            }
            Collections.shuffle(steps, random);
            steps.forEach(Runnable::run);
            for (int n = 0; n < 20; n++) {
                assertThat(results.get(n)).as("seed %s", seed).isCompleted();
                assertThat(results.get(n).join().id()).isEqualTo(round + "-" + n);
            }
            assertThat(confirmations.size()).as("seed %s", seed).isZero();
        }
    }

    private CompletableFuture<SentMessage> await(String data, CompletableFuture<SentMessage> http) {
        return confirmations.await(
                Message.text("hi").withTo("4915112345678").withCallbackData(data), DELIVERED, () -> http);
    }

    private static SentMessage sent(String id, String data) {
        return new SentMessage(id, "4915112345678", "4915112345678", "accepted", data);
    }

    private static OutcomeUnknownException lost(String data) {
        return new OutcomeUnknownException("lost", data, null);
    }

    private static MessageStatus status(String id, String status, String data) {
        String json = "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"statuses\":[{\"id\":\"" + id
                + "\",\"status\":\"" + status + "\",\"biz_opaque_callback_data\":\"" + data + "\"}]}}]}]}";
        return (MessageStatus)
                WebhookJson.read(json.getBytes(StandardCharsets.UTF_8)).get(0);
    }
}
