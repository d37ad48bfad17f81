package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.benchmarks.workloads.FailureCases;
import java.util.List;
import java.util.Map;

/** A section about the errors that the three clients report after a failure. */
final class FailureSection {

    private FailureSection() {}

    static ReportSection measure() throws Exception {
        MarkdownTable table = new MarkdownTable("", "camel-whatsapp360", "camel-whatsapp", "camel-http");
        for (Map.Entry<String, List<String>> one : FailureCases.run().entrySet()) {
            table.row(
                    one.getKey(),
                    one.getValue().get(0),
                    one.getValue().get(1),
                    one.getValue().get(2));
        }
        return new ReportSection(
                "## Failures\n\nThe response timeout is 2 seconds. camel-whatsapp has no option for it.\n\n" + table,
                List.of());
    }
}
