package io.github.whatsapp360.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A part of the report.
 *
 * @param text the text in Markdown
 * @param targets the targets of this section
 */
record Section(String text, List<Target> targets) {

    /**
     * A target of a measurement.
     *
     * @param what the measured case
     * @param wanted the target
     * @param measured the result of the rounds
     * @param reached true if the median reaches the target
     */
    record Target(String what, String wanted, String measured, boolean reached) {

        static Target atLeast(String what, double wanted, Spread measured) {
            return new Target(what, "≥ " + number(wanted), measured.text(2), measured.median() >= wanted);
        }

        static Target atMost(String what, double wanted, Spread measured) {
            return new Target(what, "≤ " + number(wanted), measured.text(2), measured.median() <= wanted);
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
    }
}
