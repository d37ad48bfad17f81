package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.testing.Spread;
import java.util.List;
import java.util.Locale;

/**
 * A part of the report.
 *
 * @param text the text in Markdown
 * @param goals the goals of this section
 */
record ReportSection(String text, List<Goal> goals) {

    /**
     * A goal of a measurement.
     *
     * @param name the measured case
     * @param required the limit of the goal, or the required result
     * @param measured the result of the rounds
     * @param reached true if the median reaches the goal
     */
    record Goal(String name, String required, String measured, boolean reached) {

        static Goal atLeast(String name, double required, Spread measured) {
            return new Goal(name, "≥ " + number(required), measured.text(2), measured.median() >= required);
        }

        static Goal atMost(String name, double required, Spread measured) {
            return new Goal(name, "≤ " + number(required), measured.text(2), measured.median() <= required);
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
    }
}
