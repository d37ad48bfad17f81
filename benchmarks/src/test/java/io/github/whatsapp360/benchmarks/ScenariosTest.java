package io.github.whatsapp360.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmarks.ScenarioRun.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each contender sends each message of each scenario once. */
class ScenariosTest {

    private static final int MESSAGES = 40;

    /** Ends what hangs. */
    private static final long MILLIS = 60_000;

    private static Wire wire;
    private static JmsBroker broker;

    @BeforeAll
    static void start() throws Exception {
        wire = new Wire();
        broker = new JmsBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
        wire.close();
    }

    @Test
    void eachMessageArrivesOnce() throws Exception {
        for (Scenario scenario : RoutesSection.scenarios(broker)) {
            for (Contender contender : Contenders.create().all()) {
                assertThat(ScenarioRun.run(wire, scenario, contender, MESSAGES, MILLIS))
                        .as(scenario.name() + ", " + contender.name())
                        .returns((long) MESSAGES, Sample::arrived)
                        .returns(0L, Sample::doubled)
                        .returns(0L, Sample::failed)
                        .matches(sample -> sample.perSecond() > 0, "has a rate");
            }
        }
    }
}
