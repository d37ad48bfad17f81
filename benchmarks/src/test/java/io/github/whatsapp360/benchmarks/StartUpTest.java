package io.github.whatsapp360.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the component adds to the start of a camel-main application: the difference of medians over process starts. */
class StartUpTest {

    private static final int STARTS = 9;
    private static final long MOST = 150;

    private static final String ALL = System.getProperty("java.class.path");

    /** Without the component and what only it brings along. */
    private static final String WITHOUT = Stream.of(ALL.split(File.pathSeparator))
            .filter(entry ->
                    !entry.matches(".*/(camel-whatsapp360|camel-http|camel-jackson|camel-webhook|httpc|jackson|tika"
                            + "|bucket4j|commons-)[^/]*(/target/classes)?/?[^/]*"))
            .collect(Collectors.joining(File.pathSeparator));

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void theComponentAddsLittleToTheStart() throws Exception {
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        start(WITHOUT, "log:out"); // fills the caches of the operating system
        for (int i = 0; i < STARTS; i++) {
            without.add(start(WITHOUT, "log:out"));
            with.add(start(ALL, "whatsapp360:send?apiKey=key&to=4915112345678"));
        }
        long added = median(with) - median(without);
        String figures = "added " + added + " ms; without it, ms: " + without + "; with it, ms: " + with;
        Files.writeString(Path.of("target", "start-up.txt"), figures + "\n");
        assertThat(added).as(figures).isLessThan(MOST);
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

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
