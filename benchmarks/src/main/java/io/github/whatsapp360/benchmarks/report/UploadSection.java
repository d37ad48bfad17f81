package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.benchmarks.implementations.CamelHttpClient;
import io.github.whatsapp360.benchmarks.implementations.CamelWhatsappClient;
import io.github.whatsapp360.benchmarks.implementations.Client;
import io.github.whatsapp360.benchmarks.implementations.ComponentClient;
import io.github.whatsapp360.benchmarks.report.ReportSection.Goal;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import io.github.whatsapp360.benchmarks.statistics.Rounds;
import io.github.whatsapp360.benchmarks.support.PdfFile;
import io.github.whatsapp360.benchmarks.workloads.UploadHeap;
import io.github.whatsapp360.benchmarks.workloads.UploadWorkload;
import io.github.whatsapp360.testing.BarChart;
import io.github.whatsapp360.testing.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A section about uploads of 1, 10 and 95 MB: their speed and the smallest heap. */
final class UploadSection {

    private static final int[] SIZES = {1, 10, 95};
    private static final int ROUNDS = 7;
    private static final int MILLIS = 300;
    private static final int SMALL_HEAP = 16;

    private UploadSection() {}

    static ReportSection measure(ServerProcess server, Path folder) throws Exception {
        List<Goal> goals = new ArrayList<>();
        MarkdownTable speeds = new MarkdownTable(
                "network",
                "size",
                "camel-whatsapp360 MB/s",
                "camel-whatsapp MB/s",
                "camel-http MB/s",
                "× camel-whatsapp",
                "× camel-http");
        MarkdownTable heaps =
                new MarkdownTable("size", "client", "smallest heap that works", "peak use of a 512 MB heap");
        try (Client component = new ComponentClient(server.port());
                Client camelWhatsapp = new CamelWhatsappClient(server.port());
                Client camelHttp = new CamelHttpClient(server.port())) {
            List<Client> clients = List.of(component, camelWhatsapp, camelHttp);
            BarChart chart = new BarChart("Uploads, MB a second", TextSection.names(clients));
            try (PdfFile pdf = new PdfFile(1 << 20)) { // the JVM compiles all code before the first figure
                Rounds.run(1, clients, client -> UploadWorkload.run(client, pdf, 2_000));
            }
            for (long rate : new long[] {ServerProcess.GIGABIT, 0}) {
                server.bytesPerSecond(rate);
                String limit = rate == 0 ? "no limit" : "1 Gbit/s";
                for (int size : SIZES) {
                    try (PdfFile pdf = new PdfFile((long) size << 20)) {
                        Rounds.run(1, clients, client -> UploadWorkload.run(client, pdf, MILLIS));
                        Rounds<Client, Double> rounds =
                                Rounds.run(ROUNDS, clients, client -> UploadWorkload.run(client, pdf, MILLIS) / 1e6);
                        Spread toCamelHttp = rounds.ratio(component, camelHttp, x -> x);
                        speeds.row(
                                limit,
                                size + " MB",
                                rounds.of(component, x -> x).text(0),
                                rounds.of(camelWhatsapp, x -> x).text(0),
                                rounds.of(camelHttp, x -> x).text(0),
                                rounds.ratio(component, camelWhatsapp, x -> x).text(2),
                                toCamelHttp.text(2));
                        chart.group(size + " MB, " + limit, TextSection.spreads(clients, rounds, x -> x));
                        if (rate > 0) {
                            goals.add(Goal.atLeast(
                                    "speed of an upload of " + size + " MB at 1 Gbit/s, × camel-http",
                                    0.95,
                                    toCamelHttp));
                        }
                    }
                }
            }
            chart.write(folder.resolve("uploads.svg"));
            for (int size : SIZES) {
                try (PdfFile pdf = new PdfFile((long) size << 20)) {
                    for (Client client : clients) {
                        heaps.row(
                                size + " MB",
                                client.name(),
                                UploadHeap.smallestHeap(client, server.port(), pdf) + " MB",
                                String.format(
                                        Locale.ROOT,
                                        "%.1f MB",
                                        UploadHeap.peakHeap(client, server.port(), pdf) / 1048576.0));
                    }
                    if (size == SIZES[SIZES.length - 1]) {
                        boolean works = UploadHeap.works(component, server.port(), pdf, SMALL_HEAP);
                        goals.add(new Goal(
                                "upload of 95 MB with 16 MB of heap", "works", works ? "works" : "fails", works));
                    }
                }
            }
        }
        String text = "## Uploads\n\n![Uploads](uploads.svg)\n\n" + speeds
                + "Each file is new to the component. The component computes a hash of it, so that it can reuse the "
                + "upload. The others compute no hash. The rows without a limit use the loopback network, which is "
                + "faster than a real network. Their ratios therefore show the cost of CPU, which is mostly "
                + "SHA-256.\n\nFor the next table, each upload runs in its own JVM, which uploads one file and "
                + "ends:\n\n" + heaps
                + "The peak includes garbage and depends on the size of the heap. The smallest heap shows the memory "
                + "that an upload needs.\n\n";
        return new ReportSection(text, goals);
    }
}
