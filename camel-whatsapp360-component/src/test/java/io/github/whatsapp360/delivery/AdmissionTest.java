package io.github.whatsapp360.delivery;

import static io.github.whatsapp360.delivery.Admission.BYTES_OF_AN_EXCHANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.delivery.Admission.Place;
import io.github.whatsapp360.trace.CallTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Places at once, waits for them, and their order. */
class AdmissionTest {

    private static final Caller PATIENT = new Caller(Thread.currentThread(), false, true, false, null, CallTrace.NONE);
    private static final Caller WORKER = new Caller(Thread.currentThread(), false, false, false, null, CallTrace.NONE);
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void nobodyWaitsForEver() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void asManyAsThereArePlaces() throws Exception {
        Admission admission = new Admission(3, NO_LIMIT);
        Place first = admission.enter("a", 0, PATIENT);
        admission.enter("b", 0, PATIENT);
        admission.enter("c", 0, PATIENT);

        FutureTask<Place> fourth = wait(admission, "d", 0);
        assertThat(admission.size()).isEqualTo(3);
        first.leave();

        assertThat(fourth.get()).isNotNull();
        assertThat(admission.size()).isEqualTo(3);
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void asManyAsFitIntoTheMemory() throws Exception {
        Admission admission = new Admission(1_000, 3 * cost(100));
        Place first = admission.enter("a", 100, PATIENT);
        admission.enter("b", 100, PATIENT);

        FutureTask<Place> tooLarge = wait(admission, "c", 101);
        admission.enter("d", 100, PATIENT); // fits still
        FutureTask<Place> tooMany = wait(admission, "e", 0);
        first.leave();

        assertThat(tooMany.get()).isNotNull();
        assertThat(tooLarge.isDone()).isFalse();
    }

    /** There is always some message under way, so a large one would wait for ever if it had to be alone. */
    @Test
    void oneThatIsLargerThanAllTakesHalf() throws Exception {
        Admission admission = new Admission(1_000, 10 * cost(100));
        List<Place> small = take(admission, "a", 5, 100);
        Place large = admission.enter("b", 1 << 30, PATIENT);
        FutureTask<Place> another = wait(admission, "c", 1 << 30);
        FutureTask<Place> little = wait(admission, "d", 0);

        small.get(0).leave();
        little.get().leave();
        assertThat(another.isDone()).isFalse();
        large.leave();

        another.get().leave();
        small.subList(1, 5).forEach(Place::leave);
        assertThat(admission.size()).isZero();
        admission.enter("b", 1 << 30, PATIENT);
        admission.enter("c", 1 << 30, PATIENT);
        wait(admission, "d", 0);
    }

    @Test
    void oneRecipientTakesNoMoreThanAreLeftForOthers() throws Exception {
        Admission admission = new Admission(10, NO_LIMIT);
        Place first = take(admission, "a", 5, 0).get(0);
        FutureTask<Place> sixth = wait(admission, "a", 0);

        admission.enter("b", 0, PATIENT).leave();
        Place other = admission.enter("b", 0, PATIENT);
        first.leave(); // 4 of 10, and 5 are free
        sixth.get();
        other.leave();
        take(admission, "b", 3, 0); // of the five that were free
        wait(admission, "b", 0);
        admission.enter("c", 0, PATIENT);
    }

    /** In a small heap the memory ends before the places do. */
    @Test
    void oneRecipientTakesNoMoreOfTheMemoryThanIsLeftForOthers() throws Exception {
        Admission admission = new Admission(1_000, 10 * cost(100));
        Place first = take(admission, "a", 5, 100).get(0);
        FutureTask<Place> sixth = wait(admission, "a", 100);

        take(admission, "b", 3, 100); // of the five that were free
        FutureTask<Place> another = wait(admission, "b", 100);
        admission.enter("c", 100, PATIENT);
        first.leave();
        assertThat(sixth.isDone()).as("with 4 of 10, as 2 are free").isFalse();
        assertThat(another.isDone()).as("with 3 of 10, as 2 are free").isFalse();
    }

    @Test
    void oneRecipientHasAPlaceHoweverLargeItsMessageIs() {
        Admission admission = new Admission(1_000, 10 * cost(100));
        take(admission, "a", 5, 100);
        admission.enter("b", 5 * cost(100) - BYTES_OF_AN_EXCHANGE, PATIENT);
        assertThat(admission.size()).isEqualTo(6);
    }

    @Test
    void whatHasNoRecipientTakesAllPlaces() throws Exception {
        Admission admission = new Admission(10, NO_LIMIT);
        List<Place> places = take(admission, "", 10, 0);
        FutureTask<Place> next = wait(admission, "", 0);

        places.get(3).leave();
        assertThat(next.get()).isNotNull();
    }

    @Test
    void firstComeFirstServedForEachRecipient() throws Exception {
        Admission admission = new Admission(4, NO_LIMIT);
        List<Place> places = take(admission, "a", 2, 0);
        FutureTask<Place> third = wait(admission, "a", 0);
        FutureTask<Place> fourth = wait(admission, "a", 0);
        Place other = admission.enter("b", 0, PATIENT);
        admission.enter("c", 0, PATIENT);
        FutureTask<Place> second = wait(admission, "b", 0);

        other.leave();
        second.get(); // whose recipient has none; the others wait for their share
        assertThat(third.isDone()).isFalse();
        places.get(0).leave();
        assertThat(third.isDone()).isFalse(); // one is free, and "a" has one
        places.get(1).leave();
        Place admitted = third.get();
        assertThat(fourth.isDone()).isFalse();
        admitted.leave();
        fourth.get();
    }

    /** Otherwise it would be sent before the one that came earlier. */
    @Test
    void nobodyOvertakesOneThatWaitsForTheSameRecipient() throws Exception {
        Admission admission = new Admission(1_000, 3 * cost(0));
        Place first = admission.enter("b", 0, PATIENT);
        admission.enter("c", 0, PATIENT);
        FutureTask<Place> large = wait(admission, "a", 1_000);
        FutureTask<Place> small = wait(admission, "a", 0); // which would fit

        first.leave();
        large.get();
        assertThat(small.isDone()).isFalse();
    }

    @Test
    void whoMustNotWaitGetsAPlaceInAnyCase() throws Exception {
        Admission admission = new Admission(1, 1);
        Place first = admission.enter("a", 0, PATIENT);
        FutureTask<Place> waiting = wait(admission, "a", 0);

        Place second = admission.enter("a", 0, WORKER);
        assertThat(admission.size()).isEqualTo(2);
        first.leave();
        assertThat(waiting.isDone()).isFalse();
        second.leave();

        waiting.get().leave();
        assertThat(admission.size()).isZero();
    }

    @Test
    void aWorkerIsOneThatMustNotWait() throws Exception {
        FutureTask<Boolean> asked = new FutureTask<>(
                () -> Caller.of(false, false, Duration.ZERO, CallTrace.NONE).mayWait());
        new Workers(this::start, 1).execute(asked);

        assertThat(asked.get()).isFalse();
        assertThat(Caller.of(false, false, Duration.ZERO, CallTrace.NONE).mayWait())
                .isTrue();
    }

    @Test
    void aWaitEndsWhenTheMessageExpires() throws Exception {
        Admission admission = new Admission(1, NO_LIMIT);
        Place place = admission.enter("a", 0, PATIENT);

        assertThatThrownBy(
                        () -> admission.enter("b", 0, Caller.of(false, false, Duration.ofMillis(20), CallTrace.NONE)))
                .isInstanceOfSatisfying(NotSentException.class, e -> assertThat(e.getReason())
                        .isEqualTo(NotSentException.Reason.EXPIRED));
        assertThat(admission.waiting()).isZero();
        place.leave();
        assertThat(admission.size()).isZero();
    }

    @Test
    void anInterruptEndsAWaitAndIsNotSwallowed() throws Exception {
        Admission admission = new Admission(1, NO_LIMIT);
        Place place = admission.enter("a", 0, PATIENT);
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            assertThatThrownBy(() -> admission.enter("b", 0, PATIENT)).isInstanceOf(NotSentException.class);
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = start(waiting);
        await().until(() -> admission.waiting() == 1);

        thread.interrupt();

        assertThat(waiting.get()).as("interrupted").isTrue();
        assertThat(admission.waiting()).isZero();
        place.leave();
        admission.enter("c", 0, PATIENT);
    }

    /** One who is interrupted and admitted at the same time has a place, which nobody else would give back. */
    @Test
    void noPlaceIsLostToAnInterrupt() throws Exception {
        Admission admission = new Admission(1, NO_LIMIT);
        for (int times = 0; times < 20; times++) {
            Place place = admission.enter("a", 0, PATIENT);
            FutureTask<Place> waiting = new FutureTask<>(() -> admission.enter("b", 0, PATIENT));
            Thread thread = start(waiting);
            await().until(() -> admission.waiting() == 1);
            thread.interrupt();
            place.leave();
            try {
                waiting.get().leave();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(NotSentException.class);
            }
            assertThat(admission.size()).isZero();
        }
    }

    /** An obstacle to others has gone: the others go on, though no place was given back. */
    @Test
    void whoGivesUpLetsThoseBehindGoOn() throws Exception {
        Admission admission = new Admission(1_000, 3 * cost(0));
        admission.enter("c", 0, PATIENT);
        admission.enter("d", 0, PATIENT);
        FutureTask<Place> large = new FutureTask<>(() -> admission.enter("a", 1_000, PATIENT));
        Thread thread = start(large);
        await().until(() -> admission.waiting() == 1);
        FutureTask<Place> small = wait(admission, "a", 0);

        thread.interrupt();

        assertThat(small.get()).isNotNull();
    }

    @Test
    void drainingEndsEveryWaitAndLetsNobodyWaitAgain() throws Exception {
        Admission admission = new Admission(2, NO_LIMIT);
        Place first = admission.enter("a", 0, PATIENT);
        admission.enter("b", 0, PATIENT);
        FutureTask<Place> waiting = wait(admission, "c", 0);

        admission.drain();

        assertThatThrownBy(waiting::get).cause().isInstanceOfSatisfying(NotSentException.class, e -> assertThat(
                        e.getReason())
                .isEqualTo(NotSentException.Reason.STOPPED));
        assertThatThrownBy(() -> admission.enter("c", 0, PATIENT)).isInstanceOf(NotSentException.class);
        first.leave();
        admission.enter("c", 0, PATIENT);
        assertThat(admission.waiting()).isZero();
    }

    private static long cost(long bodyBytes) {
        return bodyBytes + BYTES_OF_AN_EXCHANGE;
    }

    private static List<Place> take(Admission admission, String recipient, int count, long bodyBytes) {
        List<Place> places = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            places.add(admission.enter(recipient, bodyBytes, PATIENT));
        }
        return places;
    }

    /** Has a thread of its own wait for a place. */
    private FutureTask<Place> wait(Admission admission, String recipient, long bodyBytes) {
        int waiting = admission.waiting();
        FutureTask<Place> entering = new FutureTask<>(() -> admission.enter(recipient, bodyBytes, PATIENT));
        start(entering);
        await().until(() -> admission.waiting() == waiting + 1);
        return entering;
    }

    private Thread start(Runnable task) {
        Thread thread = new Thread(task);
        threads.add(thread);
        thread.start();
        return thread;
    }
}
