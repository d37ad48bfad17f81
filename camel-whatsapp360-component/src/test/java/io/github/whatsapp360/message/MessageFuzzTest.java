package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random JSON objects are read and written without change, and the rules check them without an exception. */
class MessageFuzzTest {

    private static final int CASES = 10_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String GROUP = "Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD";

    private final Random random = new Random(360);
    private final List<ObjectNode> examples = Stream.of("meta-messages", "seed")
            .flatMap(folder -> Payloads.files(folder).stream())
            .map(Payloads::read)
            .toList();
    private final List<String> words = words();

    @Test
    void nothingIsLostAndNothingFails() {
        for (int i = 0; i < CASES; i++) {
            ObjectNode json = i % 4 == 0
                    ? object(0)
                    : examples.get(random.nextInt(examples.size())).deepCopy();
            for (int changes = random.nextInt(5); changes > 0; changes--) {
                change(json);
            }
            ObjectNode before = json.deepCopy();
            OutgoingMessage message = MessageJson.read(json);
            assertThat((JsonNode) MessageJson.write(message)).as("case %d", i).isEqualTo(before);
            assertThat(json).as("case %d", i).isEqualTo(before);
            MessageRules.problems(message)
                    .forEach(problem -> assertThat(problem.field()).isNotEmpty());
            MessageRules.problems(
                    message.withTo("4915112345678").withReplyTo("").withCallbackData(""));
        }
    }

    /** Changes one field somewhere: away, to something else, or a new one beside it. */
    private void change(JsonNode json) {
        List<JsonNode> places = new ArrayList<>();
        collect(json, places);
        JsonNode place = places.get(random.nextInt(places.size()));
        if (place instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || random.nextInt(3) == 0 ? word() : names.get(random.nextInt(names.size()));
            if (random.nextInt(3) == 0) {
                object.remove(name);
            } else {
                object.set(name, value(0));
            }
        } else if (place instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextBoolean()) {
                array.add(value(0));
            } else {
                array.remove(random.nextInt(array.size()));
            }
        }
    }

    private static void collect(JsonNode json, List<JsonNode> places) {
        if (json.isContainerNode()) {
            places.add(json);
            json.forEach(child -> collect(child, places));
        }
    }

    private ObjectNode object(int depth) {
        ObjectNode object = NODES.objectNode();
        for (int fields = random.nextInt(6); fields > 0; fields--) {
            object.set(word(), value(depth + 1));
        }
        return object;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 4 ? 11 : 14)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt(20) - 5);
            case 3 -> NODES.numberNode(random.nextLong());
            case 4 -> NODES.numberNode(random.nextDouble() * 400 - 200);
            case 5 -> NODES.numberNode(random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY);
            case 6 -> NODES.numberNode(new BigDecimal("1.50").add(BigDecimal.valueOf(random.nextInt(90))));
            case 7 -> NODES.textNode("");
            case 8 -> NODES.textNode(String.valueOf(random.nextInt(30)));
            case 9 -> NODES.textNode(random.nextBoolean() ? GROUP : "US.13491208655302741918");
            case 10 -> NODES.textNode(word());
            case 11 -> array(depth);
            default -> object(depth);
        };
    }

    private ArrayNode array(int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int elements = random.nextInt(4); elements > 0; elements--) {
            array.add(random.nextInt(3) == 0 ? value(depth + 1) : object(depth + 1));
        }
        return array;
    }

    private String word() {
        return words.get(random.nextInt(words.size()));
    }

    /** Every word of the examples, names and short values alike. */
    private List<String> words() {
        Set<String> words =
                new TreeSet<>(List.of("", "recipient", "group", "list", "flow", "carousel", "cards", "MPM"));
        examples.forEach(example -> addWords(example, words));
        return List.copyOf(words);
    }

    private static void addWords(JsonNode json, Set<String> words) {
        json.fieldNames().forEachRemaining(words::add);
        if (json.isTextual() && json.textValue().length() < 25) {
            words.add(json.textValue());
        }
        json.forEach(child -> addWords(child, words));
    }
}
