package io.github.whatsapp360.benchmarks;

import io.github.whatsapp360.benchmarks.FanOut.Result;
import io.github.whatsapp360.benchmarks.Section.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A section about one document to many recipients. The server takes 80 ms for each answer, and all connections share 1
 * Gbit/s.
 */
final class FanOutSection {

    private static final int LATENCY_MILLIS = 80;

    private FanOutSection() {}

    static Section measure(Wire wire, Path folder) throws Exception {
        List<Target> targets = new ArrayList<>();
        Table table = new Table("document", "recipients", "threads", "way", "requests", "MB on the wire", "seconds");
        Table ratios = new Table("document", "recipients", "threads", "× faster", "bytes ÷");
        try (Way ours = new ComponentWay(wire.port());
                Way peer = new PeerWay(wire.port())) {
            Chart chart = new Chart("One document to 1,000 recipients, seconds", List.of(ours.name(), peer.name()));
            try (Pdf pdf = new Pdf(1 << 20)) {
                FanOut.run(wire, ours, pdf, 200, 64);
                FanOut.run(wire, peer, pdf, 200, 64);
            }
            wire.latencyMillis(LATENCY_MILLIS);
            wire.bytesPerSecond(UploadSection.GIGABIT);
            int[][] cases = {{1, 1_000, 64}, {5, 1_000, 64}, {1, 100, 1}};
            for (int[] one : cases) {
                try (Pdf pdf = new Pdf((long) one[0] << 20)) {
                    Result fast = FanOut.run(wire, ours, pdf, one[1], one[2]);
                    Result slow = FanOut.run(wire, peer, pdf, one[1], one[2]);
                    row(table, one, ours, fast);
                    row(table, one, peer, slow);
                    double faster = slow.seconds() / fast.seconds();
                    double fewer = (double) slow.bytes() / fast.bytes();
                    ratios.row(one[0] + " MB", one[1], one[2], number(faster), number(fewer));
                    if (one[1] == 1_000) {
                        String what = one[0] + " MB to 1,000 recipients, ";
                        targets.add(Target.atLeast(what + "times as fast as camel-whatsapp", 5, Spread.of(faster)));
                        targets.add(Target.atLeast(
                                what + "uploads of camel-whatsapp ÷ ours",
                                one[1],
                                Spread.of((double) (slow.requests() - one[1]) / (fast.requests() - one[1]))));
                        targets.add(Target.atLeast(what + "bytes of camel-whatsapp ÷ ours", one[1], Spread.of(fewer)));
                        chart.group(one[0] + " MB", List.of(Spread.of(fast.seconds()), Spread.of(slow.seconds())));
                    }
                }
            }
            chart.write(folder.resolve("fan-out.svg"));
        } finally {
            wire.latencyMillis(0);
            wire.bytesPerSecond(0);
        }
        String text = "## One document to many\n\n![One document to many](fan-out.svg)\n\n" + ratios + table
                + "Each message has half a kilobyte of its own beside its share of the file, so the bytes do not shrink by the whole number "
                + "of recipients. camel-whatsapp has no memory of files, so each message has its upload. The pace is off; with it on, 1,000 messages "
                + "take 12.5 seconds at 80 a second, and 1,000 uploads would take 40 seconds at the service's 25 a second. One "
                + "after the other, the 80 ms of each answer decide: one request instead of two.\n\n";
        return new Section(text, targets);
    }

    private static void row(Table table, int[] one, Way way, Result result) {
        table.row(
                one[0] + " MB",
                one[1],
                one[2],
                way.name(),
                result.requests(),
                number(result.bytes() / 1e6),
                number(result.seconds()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
