package io.github.whatsapp360.benchmarks;

import io.github.whatsapp360.benchmarks.ScenarioRun.Sample;
import io.github.whatsapp360.benchmarks.Section.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table of the figures of one scenario, with a row for each contender, a column for each latency, and the targets
 * below.
 */
final class RoutesTable {

    /** The number of messages that is enough to make the cost of a route's start small. */
    private static final int ENOUGH = 50;

    private static final int AT = 80;
    private static final double SHARE = 0.95;
    private static final double FROM_20_MS = 0.97;
    private static final double SYNCHRONOUS_AT_0_MS = 0.9;
    private static final double AT_0_MS = 0.7;

    private final Scenario scenario;
    private final Contenders contenders;
    private final Map<Contender, List<String>> cells = new LinkedHashMap<>();
    private final List<String> heads = new ArrayList<>(List.of(""));
    private final List<Target> targets = new ArrayList<>();
    private final List<Spread> delayed = new ArrayList<>();

    RoutesTable(Scenario scenario, Contenders contenders) {
        this.scenario = scenario;
        this.contenders = contenders;
        cells.put(contenders.paced(), new ArrayList<>());
        contenders.unpacedOnes().forEach(contender -> cells.put(contender, new ArrayList<>()));
    }

    /** Adds a column. */
    void add(int latency, Rounds<Contender, Sample> rounds, Sample paced) {
        heads.add(latency + " ms");
        double share = paced.perSecond() / scenario.perSecond();
        cells.get(contenders.paced())
                .add(number(paced.perSecond()) + "/s = "
                        + String.format(Locale.ROOT, "%.1f %% of %d", share * 100, scenario.perSecond())
                        + costs(Spread.of(paced.arrived()), Spread.of(paced.cpu()), Spread.of(paced.allocated()))
                        + faults(paced.failed(), paced.doubled()));
        for (Contender contender : contenders.unpacedOnes()) {
            cells.get(contender).add(cell(contender, rounds));
        }
        Spread toHand = rounds.ratio(contenders.unpaced(), contenders.byHand(), Sample::perSecond);
        if (latency == 0) {
            targets.add(Target.atLeast("0 ms, × by hand", AT_0_MS, toHand));
            targets.add(Target.atLeast(
                    "0 ms, synchronous, × by hand",
                    SYNCHRONOUS_AT_0_MS,
                    rounds.ratio(contenders.synchronous(), contenders.byHand(), Sample::perSecond)));
        } else {
            delayed.add(toHand);
        }
        if (latency == AT && scenario instanceof FileScenario) {
            targets.add(Target.atLeast(
                    AT + " ms, paced, share of " + scenario.perSecond() + " a second", SHARE, Spread.of(share)));
            targets.add(Target.atLeast(
                    AT + " ms, unpaced, × camel-whatsapp",
                    1,
                    rounds.ratio(contenders.unpaced(), contenders.peer(), Sample::perSecond)));
        }
    }

    private String cell(Contender contender, Rounds<Contender, Sample> rounds) {
        return number(rounds.of(contender, Sample::perSecond).median()) + "/s · "
                + ratio(rounds.ratio(contender, contenders.byHand(), Sample::perSecond)) + " · "
                + ratio(rounds.ratio(contender, contenders.peer(), Sample::perSecond))
                + costs(
                        rounds.of(contender, Sample::arrived),
                        rounds.of(contender, Sample::cpu),
                        rounds.of(contender, Sample::allocated))
                + faults((long) rounds.of(contender, Sample::failed).max(), (long)
                        rounds.of(contender, Sample::doubled).max());
    }

    private static String costs(Spread arrived, Spread cpu, Spread allocated) {
        if (arrived.median() < ENOUGH) {
            return "<br>–";
        }
        return String.format(Locale.ROOT, "<br>%,.0f µs · %,.0f KB", cpu.median(), allocated.median() / 1e3);
    }

    private static String faults(long failed, long doubled) {
        return (failed > 0 ? "<br>**" + failed + " failed**" : "")
                + (doubled > 0 ? "<br>**" + doubled + " came twice**" : "");
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
        Table table = new Table(heads.toArray(String[]::new));
        cells.forEach((contender, row) -> {
            List<Object> all = new ArrayList<>(List.of(contender.name()));
            all.addAll(row);
            table.row(all.toArray());
        });
        return "### " + scenario.name() + "\n\n" + table + "Wanted: "
                + all().stream()
                        .map(target -> target.what() + " " + target.wanted() + ": " + target.measured()
                                + (target.reached() ? ", reached" : ", **not reached**"))
                        .collect(Collectors.joining("; "))
                + ".\n\n";
    }

    /** Returns the targets of this scenario, with its name. */
    List<Target> targets() {
        return all().stream()
                .map(target -> new Target(
                        scenario.name() + ", " + target.what(), target.wanted(), target.measured(), target.reached()))
                .toList();
    }

    private List<Target> all() {
        List<Target> all = new ArrayList<>(targets);
        Optional<Spread> lowest = delayed.stream().min(Comparator.comparingDouble(Spread::median));
        lowest.ifPresent(ratio -> all.add(Target.atLeast("20 ms and more, × by hand, lowest", FROM_20_MS, ratio)));
        return all;
    }
}
