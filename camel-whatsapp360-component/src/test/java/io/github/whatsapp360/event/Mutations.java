package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Changes payloads at random, byte by byte or node by node. */
final class Mutations {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;
    private final List<String> words;

    /** With the words of these payloads, names and short values alike. */
    Mutations(Random random, List<JsonNode> payloads) {
        this.random = random;
        Set<String> found = new TreeSet<>(List.of("", "\ud800", "\u0000", "99999999999999999999", "-1", "1e5"));
        payloads.forEach(payload -> addWords(payload, found));
        words = List.copyOf(found);
    }

    /** Some bytes changed, taken out, put in, doubled, or the end cut off. */
    byte[] change(byte[] bytes) {
        byte[] changed = bytes;
        for (int changes = 1 + random.nextInt(4); changes > 0 && changed.length > 0; changes--) {
            int at = random.nextInt(changed.length);
            int end = at + random.nextInt(Math.min(40, changed.length - at) + 1);
            changed = switch (random.nextInt(5)) {
                case 0 -> replaced(changed, at, at + 1, new byte[] {(byte) random.nextInt(256)});
                case 1 -> replaced(changed, at, at, new byte[] {(byte) "{}[]\",:\\0e-\n".charAt(random.nextInt(12))});
                case 2 -> replaced(changed, at, end, new byte[0]);
                case 3 -> replaced(changed, at, at, Arrays.copyOfRange(changed, at, end));
                default -> random.nextInt(5) == 0 ? Arrays.copyOf(changed, at) : changed;
            };
        }
        return changed;
    }

    /** Some nodes put in, and fields changed or taken away where {@code mayChange} allows it. */
    void change(JsonNode payload, Predicate<JsonNode> mayChange) {
        List<JsonNode> places = new ArrayList<>();
        collect(payload, places);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            JsonNode place = places.get(random.nextInt(places.size()));
            if (place instanceof ArrayNode array) {
                int at = random.nextInt(array.size() + 1);
                if (at < array.size() && mayChange.test(array.get(at)) && random.nextBoolean()) {
                    array.remove(at);
                } else {
                    array.insert(at, value(0));
                }
            } else if (place instanceof ObjectNode object) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.isEmpty() || random.nextInt(3) == 0 ? word() : pick(names);
                if (mayChange.test(object.get(name))) {
                    if (random.nextInt(3) == 0) {
                        object.remove(name);
                    } else {
                        object.set(name, value(0));
                    }
                }
            }
        }
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 3 ? 8 : 10)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt(2_000) - 5);
            case 3 -> NODES.numberNode(random.nextLong());
            case 4 -> NODES.numberNode(random.nextDouble() * 400 - 200);
            case 5 -> NODES.numberNode(new BigDecimal("1e" + (random.nextInt(2_000_000) - 1_000_000)));
            case 6, 7 -> NODES.textNode(word());
            case 8 -> {
                ArrayNode array = NODES.arrayNode();
                for (int elements = random.nextInt(4); elements > 0; elements--) {
                    array.add(value(depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                for (int fields = random.nextInt(5); fields > 0; fields--) {
                    object.set(word(), value(depth + 1));
                }
                yield object;
            }
        };
    }

    private String word() {
        return pick(words);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] result = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }

    private static void collect(JsonNode json, List<JsonNode> places) {
        if (json.isContainerNode()) {
            places.add(json);
            json.forEach(child -> collect(child, places));
        }
    }

    private static void addWords(JsonNode json, Set<String> words) {
        json.fieldNames().forEachRemaining(words::add);
        if (json.isTextual() && json.textValue().length() < 25) {
            words.add(json.textValue());
        }
        json.forEach(child -> addWords(child, words));
    }
}
