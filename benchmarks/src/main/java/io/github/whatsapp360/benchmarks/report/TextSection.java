package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.benchmarks.implementations.CamelHttpClient;
import io.github.whatsapp360.benchmarks.implementations.CamelWhatsappClient;
import io.github.whatsapp360.benchmarks.implementations.Client;
import io.github.whatsapp360.benchmarks.implementations.ComponentClient;
import io.github.whatsapp360.benchmarks.implementations.SocketClient;
import io.github.whatsapp360.benchmarks.report.ReportSection.Goal;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import io.github.whatsapp360.benchmarks.statistics.Rounds;
import io.github.whatsapp360.benchmarks.workloads.TextWorkload;
import io.github.whatsapp360.benchmarks.workloads.TextWorkload.Sample;
import io.github.whatsapp360.testing.BarChart;
import io.github.whatsapp360.testing.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A section about texts that 1, 4, 16 and 64 threads send. */
final class TextSection {

    private static final int ROUNDS = 9;
    private static final int MILLIS = 600;
    private static final int WARM_UP_MILLIS = 1_500;

    private TextSection() {}

    static ReportSection measure(ServerProcess server, Path folder) throws Exception {
        List<Goal> goals = new ArrayList<>();
        MarkdownTable rates = new MarkdownTable(
                "threads", "client", "messages/s", "p50 µs", "p99 µs", "CPU µs", "allocated bytes", "threads started");
        MarkdownTable ratios = new MarkdownTable(
                "threads", "rate × camel-whatsapp", "rate × camel-http", "allocation × camel-http", "CPU × camel-http");
        try (Client component = new ComponentClient(server.port());
                Client camelWhatsapp = new CamelWhatsappClient(server.port());
                Client camelHttp = new CamelHttpClient(server.port());
                Client sockets = new SocketClient(server.port())) {
            List<Client> clients = List.of(component, camelWhatsapp, camelHttp);
            List<Client> all = List.of(component, camelWhatsapp, camelHttp, sockets);
            BarChart chart = new BarChart("Texts a second", names(clients));
            BarChart cpu = new BarChart("CPU for a text, in microseconds", names(clients));
            StringBuilder serverCpu = new StringBuilder();
            for (int threads : new int[] {1, 4, 16, 64}) {
                try (TextWorkload texts = new TextWorkload(threads)) {
                    for (Client client : all) {
                        texts.run(client, WARM_UP_MILLIS);
                    }
                    Rounds<Client, Sample> rounds = Rounds.run(ROUNDS, all, client -> texts.run(client, MILLIS));
                    ServerProcess.Counts before = server.counts();
                    texts.run(component, MILLIS);
                    ServerProcess.Counts counts = server.counts().since(before);
                    for (Client client : all) {
                        rates.row(
                                threads,
                                client.name(),
                                rounds.of(client, Sample::perSecond).text(0),
                                rounds.of(client, Sample::median).text(0),
                                rounds.of(client, Sample::p99).text(0),
                                rounds.of(client, Sample::cpu).text(1),
                                rounds.of(client, Sample::allocated).text(0),
                                rounds.of(client, Sample::threads).text(0));
                    }
                    Spread toCamelWhatsapp = rounds.ratio(component, camelWhatsapp, Sample::perSecond);
                    Spread toCamelHttp = rounds.ratio(component, camelHttp, Sample::perSecond);
                    Spread allocation = rounds.ratio(component, camelHttp, Sample::allocated);
                    ratios.row(
                            threads,
                            toCamelWhatsapp.text(1),
                            toCamelHttp.text(2),
                            allocation.text(2),
                            rounds.ratio(component, camelHttp, Sample::cpu).text(2));
                    goals.add(Goal.atLeast(
                            "texts a second, " + label(threads) + ", × camel-whatsapp", 3, toCamelWhatsapp));
                    goals.add(Goal.atLeast("texts a second, " + label(threads) + ", × camel-http", 0.95, toCamelHttp));
                    goals.add(Goal.atMost(
                            "allocation for a text, " + label(threads) + ", × camel-http", 1.2, allocation));
                    chart.group(label(threads), spreads(clients, rounds, Sample::perSecond));
                    cpu.group(label(threads), spreads(clients, rounds, Sample::cpu));
                    serverCpu.append(String.format(
                            Locale.ROOT,
                            "%s%s: %.1f µs",
                            serverCpu.isEmpty() ? "" : ", ",
                            label(threads),
                            counts.cpuNanos() / 1e3 / counts.requests()));
                }
            }
            chart.write(folder.resolve("texts.svg"));
            cpu.write(folder.resolve("texts-cpu.svg"));
            String text =
                    "## Texts\n\n![Texts a second](texts.svg)\n\n![CPU for a text](texts-cpu.svg)\n\n" + ratios + rates
                            + "CPU time, allocation and threads are those of the whole client process. CPU time and "
                            + "allocation are for one message. The client with plain sockets costs almost nothing, so "
                            + "its rate is the limit of the server. The server's CPU time for a message is, with "
                            + serverCpu + ".\n\n";
            return new ReportSection(text, goals);
        }
    }

    static String label(int threads) {
        return threads == 1 ? "1 thread" : threads + " threads";
    }

    static List<String> names(List<Client> clients) {
        return clients.stream().map(Client::name).toList();
    }

    static <T> List<Spread> spreads(
            List<Client> clients, Rounds<Client, T> rounds, java.util.function.ToDoubleFunction<T> figure) {
        return clients.stream().map(client -> rounds.of(client, figure)).toList();
    }
}
