package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.message.SentMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Kamelets of the jar; the component itself knows neither key nor address here. */
class KameletTest extends EmulatorTest {

    private static final String ANNOTATION = "camel.apache.org/";

    /** The names of the component's headers. */
    private static final Set<Object> HEADERS = Stream.of(Whatsapp360Constants.class.getFields())
            .map(field -> {
                try {
                    return field.get(null);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            })
            .collect(Collectors.toSet());

    @Override
    void configure(Whatsapp360Configuration options) {
        options.setApiKey("of-another-number");
    }

    @Test
    void theSinkSendsAFileWithItsCaption() throws Exception {
        Exchange exchange =
                send(kamelet("whatsapp360-send-sink") + "&to=" + TO + "&caption=Paid", sample("good/invoice.pdf"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(SentMessage.class);
        assertThat(chat().awaitDocument("invoice.pdf")).satisfies(message -> {
            assertThat(message.caption()).isEqualTo("Paid");
            assertThat(message.sha256()).isEqualTo(sha256(Files.readAllBytes(sample("good/invoice.pdf"))));
        });
    }

    @Test
    void aHeaderNamesTheSinksRecipient() {
        Exchange exchange =
                send(kamelet("whatsapp360-send-sink"), "Hello", Map.of(Whatsapp360Constants.TO, "4916055511"));
        assertThat(exchange.getException()).isNull();
        assertThat(emulator().chat("4916055511").awaitMessages(1).get(0).text()).isEqualTo("Hello");
    }

    @Test
    void theActionUploadsLooksUpDownloadsAndDeletes() throws Exception {
        String action = kamelet("whatsapp360-media-action");
        String id = send(action, sample("good/photo.jpg")).getMessage().getBody(String.class);
        assertThat(id).matches("[0-9]+");
        assertThat(send(action + "&operation=info", id).getMessage().getBody())
                .isInstanceOfSatisfying(
                        MediaInfo.class, info -> assertThat(info.mimeType()).isEqualTo("image/jpeg"));
        assertThat(send(action + "&operation=download", id).getMessage().getBody())
                .isEqualTo(Files.readAllBytes(sample("good/photo.jpg")));
        assertThat(send(action + "&operation=delete", id).getException()).isNull();
        assertThat(send(action + "&operation=info", id).getException()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp360-send-sink", "whatsapp360-media-action", "whatsapp360-events-source"})
    void whatATemplateUsesIsDefinedAndTheReverse(String name) throws IOException {
        String text = text(name);
        int template = text.indexOf("\n  template:");
        assertThat(found("\\{\\{\\??(\\w+)}}", text.substring(template)))
                .containsExactlyInAnyOrderElementsOf(found("\n      (\\w+):\n        title:", text));
        assertThat(text)
                .contains("mvn:io.github.whatsapp360:camel-whatsapp360:1.")
                .doesNotContain("${project");
    }

    /**
     * The rules by which Camel's Kamelet catalog validates its own, and by which tools show a Kamelet. Only its
     * provider is another.
     */
    @ParameterizedTest
    @ValueSource(strings = {"whatsapp360-send-sink", "whatsapp360-media-action", "whatsapp360-events-source"})
    void itFollowsTheRulesOfCamelsCatalog(String name) throws Exception {
        JsonNode kamelet =
                new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text(name)));
        JsonNode metadata = kamelet.path("metadata");
        String type = name.substring(name.lastIndexOf('-') + 1);
        assertThat(metadata.path("name").asText()).isEqualTo(name);
        assertThat(metadata.path("labels").path(ANNOTATION + "kamelet.type").asText())
                .isEqualTo(type);
        for (String annotation :
                List.of("kamelet.support.level", "provider", "kamelet.group", "kamelet.namespace", "catalog.version")) {
            assertThat(metadata.path("annotations")
                            .path(ANNOTATION + annotation)
                            .asText())
                    .as(annotation)
                    .isNotEmpty();
        }
        assertThat(rootOfIcon(metadata.path("annotations")
                        .path(ANNOTATION + "kamelet.icon")
                        .asText()))
                .isEqualTo("svg");

        JsonNode definition = kamelet.path("spec").path("definition");
        assertThat(definition.path("title").asText()).endsWithIgnoringCase(" " + type);
        assertThat(definition.path("description").asText()).isNotEmpty();
        definition.path("properties").properties().forEach(property -> {
            JsonNode facts = property.getValue();
            assertThat(List.of("type", "title", "description"))
                    .as(property.getKey())
                    .allMatch(facts::hasNonNull);
            assertThat(facts.path("title").asText().split(" ")).allMatch(word -> word.matches("[A-Z].*"));
            assertThat(facts.path("format").asText().equals("password"))
                    .isEqualTo(facts.path("x-descriptors").toString().contains("urn:camel:group:credentials"));
        });
        kamelet.path("spec").path("dataTypes").forEach(KameletTest::checkDataTypes);
    }

    private static String rootOfIcon(String uri) throws Exception {
        String prefix = "data:image/svg+xml;base64,";
        assertThat(uri).startsWith(prefix);
        byte[] svg = Base64.getDecoder().decode(uri.substring(prefix.length()));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg))
                .getDocumentElement()
                .getNodeName();
    }

    private static void checkDataTypes(JsonNode side) {
        assertThat(side.path("types").has(side.path("default").asText())).isTrue();
        assertThat(side.path("headers")).isNotEmpty();
        side.path("headers").fieldNames().forEachRemaining(name -> assertThat(HEADERS)
                .contains(name));
        side.path("types").forEach(type -> {
            assertThat(type.path("mediaType").asText()).isNotEmpty();
            if (type.has("format")) {
                String transformer = type.path("format").asText().replace(':', '-');
                assertThat(KameletTest.class.getResource(
                                "/META-INF/services/org/apache/camel/transformer/" + transformer))
                        .as(transformer)
                        .isNotNull();
            }
        });
    }

    private static String kamelet(String name) {
        return "kamelet:" + name + "?apiKey=" + emulator().apiKey() + "&baseUrl="
                + emulator().baseUrl();
    }

    private static String text(String kamelet) throws IOException {
        try (InputStream in = KameletTest.class.getResourceAsStream("/kamelets/" + kamelet + ".kamelet.yaml")) {
            assertThat(in).as(kamelet).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> found(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
