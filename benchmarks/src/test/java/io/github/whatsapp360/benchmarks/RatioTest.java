package io.github.whatsapp360.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmarks.Texts.Sample;
import io.github.whatsapp360.testing.Figures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The short form of the benchmarks: no ratio falls below its floor.
 *
 * <p>Nothing here is an absolute time. All ways take turns in short rounds on the same machine, and where speed counts the
 * best round of one is compared with the best of the other: whatever else the machine does makes rounds slower and none
 * faster. If that is not enough there are more rounds, for a while, since a busy minute ends and a step back in the code
 * does not. The floors lie far below what the full run shows; the long run says if what is wanted was reached.
 */
class RatioTest {

    /** Of five rounds each, beyond the first. */
    private static final int MOST_SERIES = 8;

    /** The ratios of speed that are wanted: to camel-whatsapp, and to camel-http by hand. */
    private record Speed(double toPeer, double toHand) {
        boolean isReached(Rounds<Way, Sample> rounds) {
            return rounds.bestRatio(ours, peer, Sample::perSecond) > toPeer
                    && rounds.bestRatio(ours, byHand, Sample::perSecond) > toHand;
        }
    }

    private static final Speed FLOOR = new Speed(1.5, 0.5);
    private static final Speed WANTED = new Speed(3, 0.8);
    private static final double UPLOAD_FLOOR = 0.5;
    private static final double UPLOAD_WANTED = 0.85;

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
    void textsAreFasterThanThePeersAndNotMuchSlowerThanByHand() throws Exception {
        for (Rounds<Way, Sample> rounds : texts(FLOOR)) {
            assertThat(rounds).matches(FLOOR::isReached, "is " + FLOOR);
            // what is allocated is the same on a busy machine
            assertThat(rounds.ratio(ours, byHand, Sample::allocated).median()).isLessThan(1.2);
            assertThat(rounds.of(ours, Sample::threads).median()).isZero();
        }
    }

    @Test
    @Tag("long")
    void howFastTextsAre() throws Exception {
        for (Rounds<Way, Sample> rounds : texts(WANTED)) { // by 1 thread, and by 16
            Figures.report(
                    "ratios: texts are sent %.1f x as fast as by camel-whatsapp, %.2f x as fast as by hand %s",
                    rounds.bestRatio(ours, peer, Sample::perSecond),
                    rounds.bestRatio(ours, byHand, Sample::perSecond),
                    Figures.wanted("3, 0.8", WANTED.isReached(rounds)));
        }
    }

    /** Rounds by 1 and by 16 threads, more of them until this speed is reached. */
    private static List<Rounds<Way, Sample>> texts(Speed enough) throws Exception {
        List<Rounds<Way, Sample>> all = new ArrayList<>();
        List<Way> ways = List.of(ours, peer, byHand);
        for (int threads : new int[] {1, 16}) {
            try (Texts texts = new Texts(threads)) {
                Rounds.run(4, ways, way -> texts.run(way, 400));
                Rounds<Way, Sample> rounds = Rounds.run(5, ways, way -> texts.run(way, 250));
                for (int more = 0; more < MOST_SERIES && !enough.isReached(rounds); more++) {
                    rounds.more(5);
                }
                all.add(rounds);
            }
        }
        return all;
    }

    @Test
    void anUploadWithItsHashIsNotMuchSlowerThanByHand() throws Exception {
        assertThat(uploads(UPLOAD_FLOOR)).isGreaterThan(UPLOAD_FLOOR);
    }

    @Test
    @Tag("long")
    void howFastAnUploadIs() throws Exception {
        double ratio = uploads(UPLOAD_WANTED);
        Figures.report(
                "ratios: an upload at 1 Gbit/s with its hash is %.2f x as fast as by hand %s",
                ratio, Figures.wanted("0.85", ratio >= UPLOAD_WANTED));
    }

    /** The ratio to camel-http by hand, with more rounds until it is enough. */
    private static double uploads(double enough) throws Exception {
        wire.bytesPerSecond(UploadSection.GIGABIT);
        try (Pdf pdf = new Pdf(10 << 20)) {
            List<Way> ways = List.of(ours, byHand);
            Rounds.run(2, ways, way -> Uploads.run(way, pdf, 300));
            Rounds<Way, Double> rounds = Rounds.run(5, ways, way -> Uploads.run(way, pdf, 200));
            for (int more = 0; more < MOST_SERIES && rounds.bestRatio(ours, byHand, rate -> rate) < enough; more++) {
                rounds.more(5);
            }
            return rounds.bestRatio(ours, byHand, rate -> rate);
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

    /** The time that the bytes take is what they are for: the requests and the bytes are the same on a busy machine. */
    @Test
    void aDocumentForManyIsUploadedOnce() throws Exception {
        documentForMany();
    }

    @Test
    @Tag("long")
    void howFastADocumentForManyIs() throws Exception {
        double faster = documentForMany();
        Figures.report(
                "ratios: 5 MB to 100 recipients go %.1f times as fast as by camel-whatsapp %s",
                faster, Figures.wanted("2", faster > 2));
    }

    /** Answers how many times as fast as by camel-whatsapp it was. */
    private static double documentForMany() throws Exception {
        wire.latencyMillis(80);
        wire.bytesPerSecond(UploadSection.GIGABIT);
        try (Pdf pdf = new Pdf(5 << 20)) {
            FanOut.Result fast = FanOut.run(wire, ours, pdf, 100, 64);
            FanOut.Result slow = FanOut.run(wire, peer, pdf, 100, 64);
            assertThat(fast.requests()).isEqualTo(101);
            assertThat(slow.requests()).isEqualTo(200);
            assertThat(slow.bytes()).isGreaterThan(90 * fast.bytes());
            return slow.seconds() / fast.seconds();
        } finally {
            wire.latencyMillis(0);
            wire.bytesPerSecond(0);
        }
    }
}
