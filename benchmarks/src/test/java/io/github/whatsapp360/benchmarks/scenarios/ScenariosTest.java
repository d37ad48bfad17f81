package io.github.whatsapp360.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmarks.implementations.ComparedRoutes;
import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import io.github.whatsapp360.benchmarks.scenarios.ScenarioRun.Sample;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each implementation sends each message of each scenario once. */
class ScenariosTest {

    private static final int MESSAGES = 40;

    /** The time limit of a run that hangs. */
    private static final long MILLIS = 60_000;

    private static ServerProcess server;
    private static JmsBroker broker;

    @BeforeAll
    static void start() throws Exception {
        server = new ServerProcess();
        broker = new JmsBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
        server.close();
    }

    @Test
    void eachMessageArrivesOnce() throws Exception {
        for (Scenario scenario : Scenario.all(broker)) {
            for (SendRoutes routes : ComparedRoutes.create().all()) {
                assertThat(ScenarioRun.run(server, scenario, routes, MESSAGES, MILLIS))
                        .as(scenario.name() + ", " + routes.name())
                        .returns((long) MESSAGES, Sample::arrived)
                        .returns(0L, Sample::duplicates)
                        .returns(0L, Sample::failed)
                        .matches(sample -> sample.perSecond() > 0, "has a rate");
            }
        }
    }
}
