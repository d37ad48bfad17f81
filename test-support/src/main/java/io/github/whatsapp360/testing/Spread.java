package io.github.whatsapp360.testing;

import java.util.Arrays;
import java.util.Locale;

/** The median, minimum and maximum of several rounds. */
public record Spread(double median, double min, double max) {

    /** Returns the spread of these values, of which there is at least one. */
    public static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Returns a text such as {@code 1.02 (0.97–1.08)}. */
    public String text(int decimals) {
        String number = "%,." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + "–" + number + ")", median, min, max);
    }
}
