package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.benchmarks.workloads.CodecBenchmark;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The results of {@link CodecBenchmark}. */
final class CodecSection {

    private CodecSection() {}

    static ReportSection measure() throws Exception {
        MarkdownTable table = new MarkdownTable("", "ns", "± ns", "allocated bytes");
        for (RunResult run : new Runner(new OptionsBuilder()
                        .include(CodecBenchmark.class.getSimpleName())
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run()) {
            Result<?> time = run.getPrimaryResult();
            Result<?> bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
            table.row(
                    "`" + time.getLabel() + "`",
                    String.format(Locale.ROOT, "%,.0f", time.getScore()),
                    String.format(Locale.ROOT, "%,.0f", time.getScoreError()),
                    String.format(Locale.ROOT, "%,.0f", bytes.getScore()));
        }
        return new ReportSection(
                "## JSON conversion\n\n"
                        + "JMH measures the average time. The rows `templateTreeToBytes` and `webhookToTree` are "
                        + "Jackson alone, for comparison.\n\n"
                        + table,
                List.of());
    }
}
