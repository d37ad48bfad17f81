package io.github.whatsapp360.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the component adds to the start of a camel-main application: on its classpath, and in a route, where it stands in
 * for camel-http. Other load on the machine only ever adds to a start, so the fastest of each kind are compared.
 */
class StartUpTest {

    private static final int AT_LEAST = 7;
    private static final int AT_MOST = 21;
    private static final long MOST = 150;

    private static final String WITH = System.getProperty("java.class.path");

    /** Without the component and what only it brings along. */
    private static final String WITHOUT = Stream.of(WITH.split(File.pathSeparator))
            .filter(entry ->
                    !entry.matches(".*/(camel-whatsapp360|camel-http|camel-jackson|httpc|jackson|tika|bucket4j)"
                            + "[^/]*(/target/classes)?"))
            .collect(Collectors.joining(File.pathSeparator));

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void theComponentAddsLittleToTheStart() throws Exception {
        assertThat(WITHOUT.length()).isLessThan(WITH.length());
        List<List<Long>> times = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long onClasspath = Long.MAX_VALUE;
        long inRoute = Long.MAX_VALUE;
        for (int i = 0; i < AT_LEAST || i < AT_MOST && Math.max(onClasspath, inRoute) >= MOST; i++) {
            times.get(0).add(start(WITHOUT, "log:out"));
            times.get(1).add(start(WITH, "log:out"));
            times.get(2).add(start(WITH, "http://localhost:1/messages"));
            times.get(3).add(start(WITH, "whatsapp360:send?apiKey=key&to=4915112345678"));
            onClasspath = Collections.min(times.get(1)) - Collections.min(times.get(0));
            inRoute = Collections.min(times.get(3)) - Collections.min(times.get(2));
        }
        String figures = "on the classpath " + onClasspath + " ms, in a route " + inRoute
                + " ms; starts without it, with it, to camel-http, to it: " + times;
        Files.writeString(Path.of("target", "start-up.txt"), figures + "\n");
        assertThat(onClasspath).as(figures).isLessThan(MOST);
        assertThat(inRoute).as(figures).isLessThan(MOST);
    }

    private static long start(String classpath, String uri) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classpath,
                        StartUp.class.getName(),
                        uri)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher started = Pattern.compile("STARTED (\\d+)").matcher(output);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(started.find()).as(output).isTrue();
        return Long.parseLong(started.group(1));
    }
}
