package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.message.Text;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/**
 * Sends ten thousand valid, invalid and nearly valid bodies and headers. Each exchange ends with a sent message or with
 * an {@link InvalidMessageException}, and the service refuses no message that passed the checks.
 */
class AnyBodyTest extends EmulatorTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int CASES = 10_000;
    private static final int BATCH = 250;
    private static final long SEED = 360;
    private static final String UNKNOWN_ID = "is not a valid whatsapp business account media attachment ID";

    private final Random random = new Random(SEED);
    private final List<ObjectNode> examples = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    @Test
    void eachEndsSentOrRefusedBeforeTheNetwork() throws Exception {
        load();
        int sent = 0;
        int refused = 0;
        for (int number = 0; number < CASES; number++) {
            Object body = body();
            Map<String, Object> headers = headers();
            String uri = random.nextInt(10) == 0 ? "whatsapp360:media" : "whatsapp360:send?reuseMedia=false";
            Exchange exchange = send(uri, body, headers);
            String what = "case " + number + " of seed " + SEED + ": "
                    + (body == null ? "nothing" : body.getClass().getSimpleName() + " " + shortened(body)) + " with "
                    + headers + " to " + uri;
            if (exchange.getException() == null) {
                sent++;
                Object answer = exchange.getMessage().getBody();
                assertThat(uri.contains("media")
                                || answer instanceof SentMessage sentMessage
                                        && !sentMessage.id().isEmpty())
                        .as(what)
                        .isTrue();
            } else {
                refused++;
                if (exchange.getException() instanceof ApiException e
                        && e.getDetails().endsWith(UNKNOWN_ID)) {
                    continue; // whether an ID is somebody's file, only the service can know
                }
                assertThat(exchange.getException()).as(what).isInstanceOf(InvalidMessageException.class);
                assertThat(exchange.getException().getMessage()).as(what).isNotBlank();
            }
            if (emulator().requests().size() >= BATCH) {
                nothingMalformedArrived();
            }
        }
        nothingMalformedArrived();
        assertThat(sent).isGreaterThan(CASES / 20);
        assertThat(refused).isGreaterThan(CASES / 20);
    }

    private static void nothingMalformedArrived() {
        for (RecordedRequest request : emulator().requests()) {
            assertThat(request.status() == 200 || request.body().contains("\"id\""))
                    .as("%s %s", request.path(), request.body())
                    .isTrue();
        }
        emulator().reset();
    }

    private void load() throws Exception {
        try (Stream<Path> all = Files.walk(Path.of("src/test/resources/payloads/meta-messages"))) {
            for (Path file : all.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                ObjectNode example = (ObjectNode) MAPPER.readTree(file.toFile());
                String type = example.path("type").asText();
                if (example.has("status")) {
                    continue; // a receipt is no message
                }
                // an ID of somebody else's file is a matter of the service, not of the message
                if (!example.toString().contains("\"id\":\"<")
                        || !List.of("image", "audio", "video", "document", "sticker")
                                .contains(type)) {
                    example.put("to", TO);
                    examples.add(example);
                }
            }
        }
        for (String folder : new String[] {"good", "bad"}) {
            try (Stream<Path> all = Files.list(sample(folder))) {
                files.addAll(all.sorted().toList());
            }
        }
    }

    private Object body() throws Exception {
        Path file = files.get(random.nextInt(files.size()));
        return switch (random.nextInt(16)) {
            case 0 -> null;
            case 1 -> "";
            case 2, 3 -> text(random.nextInt(5) == 0 ? 4090 + random.nextInt(12) : random.nextInt(80));
            case 4 -> file;
            case 5 -> file.toFile();
            case 6 ->
                Files.size(file) > 100_000
                        ? text(random.nextInt(50)).getBytes(java.nio.charset.StandardCharsets.UTF_8)
                        : Files.readAllBytes(file);
            case 7 ->
                new ByteArrayInputStream(text(random.nextInt(200)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            case 8 ->
                URI.create(List.of(
                                "https://example.com/a.pdf",
                                "http://x/b.jpg",
                                "ftp://x/y.pdf",
                                "a",
                                "https:///z.png",
                                "https://example.com/q?x=.mp4")
                        .get(random.nextInt(6)));
            case 9 ->
                List.of(42, 4.2, Instant.EPOCH, List.of("a"), new Object(), true)
                        .get(random.nextInt(6));
            case 10 -> OutgoingMessage.of(new Text(text(random.nextInt(4200)), random.nextBoolean(), Map.of()));
            case 11 -> MAPPER.convertValue(mutated(), Object.class);
            case 12 -> mutated();
            default -> mutated().toString();
        };
    }

    private Map<String, Object> headers() {
        Map<String, Object> headers = new HashMap<>();
        maybe(
                headers,
                4,
                Whatsapp360Constants.TO,
                TO,
                "+49 151 1234-5678",
                "(0049) 151",
                "abc",
                "",
                " ",
                4915112345678L,
                "US.13491208655302741918",
                "0".repeat(30));
        maybe(headers, 6, Whatsapp360Constants.TYPE, "image", "document", "audio", "video", "sticker", "text", "x", "");
        maybe(headers, 6, Whatsapp360Constants.CAPTION, "A caption", text(1024), text(1025), "", 7);
        maybe(headers, 6, Whatsapp360Constants.FILENAME, "a.pdf", "b", "../../c.pdf", "ü\"\r\n.pdf", "", text(300));
        maybe(
                headers,
                8,
                Whatsapp360Constants.MIME_TYPE,
                "application/pdf",
                "image/jpeg",
                "x",
                "text/plain; charset=x",
                "a/b",
                "");
        maybe(headers, 8, Whatsapp360Constants.LINK, "https://example.com/a.pdf", "file:///etc/passwd", "x", "");
        maybe(headers, 8, Whatsapp360Constants.MEDIA_ID, "", "a b", "../x");
        maybe(headers, 8, Whatsapp360Constants.REPLY_TO, "wamid.A", "", text(50));
        maybe(headers, 8, Whatsapp360Constants.CALLBACK_DATA, "ref", text(512), text(513), "");
        maybe(
                headers,
                3,
                Exchange.CONTENT_TYPE,
                "application/json",
                "text/plain",
                "application/json; charset=utf-8",
                "application/pdf");
        return headers;
    }

    private void maybe(Map<String, Object> headers, int oneIn, String name, Object... values) {
        if (random.nextInt(oneIn) == 0) {
            headers.put(name, values[random.nextInt(values.length)]);
        }
    }

    /** One of Meta's examples, and as a rule with something in it that does not belong there. */
    private JsonNode mutated() {
        ObjectNode example = examples.get(random.nextInt(examples.size())).deepCopy();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            mutate(example);
        }
        return random.nextInt(40) == 0 ? MAPPER.createArrayNode().add(example) : example;
    }

    private void mutate(JsonNode root) {
        JsonNode node = root;
        while (true) {
            int size = node.size();
            if (size == 0) {
                return;
            }
            int index = random.nextInt(size);
            String name = node instanceof ObjectNode object ? names(object).get(index) : "";
            JsonNode child = name.isEmpty() ? node.get(index) : node.get(name);
            if (child.isContainerNode() && child.size() > 0 && random.nextInt(4) > 0) {
                node = child;
                continue;
            }
            JsonNode other = other();
            if (node instanceof ObjectNode object) {
                if (other == null) {
                    object.remove(name);
                } else {
                    object.set(name, other);
                }
            } else if (node instanceof ArrayNode array) {
                if (other == null) {
                    array.remove(index);
                } else {
                    array.insert(index, random.nextBoolean() ? child.deepCopy() : other);
                }
            }
            return;
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode other() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> nodes.nullNode();
            case 2 -> nodes.numberNode(random.nextInt());
            case 3 -> nodes.textNode("");
            case 4 -> nodes.textNode(text(5000));
            case 5 -> nodes.objectNode();
            case 6 -> nodes.arrayNode();
            case 7 -> nodes.booleanNode(random.nextBoolean());
            default -> nodes.textNode(text(random.nextInt(30)));
        };
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        while (text.codePointCount(0, text.length()) < length) {
            switch (random.nextInt(12)) {
                case 0 -> text.append(' ');
                case 1 -> text.append("ü");
                case 2 -> text.append("🚀");
                case 3 -> text.append('"');
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    private static String shortened(Object body) {
        String text = String.valueOf(body);
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }
}
