package io.github.whatsapp360.delivery.rate;

import static io.github.whatsapp360.delivery.rate.VirtualTime.MILLI;
import static io.github.whatsapp360.delivery.rate.VirtualTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.listener.StoreListener;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Three applications, one number and one store, in virtual time. */
class SharedRateModelTest {

    private static final int PER_SECOND = 80;
    private static final Rate RATE = new Rate(PER_SECOND, true);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final VirtualTime time = new VirtualTime();
    private final StoreInMemory store = new StoreInMemory(time::now);
    private final List<Long> arrivals = new ArrayList<>();
    private final List<RateLimiter> applications = new ArrayList<>();
    private long storeTakes = 2 * MILLI;
    private long answersTake = 80 * MILLI;
    private long answersVary = 20 * MILLI;
    private int blockedPercent;
    private long standsUntil;

    /** The number of times that an application was told of a failure of the store. */
    private final AtomicInteger failures = new AtomicInteger();

    private void start(int count, double share) {
        IntStream.range(0, count)
                .forEach(n -> applications.add(new RateLimiter(
                        new SenderAccount(Hosting.CLOUD, URI.create("http://127.0.0.1"), "key"),
                        Optional.of(new SharedRate(
                                store,
                                share,
                                new StoreHealth(
                                        StoreListener.Store.RATE_LIMIT,
                                        store,
                                        kind -> failures.incrementAndGet(),
                                        time::now))),
                        time,
                        task -> time.after(storeTakes / 2 + (long) (random.nextDouble() * storeTakes), task),
                        time::now)));
    }

    private void send(RateLimiter application, String recipient) {
        Optional<Runnable> now = application.message(RATE, recipient, new QueuedCall() {
            @Override
            public void go(Runnable answered) {
                long there = answersTake / 2 + (long) (random.nextDouble() * answersVary / 2);
                long back = answersTake / 2 + (long) (random.nextDouble() * answersVary / 2);
                if (random.nextInt(100) < blockedPercent) {
                    there += random.nextInt(200) * MILLI;
                }
                there = Math.max(there, standsUntil - time.now());
                arrivals.add(time.now() + there);
                time.after(there + back, answered);
            }

            @Override
            public void end(NotSentException why) {
                throw new AssertionError(why);
            }
        });
        assertThat(now).isEmpty(); // the store is not asked on the caller's thread
    }

    private void sendAll(int countEach) {
        applications.forEach(application -> IntStream.range(0, countEach).forEach(n -> send(application, "")));
    }

    private void inNoSecondMoreThanTheRate() {
        List<Long> sorted = arrivals.stream().sorted().toList();
        for (int n = 0; n + PER_SECOND < sorted.size(); n++) {
            assertThat(sorted.get(n + PER_SECOND) - sorted.get(n))
                    .as("number %s of %s, at %s, seed %s", n, sorted.size(), sorted.get(n) / MILLI, seed)
                    .isGreaterThan(SECOND);
        }
    }

    private long arrivedBetween(long from, long to) {
        return arrivals.stream().filter(at -> at >= from && at < to).count();
    }

    @ParameterizedTest
    @CsvSource({"0, 0.94", "1, 0.94", "5, 0.92", "20, 0.87", "60, 0.7"})
    void togetherTheyReachNearlyTheRateHoweverLongTheStoreTakes(int millis, double least) {
        storeTakes = millis * MILLI;
        start(3, 0.1);
        sendAll(1000);
        time.pass(80 * SECOND);
        assertThat(arrivals).hasSize(3000);
        assertThat(failures).hasValue(0);
        inNoSecondMoreThanTheRate();
        assertThat(arrivedBetween(5 * SECOND, 35 * SECOND) / 30.0).isGreaterThan(least * PER_SECOND);
    }

    @Test
    void oneOfThemHasTheRateIfTheOthersHaveNothingToSend() {
        start(3, 0.1);
        IntStream.range(0, 1000).forEach(n -> send(applications.get(0), ""));
        time.pass(40 * SECOND);
        inNoSecondMoreThanTheRate();
        assertThat(arrivedBetween(2 * SECOND, 12 * SECOND) / 10.0).isGreaterThan(0.9 * PER_SECOND);
    }

