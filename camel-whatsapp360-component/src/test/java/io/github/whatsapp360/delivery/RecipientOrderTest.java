package io.github.whatsapp360.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.delivery.RecipientOrder.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Messages to one recipient go one after the other; those to others do not wait for them. */
class RecipientOrderTest {

    private final List<Runnable> tasks = new ArrayList<>();
    private final RecipientOrder order = new RecipientOrder(tasks::add);

    @Test
    void theNextBeginsWhenTheOneBeforeHasEnded() {
        Place first = order.enter("a");
        Place second = order.enter("a");
        Place third = order.enter("a");
        assertThat(begun(first)).isTrue();
        assertThat(begun(second)).isFalse();
        assertThat(order.waiting()).isEqualTo(2);

        first.leave();
        work();
        assertThat(begun(second)).isTrue();
        assertThat(begun(third)).isFalse();
        assertThat(order.waiting()).isEqualTo(1);

        second.leave();
        work();
        assertThat(begun(third)).isTrue();
        assertThat(order.waiting()).isZero();
        third.leave();
        assertThat(order.isEmpty()).isTrue();
    }

    @Test
    void otherRecipientsDoNotWait() {
        order.enter("a");
        assertThat(begun(order.enter("b"))).isTrue();
    }

    /**
     * The call that ends a message does not start the next one: a thousand messages would be a stack of a thousand
     * calls.
     */
    @Test
    void theNextGoesOnOnAWorker() {
        Place first = order.enter("a");
        Place second = order.enter("a");
        first.leave();
        assertThat(begun(second)).isFalse();
        assertThat(tasks).hasSize(1);
    }

    @Test
    void leavingTwiceCallsNobodyTwice() {
        Place first = order.enter("a");
        Place second = order.enter("a");
        Place third = order.enter("a");
        first.leave();
        first.leave();
        work();
        assertThat(begun(second)).isTrue();
        assertThat(begun(third)).isFalse();
        second.leave();
        third.leave();

        Place later = order.enter("a");
        Place last = order.enter("a");
        first.leave();
        work();
        assertThat(begun(later)).isTrue();
        assertThat(begun(last)).isFalse();
    }

    /** A message that has expired while it waited leaves out of turn. */
    @Test
    void oneThatLeavesBeforeItsTurnIsPassedOver() {
        Place first = order.enter("a");
        Place second = order.enter("a");
        Place third = order.enter("a");

        second.leave();
        work();
        assertThat(begun(third)).isFalse();
        assertThat(order.waiting()).isEqualTo(1);
        first.leave();
        work();
        assertThat(begun(third)).isTrue();
        third.leave();
        assertThat(order.isEmpty()).isTrue();
    }

    @Test
    void drainingEndsEveryWait() {
        Place first = order.enter("a");
        Place second = order.enter("a");

        order.drain();
        work();

        assertThat(first.turn()).isCompleted();
        assertThat(second.turn())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(NotSentException.class);
        assertThat(order.enter("a").turn()).isCompletedExceptionally();
        assertThat(order.enter("b").turn()).isCompleted();
    }

    @Test
    void oneThatWasCalledBeforeTheDrainGoes() {
        Place first = order.enter("a");
        Place second = order.enter("a");
        first.leave();

        order.drain();
        work();

        assertThat(second.turn()).isCompleted();
        assertThat(second.turn().isCompletedExceptionally()).isFalse();
    }

    @Test
    void withoutWorkersItGoesOnHere() {
        RecipientOrder stopped = new RecipientOrder(task -> {
            throw new RejectedExecutionException();
        });
        Place first = stopped.enter("a");
        Place second = stopped.enter("a");
        first.leave();
        assertThat(begun(second)).isTrue();
    }

    @Test
    void whatKeepsNoOrderIsNeverInTheWay() {
        assertThat(begun(RecipientOrder.NO_ORDER)).isTrue();
        RecipientOrder.NO_ORDER.leave();
        assertThat(begun(RecipientOrder.NO_ORDER)).isTrue();
    }

    /**
     * Four threads and three recipients: each message begins after the one before it has left, and all have their turn.
     */
    @Test
    void manyAtOnceKeepTheOrderOfEachRecipient() throws Exception {
        int messages = 6_000;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        RecipientOrder busy = new RecipientOrder(threads);
        List<List<Integer>> begun = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        CountDownLatch left = new CountDownLatch(messages);
        for (int n = 0; n < messages; n++) {
            int number = n;
            Place place = busy.enter(String.valueOf(n % 3));
            place.turn()
                    .thenRunAsync(
                            () -> {
                                begun.get(number % 3).add(number); // by one at a time, as the order has it
                                place.leave();
                                left.countDown();
                            },
                            threads);
        }
        left.await();
        threads.shutdown();
        assertThat(begun)
                .allSatisfy(numbers -> assertThat(numbers).hasSize(messages / 3).isSorted());
        assertThat(busy.isEmpty()).isTrue();
    }

    private static boolean begun(Place place) {
        return place.turn().isDone();
    }

    private void work() {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
    }
}
