package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/guide/messages.md shows the code of {@link GuideExamples} and the JSON that it makes. */
class GuideTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "messages.md");
    private static final Path SOURCE = Path.of("src/test/java/io/github/whatsapp360/message/GuideExamples.java");

    /** {@code code} shows the code only, {@code example} the JSON too. */
    private static final Pattern PLACE =
            Pattern.compile("<!-- (code|example): (\\w+) -->\n.*?<!-- end -->", Pattern.DOTALL);

    static Stream<Method> examples() {
        return Stream.of(GuideExamples.class.getDeclaredMethods())
                .filter(method ->
                        method.getReturnType() == OutgoingMessage.class && !Modifier.isPrivate(method.getModifiers()));
    }

    @Test
    void thePageShowsTheExamplesAsTheyAre() throws Exception {
        String page = Files.readString(PAGE);
        StringBuilder made = new StringBuilder();
        Matcher matcher = PLACE.matcher(page);
        while (matcher.find()) {
            matcher.appendReplacement(made, Matcher.quoteReplacement(show(matcher.group(1), matcher.group(2))));
        }
        matcher.appendTail(made);
        Path copy = Files.writeString(Path.of("target", "messages.md"), made);
        assertThat(page).as("docs/guide/messages.md; copy %s over it", copy).isEqualTo(made.toString());
    }

    @Test
    void everyExampleIsOnThePage() throws IOException {
        List<String> shown = PLACE.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult place) -> place.group(2))
                .toList();
        assertThat(shown)
                .doesNotHaveDuplicates()
                .containsAll(examples().map(Method::getName).toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleCanBeSent(Method example) throws Exception {
        OutgoingMessage message = message(example.getName());
        assertThat(MessageJson.read(MessageJson.write(message))).isEqualTo(message);
        if (message.to().isEmpty()) {
            message = message.withTo("4915112345678");
        }
        assertThat(MessageRules.problems(message)).isEmpty();
    }

    private static OutgoingMessage message(String name) throws Exception {
        return (OutgoingMessage) GuideExamples.class.getDeclaredMethod(name).invoke(null);
    }

    private static String show(String what, String name) throws Exception {
        String code = "<!-- " + what + ": " + name + " -->\n```java\n" + code(name) + "```\n";
        String json = what.equals("code") ? "" : "```json\n" + text(MessageJson.write(message(name)), "") + "\n```\n";
        return code + json + "<!-- end -->";
    }

    private static String code(String name) throws IOException {
        Matcher matcher = Pattern.compile(" // example: " + name + "\n(.*?)\n *// end\n", Pattern.DOTALL)
                .matcher(Files.readString(SOURCE));
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1).stripIndent() + "\n";
    }

    /** JSON as a person would write it: what fits into a line is on one. */
    private static String text(JsonNode json, String indent) {
        String line = line(json);
        if (!json.isContainerNode() || line.length() + indent.length() <= 96) {
            return line;
        }
        String inner = indent + "  ";
        List<String> parts = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(element -> parts.add(inner + text(element, inner)));
            return "[\n" + String.join(",\n", parts) + "\n" + indent + "]";
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            parts.add(inner + '"' + name + "\": " + text(json.get(name), inner));
        }
        return "{\n" + String.join(",\n", parts) + "\n" + indent + "}";
    }

    private static String line(JsonNode json) {
        List<String> parts = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(element -> parts.add(line(element)));
            return "[" + String.join(", ", parts) + "]";
        }
        if (json.isObject()) {
            json.fieldNames().forEachRemaining(name -> parts.add('"' + name + "\": " + line(json.get(name))));
            return "{" + String.join(", ", parts) + "}";
        }
        return json.toString();
    }
}