    @Test
    void answersThatVaryCostSomeOfTheRate() {
        answersTake = 60 * MILLI;
        answersVary = 60 * MILLI;
        start(3, 0.1);
        sendAll(1000);
        time.pass(80 * SECOND);
        assertThat(arrivals).hasSize(3000);
        assertThat(failures).hasValue(0);
        inNoSecondMoreThanTheRate();
        assertThat(arrivedBetween(5 * SECOND, 35 * SECOND) / 30.0).isGreaterThan(0.8 * PER_SECOND);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3})
    void aStoreThatIsKilledAndStartedCostsTimeButNothingElse(double share) {
        start(3, share);
        sendAll(2000);
        time.after(10 * SECOND + random.nextInt(1000) * MILLI, store::kill);
        time.after(20 * SECOND + random.nextInt(1000) * MILLI, store::start);
        time.pass(130 * SECOND);
        assertThat(arrivals).hasSize(6000);
        assertThat(failures).hasPositiveValue();
        inNoSecondMoreThanTheRate();
        assertThat(arrivedBetween(13 * SECOND, 20 * SECOND) / 7.0)
                .isBetween(3 * 0.9 * share * PER_SECOND, 3 * 1.1 * share * PER_SECOND);
        assertThat(arrivedBetween(25 * SECOND, 60 * SECOND) / 35.0).isGreaterThan(0.9 * PER_SECOND);
    }

    @RepeatedTest(20)
    void aStoreThatForgetsEverythingUnnoticedLetsNoMoreGo() {
        start(3, 0.1);
        sendAll(1000);
        for (int n = 1; n < 5; n++) {
            time.after(n * 4 * SECOND + random.nextInt(1000) * MILLI, () -> {
                store.kill();
                store.start();
            });
        }
        time.pass(60 * SECOND);
        assertThat(arrivals).hasSize(3000);
        inNoSecondMoreThanTheRate();
    }

    @Test
    void aStoreThatHangsIsLikeOneThatIsNotThere() {
        start(3, 0.1);
        sendAll(2000);
        time.after(10 * SECOND, () -> storeTakes = 5 * SECOND);
        time.after(20 * SECOND, () -> storeTakes = 2 * MILLI);
        time.pass(150 * SECOND);
        assertThat(arrivals).hasSize(6000);
        assertThat(failures).hasPositiveValue();
        inNoSecondMoreThanTheRate();
        assertThat(arrivedBetween(13 * SECOND, 20 * SECOND) / 7.0).isLessThan(3 * 1.1 * 0.1 * PER_SECOND);
        assertThat(arrivedBetween(30 * SECOND, 60 * SECOND) / 30.0).isGreaterThan(0.9 * PER_SECOND);
    }

    @Test
    void aStoreThatFailsIsWarnedOfOnceAMinuteInOneLine() {
        Logger logger = (Logger) LoggerFactory.getLogger(StoreHealth.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            start(1, 0.1);
            store.kill();
            sendAll(1000);
            time.pass(100 * SECOND);
        } finally {
            logger.detachAppender(log);
        }
        assertThat(failures).hasValueGreaterThanOrEqualTo(store.asked() - 1).hasValueGreaterThan(100);
        assertThat(log.list.stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO)))
                .hasSize(2)
                .allSatisfy(event -> {
                    assertThat(event.getFormattedMessage()).contains("killed by the test", "rateLimitFallback");
                    assertThat(event.getThrowableProxy()).isNull();
                });
    }

    @Test
    void aCallThatIsNeverAnsweredDoesNotHoldUpTheOthers() {
        start(1, 0.1);
        answersTake = 1000 * SECOND;
        send(applications.get(0), "");
        time.pass(20 * SECOND);
        answersTake = 80 * MILLI;
        sendAll(100);
        time.pass(5 * SECOND);
        assertThat(arrivals.stream().filter(at -> at < 25 * SECOND)).hasSize(100);
    }

    /** Calls that are late on their way are seen by nobody but the one who sent them. */
    @Test
    void whatIsLateOnItsWayIsMadeUpFor() {
        blockedPercent = 3;
        start(3, 0.1);
        sendAll(1000);
        time.pass(60 * SECOND);
        assertThat(arrivals).hasSize(3000);
        inNoSecondMoreThanTheRate();
    }

    /** A process that has just begun, a new connection, a service that holds its breath. */
    @RepeatedTest(20)
    void whatArrivesAtOnceBecauseNothingWentForATimeIsMadeUpFor() {
        standsUntil = 700 * MILLI;
        start(3, 0.1);
        sendAll(1000);
        for (int n = 1; n < 8; n++) {
            long from = n * 4 * SECOND;
            time.after(from, () -> standsUntil = from + random.nextInt(600) * MILLI);
        }
        time.pass(60 * SECOND);
        assertThat(arrivals).hasSize(3000);
        inNoSecondMoreThanTheRate();
    }

    @Test
    void togetherTheyKeepTheRateOfARecipient() {
        start(3, 0.1);
        applications.forEach(application -> IntStream.range(0, 20).forEach(n -> send(application, "4915112345678")));
        time.pass(5 * SECOND);
        assertThat(arrivals).hasSize(45);
        time.pass(100 * SECOND);
        assertThat(arrivals).hasSize(60);
        for (int n = 46; n < 60; n++) {
            assertThat(arrivals.get(n) - arrivals.get(n - 1)).isGreaterThan(6 * SECOND - 20 * MILLI);
        }
        time.pass(300 * SECOND);
        assertThat(applications).allMatch(RateLimiter::isIdle);
        assertThat(time.tasks()).isZero();
    }

    @Test
    void manyRecipientsAreAskedForAtOnce() {
        storeTakes = 20 * MILLI;
        start(3, 0.1);
        applications.forEach(
                application -> IntStream.range(0, 1000).forEach(n -> send(application, 491500000 + n + "")));
        time.pass(60 * SECOND);
        assertThat(arrivals).hasSize(3000);
        assertThat(failures).hasValue(0);
        inNoSecondMoreThanTheRate();
        assertThat(arrivedBetween(5 * SECOND, 35 * SECOND) / 30.0).isGreaterThan(0.87 * PER_SECOND);
    }
}
