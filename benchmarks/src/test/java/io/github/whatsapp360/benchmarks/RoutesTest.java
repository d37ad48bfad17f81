package io.github.whatsapp360.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmarks.ScenarioRun.Sample;
import io.github.whatsapp360.testing.Figures;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short form of {@link RoutesSection}: one {@code file:} route at a service that answers after 80 ms. */
@Tag("long")
class RoutesTest {

    private static final int LATENCY_MILLIS = 80;

    /** Ends what hangs. */
    private static final long MILLIS = 120_000;

    private static final double SHARE_WANTED = 0.95;

    private static final Contenders CONTENDERS = Contenders.create();

    private static Wire wire;

    @BeforeAll
    static void start() throws IOException {
        wire = new Wire();
        wire.latencyMillis(LATENCY_MILLIS);
    }

    @AfterAll
    static void stop() {
        wire.close();
    }

    @Test
    void howFastAFolderOfTextsIs() throws Exception {
        report(FileScenario.texts(), "texts", 240);
    }

    @Test
    void howFastAFolderOfFilesIs() throws Exception {
        report(FileScenario.pdfs(), "files of 100 KB", 120);
    }

    private static void report(Scenario scenario, String what, int messages) throws Exception {
        run(scenario, CONTENDERS.unpaced(), messages); // its code is compiled
        run(scenario, CONTENDERS.peer(), messages);
        double paced = run(scenario, CONTENDERS.paced(), messages).perSecond();
        Figures.report(
                "routes: one file route at 80 ms sends %.1f %s a second of %d %s",
                paced,
                what,
                scenario.perSecond(),
                Figures.wanted("95 %", paced >= SHARE_WANTED * scenario.perSecond()));
        double unpaced = run(scenario, CONTENDERS.unpaced(), messages).perSecond();
        double peer = run(scenario, CONTENDERS.peer(), messages).perSecond();
        Figures.report(
                "routes: unpaced one file route at 80 ms sends %.1f %s a second, camel-whatsapp %.1f %s",
                unpaced, what, peer, Figures.wanted("as many", unpaced >= peer));
    }

    /** Nothing may be lost, come twice or fail. */
    private static Sample run(Scenario scenario, Contender contender, int messages) throws Exception {
        Sample sample = ScenarioRun.run(wire, scenario, contender, messages, MILLIS);
        assertThat(sample)
                .as(contender.name())
                .returns((long) messages, Sample::arrived)
                .returns(0L, Sample::doubled)
                .returns(0L, Sample::failed);
        return sample;
    }
}
