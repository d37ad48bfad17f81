package io.github.whatsapp360.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The number of threads of workers, and the execution of every task. */
class WorkersTest {

    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final Workers workers = new Workers(threads, 3);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void oneAfterTheOtherTakesOneThread() throws Exception {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        for (int n = 0; n < 10; n++) {
            CountDownLatch done = new CountDownLatch(1);
            workers.execute(() -> {
                used.add(Thread.currentThread());
                done.countDown();
            });
            done.await();
            await().until(() -> used.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        }
        assertThat(used).hasSize(1);
    }

    @Test
    void moreThanTheLimitWaitAndAreNotLost() {
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CountDownLatch begin = new CountDownLatch(1);
        for (int n = 0; n < 10_000; n++) {
            workers.execute(() -> {
                most.accumulateAndGet(busy.incrementAndGet(), Math::max);
                awaitQuietly(begin);
                busy.decrementAndGet();
                done.incrementAndGet();
            });
        }
        await().until(() -> busy.get() == 3); // a late third would find nothing left to do
        begin.countDown();
        await().until(() -> done.get() == 10_000);
        assertThat(most).hasValue(3);
    }

    @Test
    void aTaskThatThrowsStopsNoOther() {
        AtomicInteger done = new AtomicInteger();
        threads.setThreadFactory(task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((t, e) -> {});
            return thread;
        });
        for (int n = 0; n < 100; n++) {
            int number = n;
            workers.execute(() -> {
                if (number % 3 == 0) {
                    throw new IllegalStateException("meant");
                }
                done.incrementAndGet();
            });
        }
        await().until(() -> done.get() == 66);
    }

    @Test
    void whatCannotBeRunIsRefused() {
        threads.shutdownNow();
        assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    /** A machine may have no memory for another thread, but an exchange has to end. */
    @Test
    void aTaskThatGetsNoThreadRunsOnTheCallersThread() {
        Workers without = new Workers(
                task -> {
                    throw new OutOfMemoryError("meant");
                },
                3);
        List<Thread> ran = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            without.execute(() -> ran.add(Thread.currentThread()));
        }
        assertThat(ran).hasSize(6).containsOnly(Thread.currentThread());
        assertThat(Workers.isWorker()).isFalse();
    }

    @Test
    void aTaskThatGetsNoThreadRunsOnARunningOne() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        Workers few = new Workers(
                task -> {
                    if (starts.incrementAndGet() > 1) {
                        throw new OutOfMemoryError("meant");
                    }
                    threads.execute(task);
                },
                3);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> ran = Collections.synchronizedList(new ArrayList<>());
        few.execute(() -> {
            awaitQuietly(end);
            ran.add(Thread.currentThread());
        });
        few.execute(() -> ran.add(Thread.currentThread()));
        assertThat(ran).isEmpty();
        end.countDown();
        await().until(() -> ran.size() == 2);
        assertThat(ran.get(1)).isSameAs(ran.get(0)).isNotSameAs(Thread.currentThread());
    }

    /** The rest of a route may wait for another message, which needs a worker. */
    @Test
    void aTaskThatHasLeftTheLimitMakesRoomForAnother() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(3);
        AtomicInteger done = new AtomicInteger();
        for (int n = 0; n < 3; n++) {
            workers.execute(() -> {
                workers.leave();
                workers.leave(); // does nothing
                left.countDown();
                awaitQuietly(end);
            });
        }
        left.await();
        for (int n = 0; n < 100; n++) {
            workers.execute(done::incrementAndGet);
        }
        await().until(() -> done.get() == 100);
        end.countDown();
    }

    /** Those that have left take their place again, or go. */
    @Test
    void noMoreThanTheLimitRunAfterSomeHaveLeft() {
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        for (int n = 0; n < 10_000; n++) {
            workers.execute(() -> {
                most.accumulateAndGet(busy.incrementAndGet(), Math::max);
                Thread.yield();
                busy.decrementAndGet();
                workers.leave();
                Thread.yield();
                done.incrementAndGet();
            });
        }
        await().until(() -> done.get() == 10_000);
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void leavingIsForTheirOwnTasks() throws Exception {
        Workers others = new Workers(threads, 1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        workers.leave(); // of no worker
        others.execute(() -> {
            workers.leave(); // of a worker of others
            left.countDown();
            awaitQuietly(end);
        });
        left.await();
        others.execute(done::incrementAndGet);
        workers.execute(() -> {});

        assertThat(done).hasValue(0);
        end.countDown();
        await().until(() -> done.get() == 1);
    }

    /** A kept thread counts as one of them while it runs a task, and takes over none. */
    @Test
    void aTaskRunsOnItsCallersThreadIfTheLimitAllowsOneMore() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(3);
        for (int n = 0; n < 3; n++) {
            workers.execute(() -> {
                begun.countDown();
                awaitQuietly(end);
            });
        }
        begun.await();
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        workers.executeHere(() -> ran.complete(Thread.currentThread()));
        assertThat(ran).isNotDone();
        end.countDown();
        assertThat(ran.get()).isNotSameAs(Thread.currentThread());

        await().until(() -> threads.getActiveCount() == 0);
        CompletableFuture<Thread> here = new CompletableFuture<>();
        workers.executeHere(() -> here.complete(Thread.currentThread()));
        assertThat(here).isCompletedWithValue(Thread.currentThread());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
