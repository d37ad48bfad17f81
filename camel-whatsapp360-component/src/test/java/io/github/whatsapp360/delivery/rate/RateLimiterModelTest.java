package io.github.whatsapp360.delivery.rate;

import static io.github.whatsapp360.delivery.rate.VirtualTime.MILLI;
import static io.github.whatsapp360.delivery.rate.VirtualTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.client.SenderAccount;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rate limiter of one account in virtual time, in which nothing is late unless a test makes it late. */
class RateLimiterModelTest {

    private static final String ANNA = "4915112345678";
    private static final String BOB = "4930123456";

    private final VirtualTime time = new VirtualTime();
    private final RateLimiter limiter = limiter(time);
    private final List<Call> gone = new ArrayList<>();
    private final List<Call> ended = new ArrayList<>();
    private LongSupplier answer = () -> 80 * MILLI;

    static RateLimiter limiter(VirtualTime time) {
        return new RateLimiter(
                new SenderAccount(Hosting.CLOUD, URI.create("http://127.0.0.1"), "key"),
                Optional.empty(),
                time,
                time,
                time::now);
    }

    private final class Call implements QueuedCall {
        private final String recipient;
        private long at;
        private long arrived;

        Call(String recipient) {
            this.recipient = recipient;
        }

        @Override
        public void go(Runnable answered) {
            at = time.now();
            gone.add(this);
            long took = answer.getAsLong();
            arrived = at + took / 2;
            time.after(took, answered);
        }

        @Override
        public void end(NotSentException why) {
            assertThat(why.getReason()).isEqualTo(NotSentException.Reason.STOPPED);
            ended.add(this);
        }
    }

    private Call send(int perSecond, String recipient) {
        Call call = new Call(recipient);
        limiter.message(new Rate(perSecond, true), recipient, call).ifPresent(Runnable::run);
        return call;
    }

    private static String someone(int number) {
        return Integer.toString(49_150_000 + number) + "00";
    }

    @ParameterizedTest
    @CsvSource({
        "80, 0, 0",
        "80, 20, 20",
        "80, 80, 80",
        "80, 300, 300",
        "80, 60, 120",
        "25, 0, 0",
        "25, 20, 20",
        "25, 80, 80",
        "25, 300, 300",
        "25, 60, 120",
        "20, 80, 80",
        "1000, 80, 80",
        "1000, 60, 120"
    })
    void nearlyTheWholeRateIsReachedAndInNoSecondMoreWhateverAnAnswerTakes(int perSecond, int fastest, int slowest) {
        Random random = new Random(perSecond + slowest);
        answer = () -> fastest * MILLI + (long) (random.nextDouble() * (slowest - fastest) * MILLI);
        int count = 20 * perSecond;
        for (int n = 0; n < count; n++) {
            send(perSecond, someone(n));
        }
        time.pass(25 * SECOND);
        assertThat(gone).hasSize(count);
        List<Long> arrivals = gone.stream().map(call -> call.arrived).sorted().toList();
        for (int n = 0; n + perSecond < count; n++) {
            assertThat(arrivals.get(n + perSecond) - arrivals.get(n)).isGreaterThanOrEqualTo(SECOND);
        }
        double seconds = (arrivals.get(count - 1) - arrivals.get(0)) / (double) SECOND;
        assertThat(count / seconds / perSecond).isGreaterThan(slowest == fastest ? 0.98 : 0.94);
    }

    @Test
    void theStateOfAQueueTellsWhatWaitsHowLongAndHowMuchOfTheRateIsUsed() {
        assertThat(limiter.messages()).isEqualTo(new QueueState(0, Duration.ZERO, Duration.ZERO, 0));
        limiter.pause(Duration.ofSeconds(10));
        send(20, ANNA);
        time.pass(4 * SECOND);
        send(20, BOB);
        assertThat(limiter.messages()).isEqualTo(new QueueState(2, Duration.ofSeconds(4), Duration.ofSeconds(6), 0));
        assertThat(limiter.uploads()).isEqualTo(new QueueState(0, Duration.ZERO, Duration.ZERO, 0));

        time.pass(6 * SECOND + 20 * MILLI);
        assertThat(limiter.messages()).isEqualTo(new QueueState(0, Duration.ZERO, Duration.ZERO, 0.1));
        time.pass(SECOND + 100 * MILLI);
        assertThat(limiter.messages().used()).isZero();
    }

