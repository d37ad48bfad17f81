package io.github.whatsapp360.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmarks.Texts.Sample;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The short form of the benchmarks: no ratio falls below its floor.
 *
 * <p>Nothing here is an absolute time. All ways take turns in short rounds on the same machine, and where speed counts the
 * best round of one is compared with the best of the other: whatever else the machine does makes rounds slower and none
 * faster. If that is not enough there are more rounds, for a while, since a busy minute ends and a step back in the code
 * does not. The floors lie well below what the full run shows.
 */
@Timeout(150)
class RatioTest {

    /** Of five rounds each, beyond the first. */
    private static final int MOST_SERIES = 8;

    private static Wire wire;
    private static Way ours;
    private static Way peer;
    private static Way byHand;

    @BeforeAll
    static void start() throws Exception {
        wire = new Wire();
        ours = new ComponentWay(wire.port());
        peer = new PeerWay(wire.port());
        byHand = new ByHandWay(wire.port());
    }

    @AfterAll
    static void stop() {
        ours.close();
        peer.close();
        byHand.close();
        wire.close();
    }

    @Test
    void textsAreFasterThanThePeersAndNotSlowerThanByHand() throws Exception {
        List<Way> ways = List.of(ours, peer, byHand);
        for (int threads : new int[] {1, 16}) {
            try (Texts texts = new Texts(threads)) {
                Rounds.run(4, ways, way -> texts.run(way, 400));
                Rounds<Sample> rounds = Rounds.run(5, ways, way -> texts.run(way, 250));
                for (int more = 0; more < MOST_SERIES && !isFastEnough(rounds); more++) {
                    rounds.more(5);
                }
                // what is allocated is the same on a busy machine
                double allocation =
                        rounds.ratio(ours, byHand, Sample::allocated).median();
                System.out.printf(
                        "texts, %d threads: %.1f x camel-whatsapp, %.2f x by hand, allocation %.2f of by hand's%n",
                        threads,
                        rounds.bestRatio(ours, peer, Sample::perSecond),
                        rounds.bestRatio(ours, byHand, Sample::perSecond),
                        allocation);
                assertThat(rounds).matches(RatioTest::isFastEnough, "is 3 x camel-whatsapp and 0.8 x by hand");
                assertThat(allocation).isLessThan(1.2);
                assertThat(rounds.of(ours, Sample::threads).median()).isZero();
            }
        }
    }

    private static boolean isFastEnough(Rounds<Sample> rounds) {
        return rounds.bestRatio(ours, peer, Sample::perSecond) > 3
                && rounds.bestRatio(ours, byHand, Sample::perSecond) > 0.8;
    }

    @Test
    void anUploadWithItsHashIsNearlyAsFastAsByHand() throws Exception {
        wire.bytesPerSecond(UploadSection.GIGABIT);
        try (Pdf pdf = new Pdf(10 << 20)) {
            List<Way> ways = List.of(ours, byHand);
            Rounds.run(2, ways, way -> Uploads.run(way, pdf, 300));
            Rounds<Double> rounds = Rounds.run(5, ways, way -> Uploads.run(way, pdf, 200));
            for (int more = 0; more < MOST_SERIES && rounds.bestRatio(ours, byHand, rate -> rate) < 0.85; more++) {
                rounds.more(5);
            }
            double ratio = rounds.bestRatio(ours, byHand, rate -> rate);
            System.out.printf("upload at 1 Gbit/s: %.2f x by hand%n", ratio);
            assertThat(ratio).isGreaterThanOrEqualTo(0.85);
        } finally {
            wire.bytesPerSecond(0);
        }
    }

    @Test
    void theLargestFileNeedsLittleHeap() throws Exception {
        try (Pdf pdf = new Pdf(95 << 20)) {
            assertThat(OneUpload.works(ours, wire.port(), pdf, 16)).isTrue();
        }
    }

    @Test
    void aDocumentForManyIsUploadedOnce() throws Exception {
        wire.latencyMillis(80);
        wire.bytesPerSecond(UploadSection.GIGABIT);
        try (Pdf pdf = new Pdf(5 << 20)) {
            FanOut.Result fast = FanOut.run(wire, ours, pdf, 100, 64);
            FanOut.Result slow = FanOut.run(wire, peer, pdf, 100, 64);
            System.out.printf(
                    "5 MB to 100 recipients: %.1f times as fast, %.0f times fewer bytes%n",
                    slow.seconds() / fast.seconds(), (double) slow.bytes() / fast.bytes());
            assertThat(fast.requests()).isEqualTo(101);
            assertThat(slow.requests()).isEqualTo(200);
            assertThat(slow.bytes()).isGreaterThan(90 * fast.bytes());
            assertThat(slow.seconds() / fast.seconds()).isGreaterThan(2);
        } finally {
            wire.latencyMillis(0);
            wire.bytesPerSecond(0);
        }
    }
}
