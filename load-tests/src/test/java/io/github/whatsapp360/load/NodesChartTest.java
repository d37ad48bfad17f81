package io.github.whatsapp360.load;

import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.examples.cluster.Cluster;
import io.github.whatsapp360.examples.cluster.ClusterOptions;
import io.github.whatsapp360.testing.BarChart;
import io.github.whatsapp360.testing.Figures;
import io.github.whatsapp360.testing.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The texts that one, two and three nodes of {@code examples/cluster} send in a second, with a limit of 1,000 a second.
 * It judges nothing, and draws a chart into the file that the property {@code nodes.chart} names. It is meant for an
 * idle machine, see docs/dev/testing.md.
 */
@Tag("long")
@EnabledIfSystemProperty(named = "nodes.chart", matches = ".+")
class NodesChartTest {

    private static final int NODES = 3;
    private static final List<Integer> LATENCIES = List.of(80, 0);
    private static final int ROUNDS = Integer.getInteger("nodes.rounds", 3);
    private static final int TEXTS = Integer.getInteger("nodes.texts", 2_000);

    /** The texts a second in all rounds, by the number of nodes and the latency. */
    private final Map<Integer, Map<Integer, List<Double>>> measured = new LinkedHashMap<>();

    @Test
    void oneTwoAndThreeNodesAreMeasured() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            measure(round);
        }
        BarChart chart = new BarChart(
                "Texts a second with a queue, PostgreSQL and statuses",
                List.of("answers after 80 ms", "answers at once"));
        for (int nodes = 1; nodes <= NODES; nodes++) {
            List<Spread> bars = new ArrayList<>();
            for (int latency : LATENCIES) {
                Spread spread = Spread.of(measured.get(nodes).get(latency).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
                bars.add(spread);
                Figures.report("nodes: %d, answers after %d ms: %s texts a second", nodes, latency, spread.text(0));
            }
            chart.group(nodes == 1 ? "1 node" : nodes + " nodes", bars);
        }
        chart.write(Path.of(System.getProperty("nodes.chart")));
    }

    /** Measures three nodes, then two, then one, so that all have compiled their code. */
    private void measure(int round) throws Exception {
        ClusterOptions options = new ClusterOptions(
                Files.createDirectories(Path.of("target", "nodes-chart", System.nanoTime() + "-" + round))
                        .toAbsolutePath(),
                NODES,
                "auto",
                "embedded",
                "jdbc",
                List.of("camel.component.whatsapp360.messages-per-second=1000"));
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                Cluster cluster = Cluster.start(options, emulator)) {
            cluster.awaitNodes();
            send(cluster, emulator, "warm-up-" + round);
            for (int nodes = NODES; nodes > 0; nodes--) {
                for (int latency : LATENCIES) {
                    emulator.faults(FaultRule.on(FaultRule.On.MESSAGES, new Fault.Latency(Duration.ofMillis(latency))));
                    double perSecond = send(cluster, emulator, round + "-" + nodes + "-" + latency);
                    measured.computeIfAbsent(nodes, key -> new LinkedHashMap<>())
                            .computeIfAbsent(latency, key -> new ArrayList<>())
                            .add(perSecond);
                }
                if (nodes > 1) {
                    cluster.kill(nodes - 1);
                }
            }
        }
    }

    /** Sends texts, and returns how many of them arrived in a second, without the first and the last tenth. */
    private static double send(Cluster cluster, Whatsapp360Emulator emulator, String run) throws Exception {
        int before = emulator.messages().size();
        cluster.putTexts(
                run,
                TEXTS,
                IntStream.range(0, TEXTS).mapToObj(Application::recipient).toList());
        await().pollInterval(Duration.ofSeconds(1)).until(() -> cluster.counts().isDone());
        List<Instant> arrivals = emulator.messages().stream()
                .skip(before)
                .map(ChatMessage::receivedAt)
                .sorted()
                .toList();
        int first = arrivals.size() / 10;
        int last = arrivals.size() - first - 1;
        Duration took = Duration.between(arrivals.get(first), arrivals.get(last));
        return (last - first) * 1e9 / took.toNanos();
    }
}
