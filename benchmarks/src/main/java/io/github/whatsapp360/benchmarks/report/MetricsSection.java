package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.benchmarks.implementations.Client;
import io.github.whatsapp360.benchmarks.implementations.ComponentClient;
import io.github.whatsapp360.benchmarks.report.ReportSection.Goal;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import io.github.whatsapp360.benchmarks.statistics.Rounds;
import io.github.whatsapp360.benchmarks.workloads.TextWorkload;
import io.github.whatsapp360.benchmarks.workloads.TextWorkload.Sample;
import io.github.whatsapp360.testing.Spread;
import java.util.ArrayList;
import java.util.List;

/** A section about the cost of the metrics for a text. */
final class MetricsSection {

    /** Many short rounds: the difference is smaller than what other programs change from round to round. */
    private static final int ROUNDS = 101;

    private static final int MILLIS = 250;
    private static final int WARM_UP_MILLIS = 5_000;

    private MetricsSection() {}

    static ReportSection measure(ServerProcess server) throws Exception {
        List<Goal> goals = new ArrayList<>();
        MarkdownTable table = new MarkdownTable(
                "threads", "CPU µs without", "CPU µs with", "CPU ×", "allocated bytes without", "with", "rate ×");
        try (Client without = new ComponentClient(server.port());
                Client with = ComponentClient.withMetrics(server.port())) {
            List<Client> both = List.of(without, with);
            for (int threads : new int[] {1, 16}) {
                try (TextWorkload texts = new TextWorkload(threads)) {
                    for (Client client : both) {
                        texts.run(client, WARM_UP_MILLIS);
                    }
                    Rounds<Client, Sample> rounds = Rounds.run(ROUNDS, both, client -> texts.run(client, MILLIS));
                    Spread cpu = rounds.ratio(with, without, Sample::cpu);
                    table.row(
                            threads,
                            rounds.of(without, Sample::cpu).text(1),
                            rounds.of(with, Sample::cpu).text(1),
                            cpu.text(3),
                            rounds.of(without, Sample::allocated).text(0),
                            rounds.of(with, Sample::allocated).text(0),
                            rounds.ratio(with, without, Sample::perSecond).text(2));
                    goals.add(Goal.atMost(
                            "CPU for a text with metrics, " + TextSection.label(threads) + ", × without", 1.03, cpu));
                }
            }
        }
        return new ReportSection(
                "## Metrics\n\nThe same texts without a registry of Micrometer, and with that of a Prometheus.\n\n"
                        + table,
                goals);
    }
}
