package io.github.whatsapp360.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A bar chart in SVG with groups of bars. Each series has a colour, and a line on each bar shows the spread of the
 * rounds.
 */
public final class BarChart {

    private static final String[] COLOURS = {"#0b7a75", "#c8553d", "#8d99ae"};
    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int TOP = 60;
    private static final int BOTTOM = 40;
    private static final int LINES = 5;

    private final String title;
    private final List<String> series;
    private final List<String> groups = new ArrayList<>();
    private final List<List<Spread>> bars = new ArrayList<>();

    /**
     * Creates a chart without bars.
     *
     * @param series the names of the series, at most three
     */
    public BarChart(String title, List<String> series) {
        this.title = title;
        this.series = series;
    }

    /** Adds a group with one bar for each series. */
    public void group(String name, List<Spread> values) {
        groups.add(name);
        bars.add(values);
    }

    /** Writes the chart into a file. */
    public void write(Path file) throws IOException {
        double top = round(bars.stream()
                .flatMap(List::stream)
                .mapToDouble(Spread::max)
                .max()
                .orElse(1));
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT);
        add(svg, "<title>%s</title><rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>", title);
        add(svg, "<text x=\"%d\" y=\"22\" font-size=\"15\" fill=\"#222\">%s</text>", LEFT, title);
        for (int s = 0; s < series.size(); s++) {
            int x = LEFT + s * 190;
            add(svg, "<rect x=\"%d\" y=\"34\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, COLOURS[s]);
            add(svg, "<text x=\"%d\" y=\"45\" fill=\"#222\">%s</text>", x + 18, series.get(s));
        }
        for (int line = 0; line <= LINES; line++) {
            double value = top * line / LINES;
            double y = y(value, top);
            add(svg, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>", LEFT, y, WIDTH - 10);
            add(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%s</text>",
                    LEFT - 6,
                    y + 4,
                    label(value));
        }
        double room = (double) (WIDTH - LEFT - 10) / groups.size();
        for (int g = 0; g < groups.size(); g++) {
            double bar = room * 0.8 / series.size();
            double start = LEFT + g * room + room * 0.1;
            for (int s = 0; s < bars.get(g).size(); s++) {
                bar(svg, bars.get(g).get(s), start + s * bar, bar, top, COLOURS[s]);
            }
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#222\">%s</text>",
                    start + room * 0.4,
                    HEIGHT - 14,
                    groups.get(g));
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }

    private static void bar(StringBuilder svg, Spread value, double x, double width, double top, String colour) {
        double y = y(value.median(), top);
        add(
                svg,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x,
                y,
                width - 3,
                HEIGHT - BOTTOM - y,
                colour);
        double middle = x + (width - 3) / 2;
        add(svg, "<path d=\"M%.1f %.1fV%.1f\" stroke=\"#222\"/>", middle, y(value.min(), top), y(value.max(), top));
        add(
                svg,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" font-size=\"11\" fill=\"#222\">%s</text>",
                middle,
                y(value.max(), top) - 4,
                label(value.median()));
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP - 10);
    }

    private static String label(double value) {
        return String.format(Locale.ROOT, value < 10 && value > 0 ? "%.1f" : "%,.0f", value);
    }

    /** Returns the next round number for an axis. */
    private static double round(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 7.5}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
