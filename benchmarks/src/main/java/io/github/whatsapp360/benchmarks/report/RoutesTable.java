package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.benchmarks.implementations.ComparedRoutes;
import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import io.github.whatsapp360.benchmarks.report.ReportSection.Goal;
import io.github.whatsapp360.benchmarks.scenarios.FileScenario;
import io.github.whatsapp360.benchmarks.scenarios.Scenario;
import io.github.whatsapp360.benchmarks.scenarios.ScenarioRun.Sample;
import io.github.whatsapp360.benchmarks.statistics.Rounds;
import io.github.whatsapp360.testing.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table of the figures of one scenario, with a row for each implementation, a column for each latency, and the goals
 * below.
 */
final class RoutesTable {

    /** The number of messages from which the cost of the start is a small part of the costs. */
    private static final int MESSAGES_FOR_COSTS = 50;

    /** The latency in milliseconds at which the goals of the file scenarios apply. */
    private static final int FILE_GOALS_LATENCY = 80;

    /** The required share of the allowed rate. */
    private static final double SHARE = 0.95;

    /** The required ratios to camel-http at these latencies. */
    private static final double FROM_20_MS = 0.97;

    private static final double SYNCHRONOUS_AT_0_MS = 0.9;
    private static final double AT_0_MS = 0.7;

    private final Scenario scenario;
    private final ComparedRoutes compared;
    private final Map<SendRoutes, List<String>> cells = new LinkedHashMap<>();
    private final List<String> heads = new ArrayList<>(List.of(""));
    private final List<Goal> goals = new ArrayList<>();
    private final List<Spread> ratiosFrom20Ms = new ArrayList<>();

    RoutesTable(Scenario scenario, ComparedRoutes compared) {
        this.scenario = scenario;
        this.compared = compared;
        cells.put(compared.rateLimited(), new ArrayList<>());
        compared.withoutRateLimits().forEach(routes -> cells.put(routes, new ArrayList<>()));
    }

    /** Adds a column. */
    void add(int latency, Rounds<SendRoutes, Sample> rounds, Sample rateLimited) {
        heads.add(latency + " ms");
        double share = rateLimited.perSecond() / scenario.perSecond();
        cells.get(compared.rateLimited())
                .add(number(rateLimited.perSecond()) + "/s = "
                        + String.format(Locale.ROOT, "%.1f %% of %d", share * 100, scenario.perSecond())
                        + costs(
                                Spread.of(rateLimited.arrived()),
                                Spread.of(rateLimited.cpu()),
                                Spread.of(rateLimited.allocated()))
                        + errors(rateLimited.failed(), rateLimited.duplicates()));
        for (SendRoutes routes : compared.withoutRateLimits()) {
            cells.get(routes).add(cell(routes, rounds));
        }
        Spread toCamelHttp = rounds.ratio(compared.unlimited(), compared.camelHttp(), Sample::perSecond);
        if (latency == 0) {
            goals.add(Goal.atLeast("0 ms, × camel-http", AT_0_MS, toCamelHttp));
            goals.add(Goal.atLeast(
                    "0 ms, synchronous, × camel-http",
                    SYNCHRONOUS_AT_0_MS,
                    rounds.ratio(compared.synchronous(), compared.camelHttp(), Sample::perSecond)));
        } else {
            ratiosFrom20Ms.add(toCamelHttp);
        }
        if (latency == FILE_GOALS_LATENCY && scenario instanceof FileScenario) {
            goals.add(Goal.atLeast(
                    FILE_GOALS_LATENCY + " ms, with rate limits, share of " + scenario.perSecond() + " a second",
                    SHARE,
                    Spread.of(share)));
            goals.add(Goal.atLeast(
                    FILE_GOALS_LATENCY + " ms, without rate limits, × camel-whatsapp",
                    1,
                    rounds.ratio(compared.unlimited(), compared.camelWhatsapp(), Sample::perSecond)));
        }
    }

    private String cell(SendRoutes routes, Rounds<SendRoutes, Sample> rounds) {
        return number(rounds.of(routes, Sample::perSecond).median()) + "/s · "
                + ratio(rounds.ratio(routes, compared.camelHttp(), Sample::perSecond)) + " · "
                + ratio(rounds.ratio(routes, compared.camelWhatsapp(), Sample::perSecond))
                + costs(
                        rounds.of(routes, Sample::arrived),
                        rounds.of(routes, Sample::cpu),
                        rounds.of(routes, Sample::allocated))
                + errors((long) rounds.of(routes, Sample::failed).max(), (long)
                        rounds.of(routes, Sample::duplicates).max());
    }

    private static String costs(Spread arrived, Spread cpu, Spread allocated) {
        if (arrived.median() < MESSAGES_FOR_COSTS) {
            return "<br>–";
        }
        return String.format(Locale.ROOT, "<br>%,.0f µs · %,.0f KB", cpu.median(), allocated.median() / 1e3);
    }

    private static String errors(long failed, long duplicates) {
        return (failed > 0 ? "<br>**" + failed + " failed**" : "")
                + (duplicates > 0 ? "<br>**" + duplicates + " arrived twice**" : "");
    }

    private static String ratio(Spread ratio) {
        if (!Double.isFinite(ratio.median())) {
            return "–";
        }
        return String.format(Locale.ROOT, ratio.median() < 10 ? "%.2f ×" : "%,.0f ×", ratio.median());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** Returns the table in Markdown. */
    String text() {
        MarkdownTable table = new MarkdownTable(heads.toArray(String[]::new));
        cells.forEach((routes, row) -> {
            List<Object> all = new ArrayList<>(List.of(routes.name()));
            all.addAll(row);
            table.row(all.toArray());
        });
        return "### " + scenario.name() + "\n\n" + table + "Goals: "
                + all().stream()
                        .map(goal -> goal.name() + " " + goal.required() + ": " + goal.measured()
                                + (goal.reached() ? ", reached" : ", **not reached**"))
                        .collect(Collectors.joining("; "))
                + ".\n\n";
    }

    /** Returns the goals of this scenario, with its name. */
    List<Goal> goals() {
        return all().stream()
                .map(goal -> new Goal(
                        scenario.name() + ", " + goal.name(), goal.required(), goal.measured(), goal.reached()))
                .toList();
    }

    private List<Goal> all() {
        List<Goal> all = new ArrayList<>(goals);
        Optional<Spread> lowest = ratiosFrom20Ms.stream().min(Comparator.comparingDouble(Spread::median));
        lowest.ifPresent(
                ratio -> all.add(Goal.atLeast("20 ms and more, × camel-http, lowest value", FROM_20_MS, ratio)));
        return all;
    }
}
