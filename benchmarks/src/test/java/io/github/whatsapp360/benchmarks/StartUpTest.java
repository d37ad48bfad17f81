package io.github.whatsapp360.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.testing.Figures;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The time that the component adds to the start of a camel-main application: on the classpath, and in a route in place
 * of camel-http. The test compares the fastest start of each kind, because other load on the machine only makes starts
 * slower. The test that can fail compares processor times, which hardly depend on other load.
 */
class StartUpTest {

    private static final int MIN_STARTS = 7;
    private static final int MAX_STARTS = 12;
    private static final long GOAL_MILLIS = 150;

    private static final String WITH = System.getProperty("java.class.path");

    /** The class path without the component and without the libraries that only the component needs. */
    private static final String WITHOUT = Stream.of(WITH.split(File.pathSeparator))
            .filter(entry ->
                    !entry.matches(".*/(camel-whatsapp360|camel-http|camel-jackson|httpc|jackson|tika|bucket4j)"
                            + "[^/]*(/target/classes)?"))
            .collect(Collectors.joining(File.pathSeparator));

    @Test
    void withTheComponentAStartTakesNoMultipleOfOneWithout() throws Exception {
        assertThat(WITHOUT.length()).isLessThan(WITH.length());
        Starts starts = new Starts();
        for (int i = 0; i < MAX_STARTS && !starts.areNoMultiple(); i++) {
            starts.more();
        }
        System.out.println(starts);
        assertThat(starts).matches(Starts::areNoMultiple, "are no multiple");
    }

    @Test
    @Tag("long")
    void howMuchTheComponentAddsToTheStart() throws Exception {
        Starts starts = new Starts();
        for (int i = 0;
                i < MIN_STARTS || i < MAX_STARTS && Math.max(starts.onClasspath(), starts.inRoute()) >= GOAL_MILLIS;
                i++) {
            starts.more();
        }
        boolean reached = Math.max(starts.onClasspath(), starts.inRoute()) < GOAL_MILLIS;
        Figures.report(
                "start: the component adds %d ms on the classpath, %d ms in a route beside one to camel-http %s",
                starts.onClasspath(), starts.inRoute(), Figures.wanted("less than " + GOAL_MILLIS + " ms", reached));
    }

    /** The milliseconds of a start, and those of its processor time. */
    private record Start(long elapsed, long worked) {

        static final Start NONE = new Start(Long.MAX_VALUE, Long.MAX_VALUE);

        Start best(Start other) {
            return new Start(Math.min(elapsed, other.elapsed), Math.min(worked, other.worked));
        }
    }

    /** The best start of each kind. */
    private static final class Starts {

        private Start without = Start.NONE;
        private Start with = Start.NONE;
        private Start toHttp = Start.NONE;
        private Start toComponent = Start.NONE;

        /** Starts one application of each kind. */
        void more() throws Exception {
            without = without.best(start(WITHOUT, "log:out"));
            with = with.best(start(WITH, "log:out"));
            toHttp = toHttp.best(start(WITH, "http://localhost:1/messages"));
            toComponent = toComponent.best(start(WITH, "whatsapp360:send?apiKey=key&to=4915112345678"));
        }

        long onClasspath() {
            return with.elapsed - without.elapsed;
        }

        long inRoute() {
            return toComponent.elapsed - toHttp.elapsed;
        }

        boolean areNoMultiple() {
            return with.worked < 2 * without.worked && toComponent.worked < 2 * toHttp.worked;
        }

        @Override
        public String toString() {
            return "without it: " + without + ", with it: " + with + ", to camel-http: " + toHttp + ", to it: "
                    + toComponent;
        }
    }

    private static Start start(String classpath, String uri) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classpath,
                        StartUp.class.getName(),
                        uri)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher started = Pattern.compile("STARTED (\\d+) WORKED (\\d+)").matcher(output);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(started.find()).as(output).isTrue();
        return new Start(Long.parseLong(started.group(1)), Long.parseLong(started.group(2)));
    }
}
