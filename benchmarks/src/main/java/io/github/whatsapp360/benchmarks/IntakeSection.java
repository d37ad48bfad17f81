package io.github.whatsapp360.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * A section about the webhooks a second through the three routes of {@link Intake}, and about the failures of the three
 * ways.
 */
final class IntakeSection {

    private static final int ROUNDS = 5;
    private static final int MILLIS = 1_000;
    private static final List<String> PATHS = List.of("camel-whatsapp360", "camel-whatsapp/webhook", "by-hand");

    private IntakeSection() {}

    static Section measure() throws Exception {
        Table table = new Table(
                "connections",
                "camel-whatsapp360 /s",
                "camel-whatsapp /s",
                "by hand /s",
                "× camel-whatsapp",
                "× by hand");
        try (Intake intake = new Intake()) {
            for (int connections : new int[] {1, 16}) {
                double[][] rates = new double[PATHS.size()][ROUNDS];
                for (int round = -2; round < ROUNDS; round++) { // two rounds to warm up
                    for (int i = 0; i < PATHS.size(); i++) {
                        int path = (i + round + PATHS.size()) % PATHS.size();
                        double rate = intake.run(PATHS.get(path), connections, MILLIS);
                        if (round >= 0) {
                            rates[path][round] = rate;
                        }
                    }
                }
                table.row(
                        connections,
                        Spread.of(rates[0]).text(0),
                        Spread.of(rates[1]).text(0),
                        Spread.of(rates[2]).text(0),
                        Spread.of(ratios(rates[0], rates[1])).text(2),
                        Spread.of(ratios(rates[0], rates[2])).text(2));
            }
        }
        return new Section(
                "## Webhooks\n\nOne status in each, posted by another process, behind one platform-http-vertx:\n\n"
                        + table
                        + "The component makes events of them and drops those that came before; by hand means "
                        + "`platform-http` and Jackson's `readTree`, and camel-whatsapp hands on the text.\n\n",
                List.of());
    }

    static Section failures() throws Exception {
        Table table = new Table("", "camel-whatsapp360", "camel-whatsapp", "camel-http by hand");
        for (Map.Entry<String, List<String>> one : Failures.run().entrySet()) {
            table.row(
                    one.getKey(),
                    one.getValue().get(0),
                    one.getValue().get(1),
                    one.getValue().get(2));
        }
        return new Section(
                "## When things go wrong\n\nThe response timeout is set to 2 seconds where there is one to set.\n\n"
                        + table,
                List.of());
    }

    private static double[] ratios(double[] ours, double[] theirs) {
        double[] ratios = new double[ours.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        return ratios;
    }
}
