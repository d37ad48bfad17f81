package io.github.whatsapp360.delivery.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.message.OutgoingMessage;
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

    private static final Confirm DELIVERED = new Confirm(MessageStatus.State.DELIVERED, Duration.ofMinutes(1), true);

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
            String id = webhookFirst ? "1" : "2"; // no ID is ever given twice
            CompletableFuture<SentMessage> http = new CompletableFuture<>();
            CompletableFuture<SentMessage> result = await("data", http);
            if (webhookFirst) {
                confirmations.settle(status(id, "read", "data"));
                http.completeExceptionally(lost("data"));
            } else {
                http.completeExceptionally(lost("data"));
                confirmations.settle(status(id, "sent", "data"));
                assertThat(result).isNotDone();
                confirmations.settle(status(id, "read", "")); // known by its ID now
            }
            assertThat(result.join().id()).isEqualTo(id);
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
        http.completeExceptionally(new CompletionException(NotSentException.noConnection("away", false)));
        assertThatThrownBy(result::join).hasCauseInstanceOf(NotSentException.class);
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

    /** A late status of a message that has ended tells nothing of another one that was never accepted. */
    @Test
    void theIdOfAMessageThatEndedIsNeverAnothers() {
        CompletableFuture<SentMessage> first = await("order", CompletableFuture.completedFuture(sent("1", "order")));
        confirmations.settle(status("1", "delivered", "order"));
        assertThat(first).isCompleted();
        CompletableFuture<SentMessage> second = await("order", CompletableFuture.failedFuture(lost("order")));

        confirmations.settle(status("1", "read", "order"));

        assertThat(second).isNotDone();
        confirmations.settle(status("2", "delivered", "order"));
        assertThat(second.join().id()).isEqualTo("2");
    }

    @Test
    void noOtherMessageWithItsCallbackDataIsTakenForALostOne() {
        confirmations.note(text("a"), () -> CompletableFuture.completedFuture(sent("1", "a")));
        notTakenForALostOne("a", "1");

        assertThatThrownBy(expired("b", CompletableFuture.completedFuture(sent("2", "b")))::join)
                .hasCauseInstanceOf(ConfirmationTimeoutException.class);
        notTakenForALostOne("b", "2");

        CompletableFuture<SentMessage> failed = await("c", CompletableFuture.completedFuture(sent("3", "c")));
        confirmations.settle(status("3", "failed", "c"));
        assertThat(failed).isCompletedExceptionally();
        notTakenForALostOne("c", "3");

        CompletableFuture<SentMessage> waiting = await("d", CompletableFuture.completedFuture(sent("4", "d")));
        notTakenForALostOne("d", "4");
        assertThat(waiting).isCompleted();

        await("e", CompletableFuture.failedFuture(lost("e")));
        confirmations.settle(status("5", "delivered", "e"));
        notTakenForALostOne("e", "5");

        CompletableFuture<SentMessage> unconfirmed = new CompletableFuture<>();
        confirmations.note(text("f"), () -> unconfirmed);
        CompletableFuture<SentMessage> lost = notTakenForALostOne("f", "6");
        unconfirmed.complete(sent("6", "f"));
        assertThat(lost).isNotDone();
    }

    @Test
    void whereTheIdOfAnotherIsNotKnownNothingIsTakenForALostOne() {
        assertThatThrownBy(expired("a", CompletableFuture.failedFuture(lost("a")))::join)
                .hasCauseInstanceOf(OutcomeUnknownException.class);
        notTakenForALostOne("a", "1");

        confirmations.note(text("b"), () -> CompletableFuture.failedFuture(lost("b")));
        notTakenForALostOne("b", "2");

        confirmations.note(text("c"), () -> CompletableFuture.completedFuture(sent("", "c")));
        notTakenForALostOne("c", "3");

        CompletableFuture<SentMessage> other = await("d", CompletableFuture.failedFuture(lost("d")));
        notTakenForALostOne("d", "4");
        assertThat(other).isNotDone();
    }

    @Test
    void whatWasRefusedIsNoOther() {
        confirmations.note(
                text("a"), () -> CompletableFuture.failedFuture(NotSentException.noConnection("away", false)));
        assertThat(await("a", CompletableFuture.failedFuture(NotSentException.noConnection("away", false))))
                .isCompletedExceptionally();
        CompletableFuture<SentMessage> lost = await("a", CompletableFuture.failedFuture(lost("a")));
        confirmations.settle(status("1", "delivered", "a"));
        assertThat(lost.join().id()).isEqualTo("1");
    }

    @Test
    void whoEndedIsRememberedUpToABound() {
        for (int n = 0; n < Confirmations.MAX_ENDED + 10; n++) {
            String id = Integer.toString(n);
            confirmations.note(text(id), () -> CompletableFuture.completedFuture(sent(id, id)));
        }
        assertThat(confirmations.remembered()).isEqualTo(Confirmations.MAX_ENDED);
        for (int n = 0; n < Confirmations.MAX_ENDED + 10; n++) {
            String id = "same-" + n;
            confirmations.note(text("same"), () -> CompletableFuture.completedFuture(sent(id, "same")));
        }
        assertThat(confirmations.remembered()).isOne();
        notTakenForALostOne("same", "same-1"); // forgotten, and therefore not taken
    }

    @Test
    void aStatusWithoutCallbackDataWaitsForTheAnswer() {
        CompletableFuture<SentMessage> http = new CompletableFuture<>();
        CompletableFuture<SentMessage> result = await("data", http);
        confirmations.settle(status("1", "delivered", ""));
        confirmations.settle(status("2", "failed", ""));
        assertThat(result).isNotDone();
        http.complete(sent("1", "data"));
        assertThat(result.join().status()).isEqualTo("delivered");
        assertThat(confirmations.earlySize()).isZero();
    }

    @Test
    void aLostMessageHasTheStatusesThatCameBeforeItsIdWasKnown() {
        CompletableFuture<SentMessage> result = await("data", CompletableFuture.failedFuture(lost("data")));
        confirmations.settle(status("1", "delivered", ""));
        assertThat(result).isNotDone();
        confirmations.settle(status("1", "sent", "data"));
        assertThat(result.join().id()).isEqualTo("1");
    }

    @Test
    void whatCameEarlyIsKeptForAsLongAsItsMessageMayBeUnderWay() {
        confirmations.settle(status("0", "delivered", ""));
        assertThat(confirmations.earlySize()).as("nothing is under way").isZero();
        CompletableFuture<SentMessage> first = new CompletableFuture<>();
        CompletableFuture<SentMessage> second = new CompletableFuture<>();
        await("first", first);
        confirmations.settle(status("x", "delivered", ""));
        await("second", second);
        confirmations.settle(status("y", "delivered", ""));
        assertThat(confirmations.earlySize()).isEqualTo(2);
        first.complete(sent("1", "first"));
        assertThat(confirmations.earlySize())
                .as("x came before the second began")
                .isOne();
        second.complete(sent("2", "second"));
        assertThat(confirmations.earlySize()).isZero();
    }

    @Test
    void whatCameEarlyIsKeptUpToABound() {
        CompletableFuture<SentMessage> http = new CompletableFuture<>();
        CompletableFuture<SentMessage> result = await("data", http);
        for (int n = 0; n < EarlyStatuses.MAX_MESSAGES + 10; n++) {
            confirmations.settle(status("other-" + n, "delivered", ""));
        }
        confirmations.settle(status("1", "delivered", ""));
        assertThat(confirmations.earlySize()).isEqualTo(EarlyStatuses.MAX_MESSAGES);
        http.complete(sent("1", "data"));
        assertThat(result).isCompleted();
        assertThat(confirmations.earlySize()).isZero();
    }

    @Test
    void theTimeRunsFromTheAnswerOn() {
        Confirm soon = new Confirm(MessageStatus.State.SENT, Duration.ofMillis(50), true);
        CompletableFuture<SentMessage> http = new CompletableFuture<>();
        CompletableFuture<SentMessage> result =
                confirmations.await(OutgoingMessage.text("hi").withCallbackData("data"), soon, () -> http);
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
        assertThat(waiting.join()).isEqualTo(sent("1", "1"));
        assertThat(sending).isNotDone();
        http.complete(sent("2", "2"));
        assertThat(sending.join()).isEqualTo(sent("2", "2"));
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

    private CompletableFuture<SentMessage> notTakenForALostOne(String data, String id) {
        CompletableFuture<SentMessage> lost = await(data, CompletableFuture.failedFuture(lost(data)));
        confirmations.settle(status(id, "sent", data));
        confirmations.settle(status(id, "read", data));
        assertThat(lost).as("the status of %s", id).isNotDone();
        return lost;
    }

    private CompletableFuture<SentMessage> expired(String data, CompletableFuture<SentMessage> http) {
        Confirm soon = new Confirm(MessageStatus.State.DELIVERED, Duration.ofMillis(1), true);
        return confirmations.await(text(data), soon, () -> http);
    }

    private static OutgoingMessage text(String data) {
        return OutgoingMessage.text("hi").withTo("4915112345678").withCallbackData(data);
    }

    private CompletableFuture<SentMessage> await(String data, CompletableFuture<SentMessage> http) {
        return confirmations.await(
                OutgoingMessage.text("hi").withTo("4915112345678").withCallbackData(data), DELIVERED, () -> http);
    }

    private static SentMessage sent(String id, String data) {
        return SentMessage.of(id, "4915112345678").withWaId("4915112345678").withCallbackData(data);
    }

    private static OutcomeUnknownException lost(String data) {
        return new OutcomeUnknownException("lost", data);
    }

    private static MessageStatus status(String id, String status, String data) {
        String json = "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"statuses\":[{\"id\":\"" + id
                + "\",\"status\":\"" + status + "\",\"biz_opaque_callback_data\":\"" + data + "\"}]}}]}]}";
        return (MessageStatus)
                WebhookJson.read(json.getBytes(StandardCharsets.UTF_8)).get(0);
    }
}
