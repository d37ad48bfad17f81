package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** This emulator has each rule that docs/guide/emulator-comparison.md compares, and the page says so. */
class StrictnessTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "emulator-comparison.md");

    /** Emulators to compare, divided by semicolons: each as {@link ProbedEmulator#of} reads it. */
    private static final String OTHERS = "emulators";

    /** Calls each probe with a fresh hour, so that the limits do not count what others sent. */
    private static List<String> results(ProbedEmulator emulator) {
        List<String> results = new ArrayList<>();
        for (Probe probe : Probes.all()) {
            emulator.pass(Duration.ofHours(1));
            results.add(probe.check().apply(emulator));
        }
        return results;
    }

    private static List<String> ours() {
        MovableClock clock = new MovableClock();
        try (Hook hook = new Hook();
                Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().clock(clock).start();
                ProbedEmulator probed =
                        new ProbedEmulator(emulator.baseUrl(), "", "", emulator.apiKey(), hook, clock)) {
            emulator.webhook(hook.url(), Map.of());
            return results(probed);
        }
    }

    @TestFactory
    Stream<DynamicTest> eachRuleIsKept() {
        List<String> results = ours();
        return Stream.iterate(0, i -> i + 1)
                .limit(results.size())
                .map(i -> DynamicTest.dynamicTest(Probes.all().get(i).toString(), () -> assertThat(results.get(i))
                        .isEqualTo(Probe.YES)));
    }

    /** A row is {@code | rule | source | our result | …}. */
    private static String row(Probe probe, List<String> results) {
        return "| " + probe.rule() + " | " + probe.source() + " | " + String.join(" | ", results) + " |";
    }

    private static String summary(String name, List<List<String>> columns, Predicate<String> wanted) {
        return "| " + name + " | "
                + columns.stream()
                        .map(column -> column.stream().filter(wanted).count() + " | ")
                        .collect(Collectors.joining())
                        .strip();
    }

    @Test
    void thePageHasEachRule() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        for (Probe probe : Probes.all()) {
            assertThat(lines).anyMatch(line -> line.startsWith(row(probe, List.of(Probe.YES))));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = OTHERS, matches = ".+")
    void comparesWithOthers() throws IOException {
        List<List<String>> columns = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of("rule", "source", "this emulator"));
        columns.add(ours());
        for (String description : System.getProperty(OTHERS).split(";")) {
            try (ProbedEmulator emulator = ProbedEmulator.of(description)) {
                columns.add(results(emulator));
                names.add(description.substring(0, description.indexOf('|')));
            }
        }
        List<String> lines = new ArrayList<>();
        String area = "";
        for (int i = 0; i < Probes.all().size(); i++) {
            Probe probe = Probes.all().get(i);
            int at = i;
            if (!probe.area().equals(area)) {
                area = probe.area();
                lines.addAll(List.of(
                        "",
                        "## " + area,
                        "",
                        "| " + String.join(" | ", names) + " |",
                        "|---".repeat(names.size()) + "|"));
            }
            lines.add(row(probe, columns.stream().map(column -> column.get(at)).toList()));
        }
        lines.add("");
        lines.add(summary("kept", columns, Probe.YES::equals));
        lines.add(summary("refused in another form", columns, result -> result.startsWith("4")));
        lines.add(summary(
                "not kept",
                columns,
                result -> !result.equals(Probe.YES) && !result.equals(Probe.NOTHING) && !result.startsWith("4")));
        lines.add(summary("not comparable", columns, Probe.NOTHING::equals));
        Files.write(Path.of("target", "strictness.md"), lines);
    }
}
