package io.github.whatsapp360.benchmarks;

import io.github.whatsapp360.benchmarks.ScenarioRun.Sample;
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
    private static final double PACED_SECONDS = 1.4;
    private static final int PACED_MILLIS = 4_000;

    private final Wire wire;
    private final Contenders contenders = Contenders.create();

    private RoutesSection(Wire wire) {
        this.wire = wire;
    }

    /**
     * Runs the measurements.
     *
     * @param latencies the latencies of the answers, in milliseconds
     * @param named the parts of names of scenarios to run; empty for all scenarios
     */
    static Section measure(Wire wire, List<Integer> latencies, List<String> named) throws Exception {
        RoutesSection section = new RoutesSection(wire);
        List<Section.Target> targets = new ArrayList<>();
        StringBuilder text = new StringBuilder("## Routes of a user\n\n"
                + "The columns are the time that the server takes for each answer. A cell has the messages a second at the "
                + "server, from the 16th to the last one, how many times as many that is as by hand and as by camel-whatsapp, "
                + "and below it CPU and allocation for a message, of the whole client process, with the broker where there is "
                + "one. All messages have different recipients. Where fewer than 32 arrived in the time that each contender has, "
                + "the rate is that of all of them; where fewer than 50 did, CPU and allocation would be those of the route's "
                + "start, and are left out.\n\n");
        try (JmsBroker broker = new JmsBroker()) {
            for (Scenario scenario : scenarios(broker)) {
                if (!named.isEmpty() && named.stream().noneMatch(scenario.name()::contains)) {
                    continue;
                }
                RoutesTable table = section.measure(scenario, latencies);
                text.append(table.text());
                targets.addAll(table.targets());
                System.err.println(table.text()); // shows progress, because the section takes long
            }
        } finally {
            wire.latencyMillis(0);
        }
        return new Section(text.toString(), targets);
    }

    static List<Scenario> scenarios(JmsBroker broker) {
        return List.of(
                FileScenario.texts(),
                FileScenario.pdfs(),
                new SplitScenario(false),
                new SplitScenario(true),
                new SedaScenario(),
                new JmsScenario(broker, false),
                new JmsScenario(broker, true),
                new ThreadsScenario(1),
                new ThreadsScenario(4),
                new ThreadsScenario(16),
                new ThreadsScenario(64));
    }

    private RoutesTable measure(Scenario scenario, List<Integer> latencies) throws Exception {
        wire.latencyMillis(0);
        for (Contender contender : contenders.all()) { // all code is compiled before the first figure
            ScenarioRun.run(wire, scenario, contender, scenario.manyMessages(), MILLIS);
        }
        RoutesTable table = new RoutesTable(scenario, contenders);
        for (int latency : latencies) {
            wire.latencyMillis(latency);
            boolean slow = latency >= SLOW;
            int messages = latency == 0 ? scenario.manyMessages() : scenario.fewMessages();
            long millis = slow ? SLOW_MILLIS : MILLIS;
            table.add(
                    latency,
                    Rounds.run(
                            slow ? 1 : ROUNDS,
                            contenders.unpacedOnes(),
                            contender -> ScenarioRun.run(wire, scenario, contender, messages, millis)),
                    atPace(scenario));
        }
        return table;
    }

    private Sample atPace(Scenario scenario) throws Exception {
        int messages = (int) (PACED_SECONDS * scenario.perSecond()) + 16;
        return ScenarioRun.run(wire, scenario, contenders.paced(), messages, PACED_MILLIS);
    }
}
