package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The floors once more, in the sources: javac copies String constants, so their use leaves no trace in the classes. */
class HouseImportsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/whatsapp360");

    /** Comments and literals: what stands in them is not a use. */
    private static final Pattern NO_CODE = Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\""
            + "|'(?:\\\\.|[^'\\\\])+'|/\\*[\\s\\S]*?\\*/|//[^\\n]*|^package [^;]*;");

    /** A name of ours written in full, be it in an import or in the middle of the code. */
    private static final Pattern OURS =
            Pattern.compile("(?<![\\w.])io\\.github\\.whatsapp360\\.((?:[a-z][a-z0-9_]*\\.)*)(?:[A-Z]|\\*)");

    /** Each room with those it may import from; "" is the root. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.of(
            "media", List.of("media"),
            "message", List.of("media", "message"),
            "event", List.of("event"),
            "api", List.of("media", "message", "api"),
            "delivery",
                    List.of(
                            "media",
                            "message",
                            "event",
                            "api",
                            "delivery",
                            "delivery.attempts",
                            "delivery.confirm",
                            "delivery.rate",
                            "delivery.reuse"),
            "delivery.attempts", List.of("event", "api"),
            "delivery.confirm", List.of("message", "event", "api"),
            "delivery.rate", List.of("message", "api"),
            "delivery.reuse", List.of("media", "api"),
            "",
                    List.of(
                            "",
                            "media",
                            "message",
                            "event",
                            "api",
                            "delivery",
                            "delivery.attempts",
                            "delivery.confirm",
                            "delivery.rate",
                            "delivery.reuse"));

    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void thereAreSourcesInEveryRoom() throws IOException {
        assertThat(sources()).hasSizeGreaterThan(30);
        assertThat(sources().stream().map(HouseImportsTest::room))
                .containsOnly(MAY_IMPORT.keySet().toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceNamesNoFloorAboveItsOwn(Path source) throws IOException {
        assertThat(roomsNamed(Files.readString(source))).isSubsetOf(MAY_IMPORT.get(room(source)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceImportsNoWholePackageOfOurs(Path source) throws IOException {
        assertThat(Files.readString(source))
                .doesNotContainPattern("import io\\.github\\.whatsapp360[a-z0-9_.]*\\.\\*;");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "import io.github.whatsapp360.api.Http;                          | api",
                "import static io.github.whatsapp360.api.Http.NAME;              | api",
                "import io.github.whatsapp360.media.*;                           | media",
                "import io.github.whatsapp360.*;                                 | ''",
                "import static io.github.whatsapp360.Whatsapp360Constants.TO;    | ''",
                "import static io.github.whatsapp360.Whatsapp360Constants.*;     | ''",
                "import io.github.whatsapp360.api.deep.Down;                     | api.deep",
                "    return io.github.whatsapp360.Whatsapp360Constants.TO;       | ''",
            })
    void theReaderSeesEveryFormOfUse(String line, String room) {
        assertThat(roomsNamed("package io.github.whatsapp360.media;\n" + line)).containsExactly(room);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import java.util.List;",
                "import my.io.github.whatsapp360.api.Http;",
                "/* io.github.whatsapp360.api.Http */",
                "/** See {@link io.github.whatsapp360.api.Http}. */",
                "char quote = '\"'; // io.github.whatsapp360.api.Http",
                "String name = \"\\\"io.github.whatsapp360.api.Http\";",
            })
    void theReaderSeesNoUseWhereNoneIs(String line) {
        assertThat(roomsNamed("package io.github.whatsapp360.api;\n" + line)).isEmpty();
    }

    private static String room(Path source) {
        return SOURCES.relativize(source.getParent()).toString().replace('/', '.');
    }

    private static List<String> roomsNamed(String source) {
        List<String> rooms = new ArrayList<>();
        Matcher matcher = OURS.matcher(NO_CODE.matcher(source).replaceAll(""));
        while (matcher.find()) {
            rooms.add(matcher.group(1).replaceFirst("\\.$", ""));
        }
        return rooms;
    }
}
