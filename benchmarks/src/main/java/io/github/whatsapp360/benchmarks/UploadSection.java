package io.github.whatsapp360.benchmarks;

import io.github.whatsapp360.benchmarks.Section.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A section about uploads of 1, 10 and 95 MB: their speed and the smallest heap. */
final class UploadSection {

    static final long GIGABIT = 125_000_000;
    private static final int[] SIZES = {1, 10, 95};
    private static final int ROUNDS = 7;
    private static final int MILLIS = 300;
    private static final int SMALL_HEAP = 16;

    private UploadSection() {}

    static Section measure(Wire wire, Path folder) throws Exception {
        List<Target> targets = new ArrayList<>();
        Table speeds = new Table(
                "server",
                "size",
                "camel-whatsapp360 MB/s",
                "camel-whatsapp MB/s",
                "by hand MB/s",
                "× camel-whatsapp",
                "× by hand");
        Table heaps = new Table("size", "way", "smallest heap that works", "peak of a 512 MB heap");
        try (Way ours = new ComponentWay(wire.port());
                Way peer = new PeerWay(wire.port());
                Way byHand = new ByHandWay(wire.port())) {
            List<Way> ways = List.of(ours, peer, byHand);
            Chart chart = new Chart("Uploads, MB a second", TextSection.names(ways));
            try (Pdf pdf = new Pdf(1 << 20)) { // all code is compiled before the first figure
                Rounds.run(1, ways, way -> Uploads.run(way, pdf, 2_000));
            }
            for (long rate : new long[] {GIGABIT, 0}) {
                wire.bytesPerSecond(rate);
                String server = rate == 0 ? "unpaced" : "1 Gbit/s";
                for (int size : SIZES) {
                    try (Pdf pdf = new Pdf((long) size << 20)) {
                        Rounds.run(1, ways, way -> Uploads.run(way, pdf, MILLIS));
                        Rounds<Way, Double> rounds =
                                Rounds.run(ROUNDS, ways, way -> Uploads.run(way, pdf, MILLIS) / 1e6);
                        Spread toHand = rounds.ratio(ours, byHand, x -> x);
                        speeds.row(
                                server,
                                size + " MB",
                                rounds.of(ours, x -> x).text(0),
                                rounds.of(peer, x -> x).text(0),
                                rounds.of(byHand, x -> x).text(0),
                                rounds.ratio(ours, peer, x -> x).text(2),
                                toHand.text(2));
                        chart.group(size + " MB, " + server, TextSection.spreads(ways, rounds, x -> x));
                        if (rate > 0) {
                            targets.add(
                                    Target.atLeast("upload of " + size + " MB at 1 Gbit/s, × by hand", 0.95, toHand));
                        }
                    }
                }
            }
            chart.write(folder.resolve("uploads.svg"));
            for (int size : SIZES) {
                try (Pdf pdf = new Pdf((long) size << 20)) {
                    for (Way way : ways) {
                        heaps.row(
                                size + " MB",
                                way.name(),
                                OneUpload.smallestHeap(way, wire.port(), pdf) + " MB",
                                String.format(
                                        Locale.ROOT, "%.1f MB", OneUpload.peakHeap(way, wire.port(), pdf) / 1048576.0));
                    }
                    if (size == SIZES[SIZES.length - 1]) {
                        boolean works = OneUpload.works(ours, wire.port(), pdf, SMALL_HEAP);
                        targets.add(new Target(
                                "upload of 95 MB with 16 MB of heap", "works", works ? "works" : "fails", works));
                    }
                }
            }
        }
        String text = "## Uploads\n\n![Uploads](uploads.svg)\n\n" + speeds
                + "Every file is new to the component, which hashes it for reuse; the others hash nothing. Unpaced, the "
                + "loopback is faster than any network: the ratio there shows the CPU, most of it SHA-256.\n\n"
                + "Each in a JVM of its own, which uploads one file and ends:\n\n" + heaps
                + "The peak counts garbage too, so with much heap it says little; the smallest heap says what is needed.\n\n";
        return new Section(text, targets);
    }
}
