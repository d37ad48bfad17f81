package io.github.whatsapp360.benchmarks;

import io.github.whatsapp360.benchmarks.Section.Target;
import io.github.whatsapp360.benchmarks.Texts.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A section about texts that 1, 4, 16 and 64 threads send. */
final class TextSection {

    private static final int ROUNDS = 9;
    private static final int MILLIS = 600;
    private static final int WARM_UP_MILLIS = 1_500;

    private TextSection() {}

    static Section measure(Wire wire, Path folder) throws Exception {
        List<Target> targets = new ArrayList<>();
        Table rates = new Table(
                "threads", "way", "messages/s", "p50 µs", "p99 µs", "CPU µs", "allocated bytes", "threads started");
        Table ratios =
                new Table("threads", "× camel-whatsapp", "× by hand", "allocation ÷ by hand's", "CPU ÷ by hand's");
        try (Way ours = new ComponentWay(wire.port());
                Way peer = new PeerWay(wire.port());
                Way byHand = new ByHandWay(wire.port());
                Way bare = new SocketWay(wire.port())) {
            List<Way> ways = List.of(ours, peer, byHand);
            List<Way> all = List.of(ours, peer, byHand, bare);
            Chart chart = new Chart("Texts a second", names(ways));
            Chart cpu = new Chart("CPU for a text, in microseconds", names(ways));
            StringBuilder server = new StringBuilder();
            for (int threads : new int[] {1, 4, 16, 64}) {
                try (Texts texts = new Texts(threads)) {
                    for (Way way : all) {
                        texts.run(way, WARM_UP_MILLIS);
                    }
                    Rounds<Way, Sample> rounds = Rounds.run(ROUNDS, all, way -> texts.run(way, MILLIS));
                    Wire.Counts before = wire.counts();
                    texts.run(ours, MILLIS);
                    Wire.Counts counts = wire.counts().since(before);
                    for (Way way : all) {
                        rates.row(
                                threads,
                                way.name(),
                                rounds.of(way, Sample::perSecond).text(0),
                                rounds.of(way, Sample::median).text(0),
                                rounds.of(way, Sample::p99).text(0),
                                rounds.of(way, Sample::cpu).text(1),
                                rounds.of(way, Sample::allocated).text(0),
                                rounds.of(way, Sample::threads).text(0));
                    }
                    Spread toPeer = rounds.ratio(ours, peer, Sample::perSecond);
                    Spread toHand = rounds.ratio(ours, byHand, Sample::perSecond);
                    Spread allocation = rounds.ratio(ours, byHand, Sample::allocated);
                    ratios.row(
                            threads,
                            toPeer.text(1),
                            toHand.text(2),
                            allocation.text(2),
                            rounds.ratio(ours, byHand, Sample::cpu).text(2));
                    targets.add(Target.atLeast("texts, " + label(threads) + ", × camel-whatsapp", 3, toPeer));
                    targets.add(Target.atLeast("texts, " + label(threads) + ", × by hand", 0.95, toHand));
                    targets.add(
                            Target.atMost("texts, " + label(threads) + ", allocation ÷ by hand's", 1.2, allocation));
                    chart.group(label(threads), spreads(ways, rounds, Sample::perSecond));
                    cpu.group(label(threads), spreads(ways, rounds, Sample::cpu));
                    server.append(String.format(
                            Locale.ROOT,
                            "%s%s: %.1f µs",
                            server.isEmpty() ? "" : ", ",
                            label(threads),
                            counts.cpuNanos() / 1e3 / counts.requests()));
                }
            }
            chart.write(folder.resolve("texts.svg"));
            cpu.write(folder.resolve("texts-cpu.svg"));
            String text =
                    "## Texts\n\n![Texts a second](texts.svg)\n\n![CPU for a text](texts-cpu.svg)\n\n" + ratios + rates
                            + "CPU, allocation and threads are those of the whole client process. The bare sockets show what the server "
                            + "can answer when its client costs nothing; the server itself spends for a message ("
                            + server + ").\n\n";
            return new Section(text, targets);
        }
    }

    private static String label(int threads) {
        return threads == 1 ? "1 thread" : threads + " threads";
    }

    static List<String> names(List<? extends Named> ways) {
        return ways.stream().map(Named::name).toList();
    }

    static <T> List<Spread> spreads(
            List<? extends Named> ways, Rounds<?, T> rounds, java.util.function.ToDoubleFunction<T> figure) {
        return ways.stream().map(way -> rounds.of(way, figure)).toList();
    }
}