    @Test
    void theBusiestRateCountsAndARecipientsWaitToo() {
        for (int n = 0; n < 50; n++) {
            send(1000, ANNA);
        }
        send(4, BOB);
        time.pass(500 * MILLI);
        assertThat(limiter.messages().used()).isEqualTo(0.25);
        assertThat(limiter.messages().waiting()).isEqualTo(5);
        assertThat(limiter.messages().oldest()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void asManyAsLikeMayWaitForOneRecipient() {
        for (int n = 0; n < 20_000; n++) {
            send(1000, ANNA);
        }
        Call other = send(1000, BOB);
        time.pass(SECOND);
        assertThat(gone).hasSize(46).contains(other);
        time.pass(600 * SECOND);
        assertThat(gone).hasSize(146).isSortedAccordingTo((one, next) -> Long.compare(one.at, next.at));
    }

    @Test
    void theMessagesToARecipientKeepTheirOrderAndTheirDistance() {
        List<Call> calls = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            calls.add(send(1000, ANNA));
            send(1000, someone(n));
        }
        time.pass(120 * SECOND);
        assertThat(gone.stream().filter(call -> call.recipient.equals(ANNA))).containsExactlyElementsOf(calls);
        for (int n = 46; n < 60; n++) {
            assertThat(calls.get(n).at - calls.get(n - 1).at).isGreaterThanOrEqualTo(6 * SECOND);
        }
    }

    @Test
    void whatIsWithdrawnNeverGoesAndTheNextOneTakesItsPlace() {
        for (int n = 0; n < 45; n++) {
            send(1000, ANNA);
        }
        Call held = send(1000, ANNA);
        Call next = send(1000, ANNA);
        time.pass(SECOND);
        assertThat(limiter.withdraw(held)).isTrue();
        assertThat(limiter.withdraw(held)).isFalse();
        time.pass(6 * SECOND);
        assertThat(gone).hasSize(46).contains(next).doesNotContain(held);
        assertThat(limiter.withdraw(next)).isFalse();
        time.pass(600 * SECOND);
        assertThat(gone).hasSize(46);
        assertThat(ended).isEmpty();
        assertThat(limiter.isIdle()).isTrue();
    }

    @Test
    void whatWaitsForTheRateCanBeWithdrawn() {
        List<Call> calls = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            calls.add(send(1, ""));
        }
        assertThat(calls.stream().filter(limiter::withdraw)).hasSize(9);
        time.pass(20 * SECOND);
        assertThat(gone).containsExactly(calls.get(0));
    }

    @Test
    void nothingGoesInAPauseOfWhichTheLongestCounts() {
        limiter.pause(Duration.ofSeconds(10));
        limiter.pause(Duration.ofSeconds(5));
        Call message = send(80, ANNA);
        Call other = send(20, BOB);
        Call upload = new Call("");
        limiter.upload(new Rate(80, true), upload).ifPresent(Runnable::run);
        assertThat(gone).containsExactly(upload);
        limiter.pauseUploads(Duration.ofSeconds(20));
        limiter.upload(new Rate(80, true), new Call("")).ifPresent(Runnable::run);
        time.pass(10 * SECOND - 1);
        assertThat(gone).containsExactly(upload);
        time.pass(1);
        assertThat(gone).containsExactlyInAnyOrder(upload, message, other);
        time.pass(10 * SECOND);
        assertThat(gone).hasSize(4);
    }

