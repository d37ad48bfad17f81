package io.github.whatsapp360.delivery.confirm;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Messages that share callback data, in random orders, beside a model that knows which of them the service accepted.
 */
class ConfirmationsModelTest {

    private static final int ROUNDS = 20_000;
    private static final Confirm DELIVERED = new Confirm(MessageStatus.State.DELIVERED, Duration.ofMinutes(1), true);
    private static final List<String> STATES = List.of("sent", "delivered", "read", "failed", "warning");

    private final Timer timer = new Timer();
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private long seed = new Random().nextLong();

    @AfterEach
    void stop() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    /** The answer of the service, and what it has done. */
    private enum Answer {
        GIVEN,
        GIVEN_WITHOUT_ID,
        LOST_AND_ACCEPTED,
        LOST_AND_NOT_ACCEPTED,
        REFUSED;

        boolean isLost() {
            return this == LOST_AND_ACCEPTED || this == LOST_AND_NOT_ACCEPTED;
        }

        boolean isAccepted() {
            return this != LOST_AND_NOT_ACCEPTED && this != REFUSED;
        }
    }

    @Test
    void everyMessageEndsByItsOwnStatusInEveryOrder() {
        Confirmations confirmations = new Confirmations(timer, Runnable::run);
        for (int round = 0; round < ROUNDS; round++) {
            seed++;
            Random random = new Random(seed);
            List<Sent> all = new ArrayList<>();
            int messages = 1 + random.nextInt(5);
            for (int n = 0; n < messages; n++) {
                all.add(new Sent(confirmations, "r" + round + "-" + n, "r" + round + "-" + random.nextInt(2), random));
            }
            for (int step = 0; step < 10 * messages; step++) {
                all.get(random.nextInt(messages)).step(random);
                all.forEach(sent -> sent.check(all));
            }
            all.forEach(Sent::finish);
            all.forEach(sent -> sent.check(all));
            assertThat(confirmations.size()).as("seed %s", seed).isZero();
            assertThat(confirmations.earlySize()).as("seed %s", seed).isZero();
        }
        assertThat(confirmations.remembered()).isLessThanOrEqualTo(Confirmations.MAX_ENDED);
    }

    @Test
    void everyMessageEndsByItsOwnStatusOnManyThreads() throws Exception {
        Confirmations confirmations = new Confirmations(timer, threads);
        for (int round = 0; round < 200; round++) {
            seed++;
            Random random = new Random(seed);
            List<Sent> all = new ArrayList<>();
            for (int n = 0; n < 40; n++) {
                all.add(new Sent(confirmations, "t" + round + "-" + n, "t" + round + "-" + random.nextInt(10), random));
            }
            List<Callable<Void>> work = new ArrayList<>();
            for (Sent sent : all) {
                Random own = new Random(random.nextLong());
                work.add(() -> {
                    sent.begin();
                    return null;
                });
                for (int step = 0; step < 6; step++) {
                    work.add(() -> {
                        sent.report(own);
                        return null;
                    });
                }
                work.add(() -> {
                    sent.land();
                    return null;
                });
            }
            Collections.shuffle(work, random);
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
            all.forEach(Sent::finish);
            for (Sent sent : all) {
                sent.awaitEnd();
                sent.check(all);
            }
            assertThat(confirmations.size()).as("seed %s", seed).isZero();
            assertThat(confirmations.earlySize()).as("seed %s", seed).isZero();
        }
    }

    /** One message, as it is and as the component sees it. */
    private final class Sent {
        private final Confirmations confirmations;
        private final String id;
        private final String data;
        private final boolean confirmed;
        private final Answer answer;
        private final CompletableFuture<SentMessage> http = new CompletableFuture<>();
        private CompletableFuture<SentMessage> result;
        private Runnable timeout;
        private boolean landed;
        private boolean expired;
        private boolean settled;
        private boolean reached;
        private boolean failed;
        private boolean named;

        Sent(Confirmations confirmations, String id, String data, Random random) {
            this.confirmations = confirmations;
            this.id = id;
            this.data = data;
            this.confirmed = random.nextInt(4) > 0;
            this.answer = Answer.values()[random.nextInt(Answer.values().length)];
        }

        void step(Random random) {
            switch (random.nextInt(6)) {
                case 0, 1 -> begin();
                case 2 -> land();
                case 3 -> {
                    if (random.nextInt(4) == 0) {
                        expire();
                    }
                }
                default -> report(random);
            }
        }

