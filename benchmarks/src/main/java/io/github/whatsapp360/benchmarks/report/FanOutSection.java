package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.benchmarks.implementations.CamelWhatsappClient;
import io.github.whatsapp360.benchmarks.implementations.Client;
import io.github.whatsapp360.benchmarks.implementations.ComponentClient;
import io.github.whatsapp360.benchmarks.report.ReportSection.Goal;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import io.github.whatsapp360.benchmarks.support.PdfFile;
import io.github.whatsapp360.benchmarks.workloads.FanOutWorkload;
import io.github.whatsapp360.benchmarks.workloads.FanOutWorkload.Result;
import io.github.whatsapp360.testing.BarChart;
import io.github.whatsapp360.testing.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A section about one document to many recipients. The server takes 80 ms for each answer, and all connections share 1
 * Gbit/s.
 */
final class FanOutSection {

    private static final int LATENCY_MILLIS = 80;

    private FanOutSection() {}

    static ReportSection measure(ServerProcess server, Path folder) throws Exception {
        List<Goal> goals = new ArrayList<>();
        MarkdownTable table = new MarkdownTable(
                "document", "recipients", "threads", "client", "requests", "MB on the network", "seconds");
        MarkdownTable ratios = new MarkdownTable(
                "document",
                "recipients",
                "threads",
                "speed × camel-whatsapp",
                "bytes of camel-whatsapp ÷ bytes of camel-whatsapp360");
        try (Client component = new ComponentClient(server.port());
                Client camelWhatsapp = new CamelWhatsappClient(server.port())) {
            BarChart chart = new BarChart(
                    "One document to 1,000 recipients, seconds", List.of(component.name(), camelWhatsapp.name()));
            try (PdfFile pdf = new PdfFile(1 << 20)) {
                FanOutWorkload.run(server, component, pdf, 200, 64);
                FanOutWorkload.run(server, camelWhatsapp, pdf, 200, 64);
            }
            server.latencyMillis(LATENCY_MILLIS);
            server.bytesPerSecond(ServerProcess.GIGABIT);
            int[][] cases = {{1, 1_000, 64}, {5, 1_000, 64}, {1, 100, 1}};
            for (int[] one : cases) {
                try (PdfFile pdf = new PdfFile((long) one[0] << 20)) {
                    Result fast = FanOutWorkload.run(server, component, pdf, one[1], one[2]);
                    Result slow = FanOutWorkload.run(server, camelWhatsapp, pdf, one[1], one[2]);
                    row(table, one, component, fast);
                    row(table, one, camelWhatsapp, slow);
                    double faster = slow.seconds() / fast.seconds();
                    double fewer = (double) slow.bytes() / fast.bytes();
                    ratios.row(one[0] + " MB", one[1], one[2], number(faster), number(fewer));
                    if (one[1] == 1_000) {
                        String what = one[0] + " MB to 1,000 recipients, ";
                        goals.add(Goal.atLeast(what + "speed × camel-whatsapp", 5, Spread.of(faster)));
                        goals.add(Goal.atLeast(
                                what + "uploads of camel-whatsapp ÷ uploads of camel-whatsapp360",
                                one[1],
                                Spread.of((double) (slow.requests() - one[1]) / (fast.requests() - one[1]))));
                        goals.add(Goal.atLeast(
                                what + "bytes of camel-whatsapp ÷ bytes of camel-whatsapp360",
                                one[1],
                                Spread.of(fewer)));
                        chart.group(one[0] + " MB", List.of(Spread.of(fast.seconds()), Spread.of(slow.seconds())));
                    }
                }
            }
            chart.write(folder.resolve("fan-out.svg"));
        } finally {
            server.latencyMillis(0);
            server.bytesPerSecond(0);
        }
        String text = "## One document to many recipients\n\n![One document to many recipients](fan-out.svg)\n\n"
                + ratios + table
                + "The server answers after 80 ms, and all connections share 1 Gbit/s. The component uploads the file "
                + "once. camel-whatsapp does not reuse uploads, so it uploads the file for each message. Each message "
                + "has half a kilobyte of its own, so the ratio of the bytes is smaller than the number of "
                + "recipients. The measurement has no rate limits. With the service's rate limits, 1,000 messages "
                + "take 12.5 seconds at 80 a second, and 1,000 uploads take 40 seconds at 25 a second. With one "
                + "thread, the number of requests decides, because each response takes 80 ms: the component sends one "
                + "request for a message, and camel-whatsapp sends two.\n\n";
        return new ReportSection(text, goals);
    }

    private static void row(MarkdownTable table, int[] one, Client client, Result result) {
        table.row(
                one[0] + " MB",
                one[1],
                one[2],
                client.name(),
                result.requests(),
                number(result.bytes() / 1e6),
                number(result.seconds()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
