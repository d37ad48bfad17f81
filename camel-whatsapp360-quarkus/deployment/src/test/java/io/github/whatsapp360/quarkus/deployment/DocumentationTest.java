package io.github.whatsapp360.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's table of properties, and the link to the guide in the extension's metadata. */
class DocumentationTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final Pattern GUIDE =
            Pattern.compile("guide: \"https://[^\"]+/blob/main/(docs/guide/[a-z]+\\.md)\"");

    @Test
    void theGuideHasTheRowsThatQuarkusReadsFromTheJavadoc() throws Exception {
        List<String> rows = new ArrayList<>();
        JsonNode javadoc = json("quarkus-config-javadoc.json").path("elements");
        for (JsonNode root : json("quarkus-config-model.json").path("configRoots")) {
            for (JsonNode item : root.path("items")) {
                String element = item.path("sourceType").asText() + "."
                        + item.path("sourceElementName").asText();
                rows.add("| `%s` | `%s` | %s |"
                        .formatted(
                                item.path("path").path("property").asText(),
                                item.path("defaultValue").asText(),
                                javadoc.path(element)
                                        .path("description")
                                        .asText()
                                        .replaceAll("\\s+", " ")));
            }
        }
        assertThat(rows).isNotEmpty();
        assertThat(guide().lines().filter(line -> line.startsWith("| `quarkus.camel.whatsapp360.")))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void theMetadataLeadsToTheGuide() throws Exception {
        assertThat(guide()).startsWith("# Quarkus").contains("camel-quarkus-whatsapp360");
    }

    private static String guide() throws IOException {
        Path metadata =
                PROJECT.resolve("camel-whatsapp360-quarkus/runtime/src/main/resources/META-INF/quarkus-extension.yaml");
        Matcher guide = GUIDE.matcher(Files.readString(metadata));
        assertThat(guide.find()).isTrue();
        return Files.readString(PROJECT.resolve(guide.group(1)));
    }

    private static JsonNode json(String file) throws IOException {
        String path = "META-INF/quarkus-config-doc/" + file;
        try (InputStream in = Whatsapp360BuildTimeConfig.class.getClassLoader().getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return new ObjectMapper().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
