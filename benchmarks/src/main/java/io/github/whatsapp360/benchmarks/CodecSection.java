package io.github.whatsapp360.benchmarks;

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

    static Section measure() throws Exception {
        Table table = new Table("", "ns", "± ns", "allocated bytes");
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
        return new Section(
                "## Mapping and codec\n\nJMH, average time; the lines with `Tree` alone are Jackson without us.\n\n"
                        + table,
                List.of());
    }
}
