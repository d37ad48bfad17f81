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

/** The floors once more, in the sources: javac copies String constants, so their use leaves no trace in the classes. */
class HouseImportsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/whatsapp360");
    private static final Pattern OURS = Pattern.compile(
            "^import (?:static )?io\\.github\\.whatsapp360\\.(?:([a-z]+)\\.)?[A-Z].*;", Pattern.MULTILINE);

    /** Each room with those it may import from; "" is the root. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.of(
            "media", List.of("media"),
            "message", List.of("media", "message"),
            "api", List.of("media", "message", "api"),
            "delivery", List.of("media", "message", "api", "delivery"),
            "", List.of("", "media", "message", "api", "delivery"));

    @Test
    void noSourceImportsFromAFloorAboveItsOwn() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(30);
            for (Path source : sources) {
                String room = source.getParent().equals(SOURCES)
                        ? ""
                        : source.getParent().getFileName().toString();
                assertThat(roomsImported(Files.readString(source)))
                        .as(source.toString())
                        .isSubsetOf(MAY_IMPORT.get(room));
            }
        }
    }

    @Test
    void theReaderSeesEveryFormOfImport() {
        assertThat(roomsImported("import io.github.whatsapp360.api.Http;\n"
                        + "import static io.github.whatsapp360.Whatsapp360Constants.TO;\n"
                        + "import java.util.List;\nimport io.github.whatsapp360.media.*;\n"
                        + "import io.github.whatsapp360.message.Message;\n"))
                .containsExactly("api", "", "message");
    }

    @Test
    void noSourceImportsAWholePackageOfOurs() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path source : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(source))
                        .doesNotContainPattern("import (static )?io\\.github\\.whatsapp360.*\\*;");
            }
        }
    }

    private static List<String> roomsImported(String source) {
        List<String> rooms = new ArrayList<>();
        Matcher matcher = OURS.matcher(source);
        while (matcher.find()) {
            rooms.add(matcher.group(1) == null ? "" : matcher.group(1));
        }
        return rooms;
    }
}
