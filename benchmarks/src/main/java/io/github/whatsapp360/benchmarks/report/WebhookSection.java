package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.benchmarks.statistics.Rounds;
import io.github.whatsapp360.benchmarks.workloads.WebhookWorkload;
import java.util.List;

/** A section about the webhooks a second through the three routes of {@link WebhookWorkload}. */
final class WebhookSection {

    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 5;
    private static final int MILLIS = 1_000;
    private static final String COMPONENT = "camel-whatsapp360";
    private static final String CAMEL_WHATSAPP = "camel-whatsapp/webhook";
    private static final String PLATFORM_HTTP = "platform-http";
    private static final List<String> PATHS = List.of(COMPONENT, CAMEL_WHATSAPP, PLATFORM_HTTP);

    private WebhookSection() {}

    static ReportSection measure() throws Exception {
        MarkdownTable table = new MarkdownTable(
                "connections",
                "camel-whatsapp360 /s",
                "camel-whatsapp /s",
                "platform-http /s",
                "× camel-whatsapp",
                "× platform-http");
        try (WebhookWorkload workload = new WebhookWorkload()) {
            for (int connections : new int[] {1, 16}) {
                Rounds.run(WARM_UP_ROUNDS, PATHS, path -> workload.run(path, connections, MILLIS));
                Rounds<String, Double> rounds =
                        Rounds.run(ROUNDS, PATHS, path -> workload.run(path, connections, MILLIS));
                table.row(
                        connections,
                        rounds.of(COMPONENT, rate -> rate).text(0),
                        rounds.of(CAMEL_WHATSAPP, rate -> rate).text(0),
                        rounds.of(PLATFORM_HTTP, rate -> rate).text(0),
                        rounds.ratio(COMPONENT, CAMEL_WHATSAPP, rate -> rate).text(2),
                        rounds.ratio(COMPONENT, PLATFORM_HTTP, rate -> rate).text(2));
            }
        }
        return new ReportSection(
                "## Webhooks\n\nAnother process posts webhooks with one status each. All routes use the same "
                        + "HTTP server, that of platform-http-vertx:\n\n"
                        + table
                        + "The component creates typed events and drops repeated events. camel-whatsapp passes on the "
                        + "text, and the hand-written route from `platform-http` the bytes. These two routes parse "
                        + "the JSON with Jackson's `readTree`.\n\n",
                List.of());
    }
}