    @Test
    void aPauseHoldsUpWhatWaitsAlready() {
        for (int n = 0; n < 100; n++) {
            send(10, "");
        }
        limiter.pause(Duration.ofSeconds(60));
        assertThat(gone).hasSize(1);
        time.pass(59 * SECOND);
        assertThat(gone).hasSize(1);
        time.pass(11 * SECOND);
        assertThat(gone).hasSizeGreaterThan(90);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void whatIsHeldStaysUntilItIsReleasedInItsOrder(int perSecond) {
        Call before = send(perSecond, ANNA);
        limiter.hold();
        List<Call> calls = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            calls.add(send(perSecond, someone(n)));
        }
        Call upload = new Call("");
        limiter.upload(new Rate(perSecond, true), upload).ifPresent(Runnable::run);
        time.pass(3600 * SECOND);
        assertThat(limiter.isHeld()).isTrue();
        assertThat(gone).containsExactly(before);
        assertThat(limiter.messages()).isEqualTo(new QueueState(10, Duration.ofSeconds(3600), Duration.ZERO, 0));
        assertThat(limiter.uploads().waiting()).isEqualTo(1);
        assertThat(limiter.isIdle()).isFalse();

        assertThat(limiter.withdraw(calls.remove(3))).isTrue();
        limiter.release();
        time.pass(5 * SECOND);
        assertThat(gone).hasSize(11).contains(upload);
        assertThat(gone.stream().filter(calls::contains)).containsExactlyElementsOf(calls);
        time.pass(60 * SECOND);
        assertThat(limiter.isHeld()).isFalse();
        assertThat(limiter.isIdle()).isTrue();
        send(perSecond, BOB);
        assertThat(gone).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void whatIsHeldEndsWithAStopAndSoDoesWhatComesLater(int perSecond) {
        limiter.hold();
        Call held = send(perSecond, ANNA);
        limiter.drain();
        assertThat(ended).containsExactly(held);
        Call late = send(perSecond, ANNA);
        assertThat(ended).containsExactly(held, late);
        limiter.release();
        time.pass(60 * SECOND);
        assertThat(gone).isEmpty();
    }

    @Test
    void aPauseOfTheServiceStillCountsAfterAHold() {
        limiter.hold();
        limiter.pause(Duration.ofSeconds(10));
        send(20, ANNA);
        time.pass(4 * SECOND);
        limiter.release();
        assertThat(limiter.messages().pause()).isEqualTo(Duration.ofSeconds(6));
        time.pass(6 * SECOND - 1);
        assertThat(gone).isEmpty();
        time.pass(1);
        assertThat(gone).hasSize(1);
    }

    @Test
    void drainingEndsWhatWaitsAndWhatWouldHaveTo() {
        for (int n = 0; n < 60; n++) {
            send(20, ANNA);
        }
        time.pass(SECOND / 2);
        int sent = gone.size();
        limiter.drain();
        assertThat(ended).hasSize(60 - sent);
        time.pass(2 * SECOND);
        assertThat(gone).hasSize(sent);
        Call now = send(20, BOB);
        assertThat(gone).hasSize(sent + 1).contains(now);
        send(20, BOB);
        send(20, BOB);
        assertThat(gone.size() + ended.size()).isEqualTo(63);
        assertThat(ended).hasSizeGreaterThan(60 - sent);
        time.pass(600 * SECOND);
        assertThat(gone.size() + ended.size()).isEqualTo(63);
        assertThat(limiter.isIdle()).isTrue();
    }

    @Test
    void whatIsClosedTakesNothing() {
        send(1, ANNA);
        send(1, ANNA);
        limiter.close();
        assertThat(ended).hasSize(1);
        assertThatThrownBy(() -> send(1, BOB)).isInstanceOf(NotSentException.class);
        assertThatThrownBy(() -> send(0, BOB)).isInstanceOf(NotSentException.class);
    }

    @Test
    void itIsIdleOnceANewOneWouldDoAsWell() {
        assertThat(limiter.isIdle()).isTrue();
        send(80, ANNA);
        assertThat(limiter.isIdle()).isFalse();
        time.pass(6 * SECOND - 1);
        assertThat(limiter.isIdle()).isFalse(); // Anna's allowance is not full
        time.pass(1);
        assertThat(limiter.isIdle()).isTrue();
        limiter.pause(Duration.ofSeconds(60));
        assertThat(limiter.isIdle()).isFalse();
        time.pass(60 * SECOND);
        answer = () -> 600 * SECOND;
        send(80, "");
        time.pass(599 * SECOND);
        assertThat(limiter.isIdle()).isFalse();
        time.pass(2 * SECOND);
        assertThat(limiter.isIdle()).isTrue();
        assertThat(time.tasks()).isZero();
    }

    @Test
    void aRecipientIsForgottenOnceItsAllowanceIsFull() {
        RecipientLimits recipients = new RecipientLimits(new WakeUpTimer(time, () -> {}), Optional.empty(), time::now);
        RateLimitedQueue queue = new RateLimitedQueue(
                new LocalPermits(1000, time.now()),
                recipients,
                1,
                new RateLimitedQueue.Pause(time.now()),
                new WakeUpTimer(time, () -> {}));
        for (int n = 0; n < 1000; n++) {
            recipients.place(new WaitingCall(new Call(""), queue, someone(n), time.now()), time.now());
        }
        assertThat(recipients.size()).isEqualTo(1000);
        time.pass(6 * SECOND);
        for (int n = 0; n < 1000; n++) {
            recipients.place(new WaitingCall(new Call(""), queue, ANNA, time.now()), time.now());
        }
        assertThat(recipients.size()).isEqualTo(1);
    }

    @Test
    void aCallThatThrowsIsUnderWayNoLonger() {
        for (int n = 0; n < 10; n++) {
            limiter.upload(new Rate(80, true), new QueuedCall() {
                        @Override
                        public void go(Runnable answered) {
                            throw new IllegalStateException("by the test");
                        }

                        @Override
                        public void end(NotSentException why) {
                            throw new AssertionError(why);
                        }
                    })
                    .ifPresent(call -> assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class));
            time.pass(SECOND);
        }
        assertThat(limiter.isIdle()).isTrue();
    }

    @Test
    void whatNoWorkerTakesEnds() {
        RateLimiter full = new RateLimiter(
                new SenderAccount(Hosting.CLOUD, URI.create("http://127.0.0.1"), "key"),
                Optional.empty(),
                time,
                task -> {
                    throw new RejectedExecutionException("by the test");
                },
                time::now);
        for (int n = 0; n < 3; n++) {
            full.message(new Rate(1, false), "", new Call("")).ifPresent(Runnable::run);
        }
        time.pass(10 * SECOND);
        assertThat(gone).hasSize(1);
        assertThat(ended).hasSize(2);
        assertThat(full.isIdle()).isTrue();
    }
}
