package io.github.whatsapp360.delivery.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The number of calls that arrive within a second when the network delay varies. */
class InFlightWindowTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    @Test
    void asManyAsAllowedAreUnderWay() {
        InFlightWindow window = new InFlightWindow();
        assertThat(window.room(0, 2)).isZero();
        window.begin(0);
        window.begin(0);
        assertThat(window.room(5 * SECOND, 2)).isEqualTo(Permits.UNKNOWN);
    }

    @Test
    void theShortestWayIsNoTimeInWhichAnotherCouldArriveButForTwentyMilliseconds() {
        InFlightWindow window = new InFlightWindow();
        window.begin(0);
        window.end(0, 100 * MILLI);
        assertThat(window.room(100 * MILLI, 1)).isEqualTo(920 * MILLI);
        assertThat(window.room(1020 * MILLI, 1)).isZero();
    }

    @Test
    void aShortWayDoesNotCount() {
        InFlightWindow window = new InFlightWindow();
        window.begin(0);
        window.end(0, 15 * MILLI);
        assertThat(window.room(15 * MILLI, 1)).isEqualTo(SECOND);
    }

    @Test
    void anAnswerThatCameAtOnceDoesNotCountForEver() {
        InFlightWindow window = new InFlightWindow();
        window.begin(0);
        window.end(0, 0);
        for (int n = 1; n <= 12; n++) {
            window.begin(n * SECOND);
            window.end(n * SECOND - 100 * MILLI, n * SECOND);
        }
        assertThat(window.room(12 * SECOND, 1)).isEqualTo(920 * MILLI);
    }

    /** Sends as fast as it may, over a way of 40 to 60 ms that is blocked now and then, there or back. */
    @Test
    void inNoSecondMoreArriveThanAllowedAndNearlyAsManyIfTheWayIsSteady() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (boolean steady : new boolean[] {true, false}) {
            InFlightWindow window = new InFlightWindow();
            List<Long> arrivals = new ArrayList<>();
            PriorityQueue<long[]> answers = new PriorityQueue<>((a, b) -> Long.compare(a[1], b[1]));
            long now = 0;
            while (arrivals.size() < 8_000) {
                while (!answers.isEmpty() && answers.peek()[1] <= now) {
                    long[] call = answers.remove();
                    window.end(call[0], call[1]);
                }
                long wait = window.room(now, 80);
                if (wait == 0) {
                    window.begin(now);
                    long there = now + (20 + random.nextInt(10)) * MILLI + (steady ? 0 : block(random));
                    long back = there + (20 + random.nextInt(10)) * MILLI + (steady ? 0 : block(random));
                    arrivals.add(there);
                    answers.add(new long[] {now, back});
                } else {
                    long answer = answers.isEmpty() ? Long.MAX_VALUE : answers.peek()[1];
                    now = Math.min(wait == Long.MAX_VALUE ? Long.MAX_VALUE : now + wait, answer);
                }
            }
            Collections.sort(arrivals);
            for (int n = 0; n + 80 < arrivals.size(); n++) {
                assertThat(arrivals.get(n + 80) - arrivals.get(n))
                        .as("seed %s", seed)
                        .isGreaterThanOrEqualTo(SECOND);
            }
            if (steady) {
                double seconds = (arrivals.get(7_999) - arrivals.get(0)) / 1e9;
                assertThat(8_000 / seconds).isGreaterThan(0.97 * 80);
            }
        }
    }

    private static long block(Random random) {
        return random.nextInt(50) == 0 ? random.nextInt(400) * MILLI : 0;
    }
}
