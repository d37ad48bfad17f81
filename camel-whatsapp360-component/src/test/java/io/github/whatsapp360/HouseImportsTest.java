package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of {@link HouseTest}, checked in the sources: javac copies constants, so their use is not visible in the
 * classes.
 */
class HouseImportsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/whatsapp360");

    /** The comments, the literals and the package declaration, in which a name is not a use. */
    private static final Pattern NO_CODE = Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\""
            + "|'(?:\\\\.|[^'\\\\])+'|/\\*[\\s\\S]*?\\*/|//[^\\n]*|^package [^;]*;");

    /** A full name of a class of ours, in an import or in the code; group 1 is the package. */
    private static final Pattern FULL_NAME =
            Pattern.compile("(?<![\\w.])io\\.github\\.whatsapp360\\.((?:[a-z][a-z0-9_]*\\.)*)(?:[A-Z]|\\*)");

    private static final Pattern WHOLE_PACKAGE = Pattern.compile("import io\\.github\\.whatsapp360[a-z0-9_.]*\\.\\*;");

    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void thereAreSourcesOfEachPackageThatIsNotGenerated() throws IOException {
        assertThat(sources())
                .extracting(HouseImportsTest::packageOf)
                .containsOnly(HouseTest.PACKAGES.keySet().stream()
                        .filter(name -> !name.startsWith("dsl"))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceNamesAllowedPackagesOnly(Path source) throws IOException {
        String own = packageOf(source);
        assertThat(packagesNamedIn(Files.readString(source)))
                .allMatch(
                        name -> name.equals(own) || HouseTest.PACKAGES.get(own).contains(name));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceImportsNoWholePackageOfOurs(Path source) throws IOException {
        assertThat(Files.readString(source)).doesNotContainPattern(WHOLE_PACKAGE);
    }

    @Test
    void aTrespassIsSeenInImportsAndInCodeOnly() {
        String source =
                """
                package io.github.whatsapp360.media;
                import static io.github.whatsapp360.Whatsapp360Constants.TO;
                /** See {@link io.github.whatsapp360.event.Origin}. */
                char quote = '"'; // io.github.whatsapp360.event.Origin
                String text = "\\"io.github.whatsapp360.event.Origin" + io.github.whatsapp360.delivery.rate.Rate.NAME;
                """;
        assertThat(packagesNamedIn(source)).containsExactly("", "delivery.rate");
        assertThat("import io.github.whatsapp360.api.*;").containsPattern(WHOLE_PACKAGE);
    }

    private static String packageOf(Path source) {
        return SOURCES.relativize(source.getParent()).toString().replace('/', '.');
    }

    private static List<String> packagesNamedIn(String source) {
        return FULL_NAME
                .matcher(NO_CODE.matcher(source).replaceAll(""))
                .results()
                .map(name -> name.group(1).replaceFirst("\\.$", ""))
                .toList();
    }
}
