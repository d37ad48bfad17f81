package io.github.whatsapp360.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A part of the report.
 *
 * @param text in Markdown
 * @param targets what it was to show
 */
record Section(String text, List<Target> targets) {

    /**
     * Something that was to be shown.
     *
     * @param what in which case
     * @param wanted by how much
     * @param measured what the rounds showed
     * @param reached whether their middle is enough
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
