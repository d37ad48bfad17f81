package io.github.whatsapp360.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import io.github.whatsapp360.benchmarks.report.ReportSection.Goal;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;

/** Runs all measurements and writes the report: tables, charts and the environment. */
final class Report {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Report() {}

    /** A measurement that creates one section. */
    @FunctionalInterface
    private interface SectionMeasurement {
        ReportSection run(ServerProcess server, Path folder) throws Exception;
    }

    /**
     * Runs the benchmarks. The arguments are two folders: the whole report is written into the first one. The system
     * properties {@code sections}, {@code scenarios} and {@code latencies} name parts of the report, separated by
     * commas. If one of them is set, only these parts are run, and their report is written into the second folder.
     */
    public static void main(String[] args) throws Exception {
        Set<String> names = new LinkedHashSet<>(list("sections"));
        List<Integer> latencies =
                list("latencies").stream().map(Integer::valueOf).toList();
        List<String> scenarios = list("scenarios");
        Map<String, SectionMeasurement> all = all(latencies, scenarios);
        boolean whole = names.isEmpty() && latencies.isEmpty() && scenarios.isEmpty();
        if (names.isEmpty()) {
            names.addAll(all.keySet());
        }
        if (!all.keySet().containsAll(names)) {
            throw new IllegalArgumentException("sections: " + names + "; there are " + all.keySet());
        }
        Path folder = Files.createDirectories(Path.of(args[whole ? 0 : 1]));
        double loadBefore = SYSTEM.getSystemLoadAverage();
        ZonedDateTime start = ZonedDateTime.now(ZoneOffset.UTC);
        List<ReportSection> sections = new ArrayList<>();
        try (ServerProcess server = new ServerProcess()) {
            for (String name : names) {
                sections.add(printed(all.get(name).run(server, folder)));
            }
        }
        StringBuilder text = new StringBuilder(introduction(start, loadBefore));
        MarkdownTable goals = new MarkdownTable("goal", "required", "measured", "reached");
        for (Goal goal :
                sections.stream().flatMap(section -> section.goals().stream()).toList()) {
            goals.row(goal.name(), goal.required(), goal.measured(), goal.reached() ? "yes" : "**no**");
        }
        text.append("## Goals\n\n").append(goals);
        sections.forEach(section -> text.append(section.text()));
        Files.writeString(folder.resolve("README.md"), text.toString().stripTrailing() + "\n");
        System.out.println("written into " + folder);
        System.exit(0); // camel-whatsapp's client leaves threads running
    }

    private static Map<String, SectionMeasurement> all(List<Integer> latencies, List<String> scenarios) {
        Map<String, SectionMeasurement> all = new LinkedHashMap<>();
        all.put("texts", TextSection::measure);
        all.put("uploads", UploadSection::measure);
        all.put("fan-out", FanOutSection::measure);
        all.put(
                "routes",
                (server, folder) -> RoutesSection.measure(server, or(latencies, RoutesSection.LATENCIES), scenarios));
        all.put(
                "repository",
                (server, folder) -> RepositorySection.measure(server, or(latencies, RepositorySection.LATENCIES)));
        all.put("webhooks", (server, folder) -> WebhookSection.measure());
        all.put("metrics", (server, folder) -> MetricsSection.measure(server));
        all.put("failures", (server, folder) -> FailureSection.measure());
        all.put("codec", (server, folder) -> CodecSection.measure());
        return all;
    }

    private static List<Integer> or(List<Integer> latencies, List<Integer> defaults) {
        return latencies.isEmpty() ? defaults : latencies;
    }

    private static List<String> list(String property) {
        return Stream.of(System.getProperty(property, "").split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static ReportSection printed(ReportSection section) {
        System.out.println(section.text());
        return section;
    }

    private static String introduction(ZonedDateTime start, double loadBefore) throws IOException {
        return "# Benchmarks\n\n"
                + "The command in [benchmarks](../../benchmarks/README.md) writes this page. That page also describes "
                + "the method. [Findings](findings.md) explains the most important figures.\n\nThe report compares "
                + "camel-whatsapp360 (this component), camel-whatsapp, and a hand-written use of camel-http. Each "
                + "figure is the median of the rounds, with the lowest and the highest value in brackets. “× "
                + "camel-http” is a ratio: the figure of camel-whatsapp360 divided by that of camel-http in the same "
                + "round. Compare ratios, not figures of different days.\n\n"
                + new MarkdownTable("", "")
                        .row("date", start.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")))
                        .row(
                                "machine",
                                SYSTEM.getAvailableProcessors() + " cores (" + processor() + "), "
                                        + (SYSTEM.getTotalMemorySize() >> 30) + " GB, " + SYSTEM.getName() + " "
                                        + SYSTEM.getArch())
                        .row(
                                "load average",
                                String.format(
                                        Locale.ROOT,
                                        "%.1f before, %.1f after",
                                        loadBefore,
                                        SYSTEM.getSystemLoadAverage()))
                        .row("Java", System.getProperty("java.vm.name") + " " + Runtime.version())
                        .row(
                                "JVM options",
                                String.join(
                                        " ",
                                        ManagementFactory.getRuntimeMXBean().getInputArguments()))
                        .row("Camel, camel-http, camel-whatsapp", new DefaultCamelContext().getVersion());
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
