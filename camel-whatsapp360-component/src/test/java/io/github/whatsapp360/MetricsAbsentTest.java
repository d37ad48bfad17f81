package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The classes that a process loads if it has no metrics. */
class MetricsAbsentTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    @Test
    void withoutMicrometerNoClassOfTheMetricsIsLoaded() throws Exception {
        List<String> loaded = loadedClasses(entry -> !entry.contains("micrometer"));
        assertThat(loaded)
                .contains("io.github.whatsapp360.Listeners")
                .doesNotContain("io.github.whatsapp360.MicrometerListeners")
                .noneMatch(name -> name.startsWith("io.github.whatsapp360.metrics."))
                .noneMatch(name -> name.startsWith("io.micrometer."));
        assertThat(SERVICE.emulator().messages()).hasSize(1);
    }

    @Test
    void withoutARegistryNoClassOfTheMetricsIsLoadedEither() throws Exception {
        assertThat(loadedClasses(entry -> true))
                .contains("io.github.whatsapp360.MicrometerListeners")
                .noneMatch(name -> name.startsWith("io.github.whatsapp360.metrics."));
        assertThat(SERVICE.emulator().messages()).hasSize(1);
    }

    /** Runs {@link MetricsAbsent} and returns the names of the classes that it has loaded. */
    private static List<String> loadedClasses(Predicate<String> classPath) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:stdout",
                        "-cp",
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(classPath)
                                .collect(Collectors.joining(File.pathSeparator)),
                        MetricsAbsent.class.getName(),
                        SERVICE.emulator().baseUrl(),
                        SERVICE.emulator().apiKey())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(lines).contains("DONE");
        return lines.stream()
                .filter(line -> line.contains("[class,load]"))
                .map(line -> line.replaceFirst(".*\\] ", "").replaceFirst(" .*", ""))
                .toList();
    }
}
