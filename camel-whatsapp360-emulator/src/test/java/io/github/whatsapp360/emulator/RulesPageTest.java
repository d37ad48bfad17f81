package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The documentation of the emulator is correct: its tests exist and its JSON works. */
class RulesPageTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide");

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private static String page(String name) throws IOException {
        return Files.readString(GUIDE.resolve(name));
    }

    @Test
    void everyRuleHasATest() throws IOException {
        List<String> rules = page("emulator-rules.md")
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| rule "))
                .toList();
        assertThat(rules).hasSizeGreaterThan(35);
        for (String rule : rules) {
            String tests = rule.substring(rule.lastIndexOf('|', rule.length() - 2));
            List<MatchResult> names = Pattern.compile("`(\\w+)\\.(\\w+)`")
                    .matcher(tests)
                    .results()
                    .toList();
            assertThat(names).as(rule).isNotEmpty();
            names.forEach(name -> assertThat(methods(name.group(1))).as(rule).contains(name.group(2)));
        }
    }

    private static List<String> methods(String test) {
        try {
            return Arrays.stream(Class.forName(RulesPageTest.class.getPackageName() + "." + test)
                            .getDeclaredMethods())
                    .map(java.lang.reflect.Method::getName)
                    .toList();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the JSON documents in the fenced blocks below a heading. */
    private static List<JsonNode> examples(String heading) throws IOException {
        String section =
                page("emulator-api.md").split("\n## " + heading + "\n")[1].split("\n## ")[0];
        List<JsonNode> examples = new ArrayList<>();
        for (MatchResult block : Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .toList()) {
            try (MappingIterator<JsonNode> all =
                    new ObjectMapper().readerFor(JsonNode.class).readValues(block.group(1))) {
                examples.addAll(all.readAll());
            }
        }
        return examples;
    }

    private static int call(String method, String path, String json) {
        return new TestClient(SERVICE.emulator())
                .send(method, path, json.getBytes(StandardCharsets.UTF_8))
                .status();
    }

    @Test
    void theExamplesWork() throws IOException {
        List<JsonNode> messages = examples("Chats");
        assertThat(messages).hasSize(9);
        messages.forEach(json -> assertThat(call("POST", "/emulator/chats/4915112345678/messages", json.toString()))
                .as(json.toString())
                .isEqualTo(201));
        List<JsonNode> rules = examples("Faults");
        assertThat(rules).hasSize(1);
        assertThat(call("PUT", "/emulator/faults", "{\"rules\":" + rules + "}")).isEqualTo(200);
        List<JsonNode> scenarios = examples("Scenarios");
        assertThat(scenarios).hasSize(3);
        scenarios.forEach(json -> assertThat(call("POST", "/emulator/scenarios", json.toString()))
                .as(json.toString())
                .isEqualTo(202));
        List<JsonNode> settings = examples("Settings and the clock");
        assertThat(settings).hasSize(1);
        assertThat(call("PUT", "/emulator/settings", settings.get(0).toString()))
                .isEqualTo(200);
    }

    @Test
    void aMessageHasTheFieldsThatThePageShows() throws IOException {
        new TestClient(SERVICE.emulator()).message("text", "{\"body\":\"Hi\"}");
        JsonNode real =
                new TestClient(SERVICE.emulator()).get("/emulator/chats").json().at("/0/messages/0");
        assertThat(fields(real))
                .containsExactlyInAnyOrderElementsOf(fields(examples("Events").get(0)));
    }

    @Test
    void theBillHasTheFieldsThatThePageShows() throws IOException {
        JsonNode shown = examples("Billing").get(0);
        TestClient client = new TestClient(SERVICE.emulator());
        String id = client.message("text", "{\"body\":\"Hi\"}")
                .json()
                .at("/messages/0/id")
                .asText();
        SERVICE.emulator().awaitStatus(id, "delivered");
        JsonNode real = client.get("/emulator/billing").json().get(0);
        assertThat(fields(real)).isEqualTo(fields(shown));
        assertThat(fields(real.at("/totals/0"))).isEqualTo(fields(shown.at("/totals/0")));
    }

    private static List<String> fields(JsonNode json) {
        return json.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }
}
