package io.github.whatsapp360.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.whatsapp360.benchmarks.Section.Target;
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

    /** A measurement for a part of the report. */
    @FunctionalInterface
    private interface Measurement {
        Section run(Wire wire, Path folder) throws Exception;
    }

    /**
     * Writes the whole report into the first folder. If one of the system properties {@code sections}, {@code scenarios} and
     * {@code latencies} names parts of it, separated by commas, only those are run, and go into the second folder.
     */
    public static void main(String[] args) throws Exception {
        Set<String> names = new LinkedHashSet<>(list("sections"));
        List<Integer> latencies =
                list("latencies").stream().map(Integer::valueOf).toList();
        List<String> scenarios = list("scenarios");
        Map<String, Measurement> all = all(latencies.isEmpty() ? RoutesSection.LATENCIES : latencies, scenarios);
        boolean whole = names.isEmpty() && latencies.isEmpty() && scenarios.isEmpty();
        if (names.isEmpty()) {
            names.addAll(all.keySet());
        }
        if (!all.keySet().containsAll(names)) {
            throw new IllegalArgumentException("sections: " + names + "; there are " + all.keySet());
        }
        Path folder = Files.createDirectories(Path.of(args[whole ? 0 : 1]));
        double loadBefore = SYSTEM.getSystemLoadAverage();
        ZonedDateTime begun = ZonedDateTime.now(ZoneOffset.UTC);
        List<Section> sections = new ArrayList<>();
        try (Wire wire = new Wire()) {
            for (String name : names) {
                sections.add(said(all.get(name).run(wire, folder)));
            }
        }
        StringBuilder text = new StringBuilder(head(begun, loadBefore));
        Table targets = new Table("target", "wanted", "measured", "reached");
        for (Target target :
                sections.stream().flatMap(section -> section.targets().stream()).toList()) {
            targets.row(target.what(), target.wanted(), target.measured(), target.reached() ? "yes" : "**no**");
        }
        text.append("## What was to be shown\n\n").append(targets);
        sections.forEach(section -> text.append(section.text()));
        Files.writeString(folder.resolve("README.md"), text.toString().stripTrailing() + "\n");
        System.out.println("written into " + folder);
        System.exit(0); // camel-whatsapp's client leaves threads running
    }

    private static Map<String, Measurement> all(List<Integer> latencies, List<String> scenarios) {
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put("texts", TextSection::measure);
        all.put("uploads", UploadSection::measure);
        all.put("fan-out", FanOutSection::measure);
        all.put("routes", (wire, folder) -> RoutesSection.measure(wire, latencies, scenarios));
        all.put("webhooks", (wire, folder) -> IntakeSection.measure());
        all.put("failures", (wire, folder) -> IntakeSection.failures());
        all.put("codec", (wire, folder) -> CodecSection.measure());
        return all;
    }

    private static List<String> list(String property) {
        return Stream.of(System.getProperty(property, "").split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Section said(Section section) {
        System.out.println(section.text());
        return section;
    }

    private static String head(ZonedDateTime begun, double loadBefore) throws IOException {
        return "# Benchmarks\n\nWritten by the command in [benchmarks](../../benchmarks/README.md), which also says how it measures. "
                + "[Findings](findings.md) explains what stands out.\n\n"
                + "Figures are medians of the rounds, with the lowest and the highest in brackets; a ratio is taken within each "
                + "round, so compare ratios and not figures of different days.\n\n"
                + new Table("", "")
                        .row("date", begun.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")))
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
