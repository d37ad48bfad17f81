package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.Problem;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of Meta and 360dialog are read completely, and all their fields are known. */
class PayloadsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The fields that are kept and have no name in a record, and why. */
    private static final Set<String> NOT_IN_A_RECORD = Set.of(
            // filled in by the API's side, or optional there
            "OutgoingMessage.messaging_product",
            "OutgoingMessage.recipient_type",
            // of the marketing messages API only
            "OutgoingMessage.product_policy",
            "OutgoingMessage.message_activity_sharing",
            // written in another form than ours: false instead of nothing, a text instead of a number
            "Text.preview_url",
            "Component.index",
            // a placeholder for its type, so that what it stands for is not known
            "Header.text",
            // no longer needed
            "Template.language");

    static Stream<Path> examples() {
        return Stream.of("meta-messages", "seed").flatMap(folder -> Payloads.files(folder).stream());
    }

    @Test
    void allExamplesAreThere() {
        assertThat(Payloads.files("meta-messages")).hasSize(53);
        assertThat(Payloads.files("seed")).hasSize(11);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsWrittenAsItWasRead(Path file) throws Exception {
        ObjectNode json = Payloads.read(file);
        OutgoingMessage message = MessageJson.read(json);
        assertThat((JsonNode) MessageJson.write(message)).isEqualTo(json);
        assertThat(MAPPER.readTree(MAPPER.writeValueAsString(message))).isEqualTo(json);
        assertThat(MessageJson.read(MessageJson.write(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyFieldOfAnExampleIsKnown(Path file) throws Exception {
        ObjectNode json = Payloads.read(file);
        OutgoingMessage message = MessageJson.read(json);
        if (!json.has("type")) {
            assertThat(message.content()).isInstanceOf(UnknownContent.class);
            return;
        }
        assertThat(message.content()).isNotInstanceOf(UnknownContent.class);
        Set<String> unknown = new TreeSet<>();
        collectMore(message, unknown);
        unknown.removeAll(NOT_IN_A_RECORD);
        assertThat(unknown).isEmpty();
    }

    /**
     * Placeholders are found fault with, for their length or because they are no addresses, and messages without a
     * type: 360dialog wants one.
     */
    @Test
    void theRulesFindNothingElseInTheExamples() {
        Map<String, List<String>> found = new TreeMap<>();
        examples().forEach(file -> {
            OutgoingMessage message = MessageJson.read(Payloads.read(file)).withTo("4915112345678");
            List<String> fields = MessageRules.problems(message).stream()
                    .map(Problem::field)
                    .filter(field -> !field.endsWith(".link"))
                    .toList();
            if (!fields.isEmpty()) {
                found.put(file.getFileName().toString(), fields);
            }
        });
        assertThat(found)
                .isEqualTo(Map.of(
                        "send-order-status-message.json", List.of("interactive.action.parameters.reference_id"),
                        "send-reply-to-list-message.json", List.of("type"),
                        "send-text-message-with-preview-url.json", List.of("type"),
                        "send-typing-indicator-and-read-receipt.json", List.of("type")));
    }

    /** The names of all fields in the {@code unknownFields} of a record and of the records in it. */
    private static void collectMore(Object value, Set<String> unknown) throws Exception {
        if (value instanceof Collection<?> list) {
            for (Object element : list) {
                collectMore(element, unknown);
            }
        }
        if (!(value instanceof Record)) {
            return;
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object field = component.getAccessor().invoke(value);
            if (component.getName().equals("unknownFields")) {
                ((Map<?, ?>) field)
                        .keySet()
                        .forEach(name -> unknown.add(value.getClass().getSimpleName() + "." + name));
            } else {
                collectMore(field, unknown);
            }
        }
    }
}
