package io.github.whatsapp360.delivery.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.Workers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of a call's turn: by rate, by recipient, in order, or never. */
class RateLimiterTest {

    private static final Rate FAST = new Rate(1000, true);
    private static final String ANNA = "4915112345678";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RateLimiter limiter = new RateLimiter(
            new SenderAccount(Hosting.CLOUD, URI.create("http://127.0.0.1"), "key"),
            Optional.empty(),
            timer,
            new Workers(threads, 8));

    @AfterEach
    void stop() {
        limiter.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 80, 200})
    void inNoSecondMoreGoThanTheRate(int perSecond) {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        int count = 2 * perSecond;
        for (int n = 0; n < count; n++) {
            limiter.message(new Rate(perSecond, false), "", call(() -> times.add(System.nanoTime())))
                    .ifPresent(Runnable::run);
        }
        await().until(() -> times.size() == count);

        List<Long> sorted = times.stream().sorted().toList();
        for (int first = 0; first + perSecond < count; first++) {
            // each tells its time before it is answered, which is what the window counts from
            assertThat(sorted.get(first + perSecond) - sorted.get(first)).isGreaterThan(950_000_000L);
        }
    }

    @Test
    void whatIsUnderWayMayArriveTogetherWithWhatCouldFollow() {
        List<Runnable> underWay = Collections.synchronizedList(new ArrayList<>());
        for (int n = 0; n < 100; n++) {
            limiter.message(new Rate(20, false), "", new QueuedCall() {
                        @Override
                        public void go(Runnable answered) {
                            underWay.add(answered);
                        }

                        @Override
                        public void end(NotSentException why) {
                            // the test is over
                        }
                    })
                    .ifPresent(Runnable::run);
        }
        await().until(() -> underWay.size() == 20);
        await().during(Duration.ofSeconds(1)).until(() -> underWay.size() == 20);
        underWay.forEach(Runnable::run);
        await().until(() -> underWay.size() > 20);
    }

    @Test
    void whoComesFirstGoesFirst() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        RateLimiter oneByOne = new RateLimiter(
                new SenderAccount(Hosting.CLOUD, URI.create("http://127.0.0.1"), "key"),
                Optional.empty(),
                timer,
                new Workers(threads, 1));
        for (int n = 0; n < 200; n++) {
            int number = n;
            oneByOne.message(FAST, "", call(() -> order.add(number))).ifPresent(Runnable::run);
        }
        await().until(() -> order.size() == 200);
        assertThat(order).isSorted();
        oneByOne.close();
    }

    @Test
    void theFirstGoesAtOnceOnTheCallersThread() {
        List<Thread> threads = new ArrayList<>();
        limiter.message(FAST, ANNA, call(() -> threads.add(Thread.currentThread())))
                .ifPresent(Runnable::run);
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void whoWaitsForItsRecipientLetsTheOthersPass() {
        List<String> gone = Collections.synchronizedList(new ArrayList<>());
        long start = System.nanoTime();
        for (int n = 0; n < 46; n++) {
            // the same recipient, however it is written
            limiter.message(FAST, n % 2 == 0 ? ANNA : "+49 (151) 1234-5678", call(() -> gone.add("Anna")))
                    .ifPresent(Runnable::run);
        }
        for (int n = 0; n < 50; n++) {
            limiter.message(FAST, "49301234" + n, call(() -> gone.add("other"))).ifPresent(Runnable::run);
        }
        await().until(() -> gone.size() == 96);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(5_900));
        assertThat(gone).endsWith("Anna");
        assertThat(gone.subList(0, 95)).contains("other");
        assertThat(Collections.frequency(gone, "Anna")).isEqualTo(46);
    }

    @Test
    void groupsAndThoseWhoHaveTheirPlaceDoNotWaitForARecipient() {
        AtomicInteger gone = new AtomicInteger();
        for (int n = 0; n < 100; n++) {
            limiter.message(FAST, "", call(gone::incrementAndGet)).ifPresent(Runnable::run);
            limiter.message(FAST, "Y2FwaV9ncm91cDoxMjM0NTY3ODkw", call(gone::incrementAndGet))
                    .ifPresent(Runnable::run);
            limiter.message(new Rate(1000, false), ANNA, call(gone::incrementAndGet))
                    .ifPresent(Runnable::run);
        }
        await().until(() -> gone.get() == 300);
    }

    @Test
    void uploadsHaveARateOfTheirOwn() {
        AtomicInteger messages = new AtomicInteger();
        AtomicInteger uploads = new AtomicInteger();
        long start = System.nanoTime();
        for (int n = 0; n < 50; n++) {
            limiter.upload(FAST, call(uploads::incrementAndGet)).ifPresent(Runnable::run);
        }
        limiter.message(FAST, ANNA, call(messages::incrementAndGet)).ifPresent(Runnable::run);
        assertThat(messages).hasValue(1);
        await().until(() -> uploads.get() == 50);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void withoutARateNothingWaits() {
        AtomicInteger gone = new AtomicInteger();
        for (int n = 0; n < 1000; n++) {
            limiter.message(Rate.UNLIMITED, ANNA, call(gone::incrementAndGet)).ifPresent(Runnable::run);
            limiter.upload(Rate.UNLIMITED, call(gone::incrementAndGet)).ifPresent(Runnable::run);
        }
        assertThat(gone).hasValue(2000);
    }

    @Test
    void closingEndsEveryWait() {
        AtomicInteger gone = new AtomicInteger();
        List<NotSentException> ends = Collections.synchronizedList(new ArrayList<>());
        for (int n = 0; n < 100; n++) {
            limiter.message(new Rate(1, true), ANNA, new QueuedCall() {
                        @Override
                        public void go(Runnable answered) {
                            gone.incrementAndGet();
                            answered.run();
                        }

                        @Override
                        public void end(NotSentException why) {
                            ends.add(why);
                        }
                    })
                    .ifPresent(Runnable::run);
        }
        limiter.close();
        await().until(() -> gone.get() + ends.size() == 100); // one that was going goes
        assertThat(ends).hasSizeGreaterThan(50).allSatisfy(why -> assertThat(why)
                .hasMessageContaining("stopped"));
        assertThatThrownBy(() -> limiter.message(FAST, ANNA, call(() -> {}))).isInstanceOf(NotSentException.class);
    }

    private static QueuedCall call(Runnable go) {
        return new QueuedCall() {
            @Override
            public void go(Runnable answered) {
                go.run();
                answered.run();
            }

            @Override
            public void end(NotSentException why) {
                // the test is over
            }
        };
    }
}