        synchronized void begin() {
            if (result == null) {
                OutgoingMessage message =
                        OutgoingMessage.text("hi").withTo("4915112345678").withCallbackData(data);
                result = confirmed
                        ? confirmations.await(message, DELIVERED, () -> http)
                        : confirmations.note(message, () -> http);
            }
        }

        synchronized void land() {
            if (result == null || landed) {
                return;
            }
            landed = true;
            timer.last.remove();
            switch (answer) {
                case GIVEN -> http.complete(sent(id));
                case GIVEN_WITHOUT_ID -> http.complete(sent(""));
                case REFUSED -> http.completeExceptionally(NotSentException.noConnection("away", false));
                default -> http.completeExceptionally(new OutcomeUnknownException("lost", data));
            }
            timeout = timer.last.get();
        }

        synchronized void expire() {
            if (timeout != null) {
                expired = true;
                timeout.run();
            }
        }

        synchronized void report(Random random) {
            if (result == null || !answer.isAccepted()) {
                return;
            }
            String state = STATES.get(random.nextInt(STATES.size()));
            boolean withData = random.nextInt(3) > 0;
            if (!expired) {
                named |= withData;
                settled |= !state.equals("sent") && !state.equals("warning");
            }
            reached |= state.equals("delivered") || state.equals("read");
            failed |= state.equals("failed");
            confirmations.settle(status(id, state, withData ? data : ""));
        }

        void finish() {
            begin();
            land();
            expire();
        }

        void awaitEnd() throws Exception {
            try {
                result.get();
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).isNotNull(); // check() looks at it
            }
        }

        void check(List<Sent> all) {
            if (result == null || !confirmed) {
                return;
            }
            if (result.isDone()) {
                checkEnd();
            } else {
                assertThat(mustHaveEnded(all)).as("seed %s, %s", seed, id).isFalse();
            }
        }

        private void checkEnd() {
            String why = "seed " + seed + ", " + id + ", " + answer;
            try {
                SentMessage sent = result.join();
                assertThat(answer.isAccepted()).as(why).isTrue();
                assertThat(sent.id()).as(why).isEqualTo(id);
                assertThat(reached).as(why).isTrue();
            } catch (CompletionException e) {
                Throwable failure = e.getCause();
                if (failure instanceof DeliveryFailedException later) {
                    assertThat(later.getMessageId()).as(why).isEqualTo(id);
                    assertThat(failed).as(why).isTrue();
                } else if (failure instanceof ConfirmationTimeoutException late) {
                    assertThat(answer.isAccepted()).as(why).isTrue();
                    assertThat(late.getMessageId()).as(why).isIn(id, "");
                    assertThat(answer == Answer.GIVEN && settled).as(why).isFalse();
                } else {
                    assertThat(failure)
                            .as(why)
                            .isInstanceOf(answer.isLost() ? OutcomeUnknownException.class : NotSentException.class);
                }
            }
        }

        /** Returns whether enough has been told to know how it ended. */
        private boolean mustHaveEnded(List<Sent> all) {
            if (!landed || !settled) {
                return false;
            }
            boolean othersKnown = all.stream()
                    .filter(other -> other != this && other.data.equals(data) && other.result != null)
                    .allMatch(
                            other -> other.landed && (other.answer == Answer.GIVEN || other.answer == Answer.REFUSED));
            return answer == Answer.GIVEN || answer.isAccepted() && named && othersKnown;
        }

        private SentMessage sent(String answered) {
            return SentMessage.of(answered, "4915112345678")
                    .withWaId("4915112345678")
                    .withCallbackData(data);
        }
    }

    /** Nothing runs by itself; the last task that a thread has scheduled can be run by it. */
    private static final class Timer extends ScheduledThreadPoolExecutor {
        private final ThreadLocal<Runnable> last = new ThreadLocal<>();

        Timer() {
            super(1);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            last.set(command);
            return super.schedule(command, 1, TimeUnit.DAYS);
        }
    }

    private static MessageStatus status(String id, String status, String data) {
        String callbackData = data.isEmpty() ? "" : ",\"biz_opaque_callback_data\":\"" + data + "\"";
        String json = "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"statuses\":[{\"id\":\"" + id
                + "\",\"status\":\"" + status + "\"" + callbackData + "}]}}]}]}";
        return (MessageStatus)
                WebhookJson.read(json.getBytes(StandardCharsets.UTF_8)).get(0);
    }
}
