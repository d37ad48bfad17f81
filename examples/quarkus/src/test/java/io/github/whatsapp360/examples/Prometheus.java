package io.github.whatsapp360.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads metrics as a Prometheus does. */
final class Prometheus {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{([^}]*)})? ([0-9.eE+-]+)(?: # .*)?$");

    private final URI page;
    private final Set<String> asked = new TreeSet<>();

    Prometheus(String page) {
        this.page = URI.create(page);
    }

    /** Returns the page as it is now. */
    String text() {
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }

    /**
     * Returns the sum of the values with this name; 0 if there are none.
     *
     * @param tags the tags that each of them has: {@code error_type="none"}
     */
    double sum(String name, String... tags) {
        asked.add(name);
        double sum = 0;
        Matcher sample = SAMPLE.matcher(text());
        while (sample.find()) {
            if (sample.group(1).equals(name) && hasAll(sample.group(2), tags)) {
                sum += Double.parseDouble(sample.group(3));
            }
        }
        return sum;
    }

    /** Returns the names that were asked for. */
    Set<String> asked() {
        return asked;
    }

    private static boolean hasAll(String labels, String... tags) {
        return Arrays.stream(tags).allMatch(tag -> labels != null && labels.contains(tag));
    }
}
