package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.benchmarks.implementations.ComparedRoutes;
import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import io.github.whatsapp360.benchmarks.scenarios.JmsBroker;
import io.github.whatsapp360.benchmarks.scenarios.Scenario;
import io.github.whatsapp360.benchmarks.scenarios.ScenarioRun;
import io.github.whatsapp360.benchmarks.scenarios.ScenarioRun.Sample;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import io.github.whatsapp360.benchmarks.statistics.Rounds;
import java.util.ArrayList;
import java.util.List;

/** A section about a user's routes and a service with several latencies. */
final class RoutesSection {

    /** The latencies of the answers, in milliseconds. */
    static final List<Integer> LATENCIES = List.of(0, 20, 80, 300);

    /** The latency from which mainly the latency determines the rate. */
    private static final int SLOW = 80;

    private static final int ROUNDS = 3;
    private static final int MILLIS = 500;
    private static final int SLOW_MILLIS = 1_600;
    private static final double RATE_LIMITED_SECONDS = 3;
    private static final int RATE_LIMITED_MILLIS = 5_000;

    private final ServerProcess server;
    private final ComparedRoutes compared = ComparedRoutes.create();

    private RoutesSection(ServerProcess server) {
        this.server = server;
    }

    /**
     * Runs the measurements.
     *
     * @param latencies the latencies of the answers, in milliseconds
     * @param names parts of the names of the scenarios to run; empty for all scenarios
     */
    static ReportSection measure(ServerProcess server, List<Integer> latencies, List<String> names) throws Exception {
        RoutesSection section = new RoutesSection(server);
        List<ReportSection.Goal> goals = new ArrayList<>();
        StringBuilder text = new StringBuilder("## Routes of a user\n\n"
                + "Each column is for one response time of the server. The first line of a cell has the "
                + "messages a second at the server, counted from the 16th message, then the ratio to "
                + "camel-http and the ratio to camel-whatsapp. In the row with rate limits, it has the share "
                + "of the allowed rate instead of the ratios. The second line has the CPU time and the "
                + "allocation for a message. They are those of the whole client process, which includes the "
                + "broker in the scenarios with JMS. All messages have different recipients. Each run has a "
                + "time limit. If fewer than 32 messages arrive in this time, the rate is counted from the "
                + "first message. If fewer than 50 messages arrive, CPU time and allocation are left out, "
                + "because they would mostly be the cost of the start.\n\n");
        try (JmsBroker broker = new JmsBroker()) {
            for (Scenario scenario : Scenario.all(broker)) {
                if (!names.isEmpty() && names.stream().noneMatch(scenario.name()::contains)) {
                    continue;
                }
                RoutesTable table = section.measure(scenario, latencies);
                text.append(table.text());
                goals.addAll(table.goals());
                System.err.println(table.text()); // shows progress, because the section takes long
            }
        } finally {
            server.latencyMillis(0);
        }
        return new ReportSection(text.toString(), goals);
    }

    private RoutesTable measure(Scenario scenario, List<Integer> latencies) throws Exception {
        server.latencyMillis(0);
        for (SendRoutes routes : compared.all()) { // the JVM compiles all code before the first figure
            ScenarioRun.run(server, scenario, routes, scenario.manyMessages(), MILLIS);
        }
        RoutesTable table = new RoutesTable(scenario, compared);
        for (int latency : latencies) {
            server.latencyMillis(latency);
            boolean slow = latency >= SLOW;
            int messages = latency == 0 ? scenario.manyMessages() : scenario.fewMessages();
            long millis = slow ? SLOW_MILLIS : MILLIS;
            table.add(
                    latency,
                    Rounds.run(
                            slow ? 1 : ROUNDS,
                            compared.withoutRateLimits(),
                            routes -> ScenarioRun.run(server, scenario, routes, messages, millis)),
                    withRateLimits(scenario));
        }
        return table;
    }

    private Sample withRateLimits(Scenario scenario) throws Exception {
        int messages = (int) (RATE_LIMITED_SECONDS * scenario.perSecond()) + 16;
        return ScenarioRun.run(server, scenario, compared.rateLimited(), messages, RATE_LIMITED_MILLIS);
    }
}
