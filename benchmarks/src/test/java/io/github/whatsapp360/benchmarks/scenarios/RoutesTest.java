package io.github.whatsapp360.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmarks.implementations.ComparedRoutes;
import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import io.github.whatsapp360.benchmarks.scenarios.ScenarioRun.Sample;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import io.github.whatsapp360.testing.Figures;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rate of one {@code file:} route if the service answers after 80 ms. */
@Tag("long")
class RoutesTest {

    private static final int LATENCY_MILLIS = 80;

    /** The time limit of a run that hangs. */
    private static final long MILLIS = 120_000;

    private static final double SHARE_GOAL = 0.95;

    private static final ComparedRoutes COMPARED = ComparedRoutes.create();

    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException {
        server = new ServerProcess();
        server.latencyMillis(LATENCY_MILLIS);
    }

    @AfterAll
    static void stop() {
        server.close();
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
        run(scenario, COMPARED.unlimited(), messages); // the JVM compiles the code
        run(scenario, COMPARED.camelWhatsapp(), messages);
        double rateLimited = run(scenario, COMPARED.rateLimited(), messages).perSecond();
        Figures.report(
                "routes: one file route at 80 ms sends %.1f %s a second of %d %s",
                rateLimited,
                what,
                scenario.perSecond(),
                Figures.wanted("95 %", rateLimited >= SHARE_GOAL * scenario.perSecond()));
        double unlimited = run(scenario, COMPARED.unlimited(), messages).perSecond();
        double camelWhatsapp = run(scenario, COMPARED.camelWhatsapp(), messages).perSecond();
        Figures.report(
                "routes: one file route without rate limits at 80 ms sends %.1f %s a second, camel-whatsapp %.1f %s",
                unlimited, what, camelWhatsapp, Figures.wanted("as many", unlimited >= camelWhatsapp));
    }

    /** Runs a scenario, and checks that no message is lost, arrives twice or fails. */
    private static Sample run(Scenario scenario, SendRoutes routes, int messages) throws Exception {
        Sample sample = ScenarioRun.run(server, scenario, routes, messages, MILLIS);
        assertThat(sample)
                .as(routes.name())
                .returns((long) messages, Sample::arrived)
                .returns(0L, Sample::duplicates)
                .returns(0L, Sample::failed);
        return sample;
    }
}
