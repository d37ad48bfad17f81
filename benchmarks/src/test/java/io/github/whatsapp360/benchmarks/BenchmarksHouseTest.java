package io.github.whatsapp360.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages of this module, and the packages that each of them may import. No two of them import each other. */
class BenchmarksHouseTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/whatsapp360/benchmarks");
    private static final Pattern IMPORT =
            Pattern.compile("import (?:static )?io\\.github\\.whatsapp360\\.benchmarks\\.([a-z]+)\\.");

    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "support", Set.of(),
            "statistics", Set.of(),
            "server", Set.of("support"),
            "implementations", Set.of("support"),
            "scenarios", Set.of("support", "statistics", "server", "implementations"),
            "workloads", Set.of("support", "statistics", "server", "implementations"),
            "report", Set.of("support", "statistics", "server", "implementations", "scenarios", "workloads"));

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyPackagesBelowIt(String name) throws IOException {
        Set<String> imported = sources(SOURCES.resolve(name)).stream()
                .flatMap(source -> IMPORT.matcher(source).results())
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        imported.remove(name); // nested classes
        assertThat(imported).isSubsetOf(MAY_IMPORT.get(name));
    }

    @Test
    void eachPackageIsListed() throws IOException {
        try (Stream<Path> children = Files.list(SOURCES)) {
            assertThat(children.map(child -> child.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
        }
    }

    private static List<String> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(BenchmarksHouseTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
