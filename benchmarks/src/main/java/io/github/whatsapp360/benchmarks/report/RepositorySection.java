package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.benchmarks.implementations.Client;
import io.github.whatsapp360.benchmarks.implementations.ComparedRepositories;
import io.github.whatsapp360.benchmarks.report.ReportSection.Goal;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import io.github.whatsapp360.benchmarks.statistics.Rounds;
import io.github.whatsapp360.benchmarks.workloads.TextWorkload;
import io.github.whatsapp360.benchmarks.workloads.TextWorkload.Sample;
import io.github.whatsapp360.testing.Spread;
import java.util.ArrayList;
import java.util.List;

/** A section about the cost of a message repository. */
final class RepositorySection {

    /** The latencies of the answers, in milliseconds. */
    static final List<Integer> LATENCIES = List.of(0, 80);

    /** The latency from which on the cost must not be measurable. */
    private static final int SLOW = 80;

    private static final double FAST_GOAL = 0.5;
    private static final double SLOW_GOAL = 0.97;
    private static final int THREADS = 16;
    private static final int ROUNDS = 5;
    private static final int MILLIS = 600;
    private static final int SLOW_MILLIS = 1_600;
    private static final int WARM_UP_MILLIS = 1_500;

    private final ServerProcess server;
    private final ComparedRepositories compared;
    private final List<Goal> goals = new ArrayList<>();
    private final MarkdownTable table = new MarkdownTable(
            "response time", "threads", "repository", "texts/s", "× without", "p50 µs", "p99 µs", "CPU µs");

    private RepositorySection(ServerProcess server, ComparedRepositories compared) {
        this.server = server;
        this.compared = compared;
    }

    /**
     * Runs the measurements.
     *
     * @param latencies the latencies of the answers, in milliseconds
     */
    static ReportSection measure(ServerProcess server, List<Integer> latencies) throws Exception {
        try (ComparedRepositories compared = new ComparedRepositories(server.port())) {
            RepositorySection section = new RepositorySection(server, compared);
            for (int latency : latencies) {
                if (latency == 0) {
                    section.measure(latency, 1);
                }
                section.measure(latency, THREADS);
            }
            return new ReportSection(
                    "## Message repository\n\nEach text has its own callback data, and there is no rate limit. For "
                            + "each text, the component inserts and changes one record. JDBC uses a HikariCP pool "
                            + "with its default of 10 connections. With its default settings, the database writes "
                            + "each change to the disk before it answers. Hazelcast has one member, in the client "
                            + "process. CPU time is that of the whole client process, for one text, without the CPU "
                            + "time of PostgreSQL.\n\n"
                            + section.table,
                    section.goals);
        } finally {
            server.latencyMillis(0);
        }
    }

    private void measure(int latency, int threads) throws Exception {
        List<Client> all = new ArrayList<>(List.of(compared.without()));
        all.addAll(compared.with());
        try (TextWorkload texts = new TextWorkload(threads)) {
            server.latencyMillis(0);
            for (Client client : all) { // the JVM compiles all code before the first figure
                texts.run(client, WARM_UP_MILLIS);
            }
            server.latencyMillis(latency);
            int millis = latency < SLOW ? MILLIS : SLOW_MILLIS;
            Rounds<Client, Sample> rounds = Rounds.run(ROUNDS, all, client -> texts.run(client, millis));
            for (Client client : all) {
                Spread ratio = rounds.ratio(client, compared.without(), Sample::perSecond);
                table.row(
                        latency + " ms",
                        threads,
                        client.name(),
                        rounds.of(client, Sample::perSecond).text(0),
                        ratio.text(2),
                        rounds.of(client, Sample::median).text(0),
                        rounds.of(client, Sample::p99).text(0),
                        rounds.of(client, Sample::cpu).text(1));
                if (client != compared.without()) {
                    goals.add(Goal.atLeast(
                            "texts a second, " + TextSection.label(threads) + ", " + latency + " ms, repository "
                                    + client.name() + ", × without",
                            latency < SLOW ? FAST_GOAL : SLOW_GOAL,
                            ratio));
                }
            }
        }
    }
}
