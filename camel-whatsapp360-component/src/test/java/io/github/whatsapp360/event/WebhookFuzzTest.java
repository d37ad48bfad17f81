package io.github.whatsapp360.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random payloads are read or refused, and no valid message in them is lost. The tests run with a fixed seed and with a
 * new one (0), which a failure names.
 */
class WebhookFuzzTest {

    private static final int CASES = 20_000;

    private final List<byte[]> recorded =
            Payloads.names().stream().map(Payloads::bytes).toList();

    @ParameterizedTest
    @ValueSource(longs = {360, 0})
    void changedBytesAreReadOrRefused(long seed) throws Exception {
        Run run = new Run(seed);
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] payload = run.mutations.change(run.payload());
            try {
                List<WebhookEvent> events = WebhookJson.read(payload);
                readAll(events);
                read += events.size();
            } catch (InvalidWebhookException e) {
                assertThat(e).as(run.name(i)).hasMessageStartingWith("not ");
            } catch (Exception | StackOverflowError e) {
                throw new AssertionError(run.name(i) + ": " + new String(payload), e);
            }
        }
        assertThat(read).as(run.name(CASES)).isGreaterThan(CASES / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {360, 0})
    void changedNodesAreReadOrRefused(long seed) throws Exception {
        Run run = new Run(seed);
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            JsonNode payload = Payloads.json(run.payload());
            run.mutations.change(payload, node -> true);
            try {
                List<WebhookEvent> events = WebhookJson.read(payload);
                readAll(events);
                read += events.size();
            } catch (InvalidWebhookException e) {
                assertThat(e).as(run.name(i)).hasMessageStartingWith("not ");
            } catch (Exception | StackOverflowError e) {
                throw new AssertionError(run.name(i) + ": " + payload, e);
            }
        }
        assertThat(read).as(run.name(CASES)).isGreaterThan(CASES / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {360, 0})
    void noMessageAndNoStatusIsLostAmongRubbish(long seed) {
        Run run = new Run(seed);
        int kept = 0;
        for (int i = 0; i < CASES; i++) {
            JsonNode payload = Payloads.json(run.payload());
            List<WebhookEvent> before = messagesAndStatuses(payload);
            if (before.isEmpty()) {
                continue;
            }
            Set<JsonNode> way = wayTo(before, payload);
            run.mutations.change(payload, node -> !way.contains(node));
            Map<JsonNode, Class<?>> after = new IdentityHashMap<>();
            for (WebhookEvent event : messagesAndStatuses(payload)) {
                assertThat(after.put(event.json(), event.getClass()))
                        .as(run.name(i))
                        .isNull();
            }
            for (WebhookEvent event : before) {
                assertThat(after.get(event.json()))
                        .as("%s: %s", run.name(i), payload)
                        .isEqualTo(event.getClass());
                kept++;
            }
        }
        assertThat(kept).as(run.name(CASES)).isGreaterThan(CASES / 2);
    }

    /** Calls every method of every event. */
    private static void readAll(List<WebhookEvent> events) throws Exception {
        for (WebhookEvent event : events) {
            for (Method method : event.getClass().getDeclaredMethods()) {
                if (method.getParameterCount() == 0 && Modifier.isPublic(method.getModifiers())) {
                    assertThat(method.invoke(event)).as(method.getName()).isNotNull();
                }
            }
            assertThat(event.contactName()).isNotNull();
            assertThat(event.toString()).doesNotContainPattern("[0-9]{7}");
        }
    }

    private static List<WebhookEvent> messagesAndStatuses(JsonNode payload) {
        return WebhookJson.read(payload).stream()
                .filter(event -> !(event instanceof AccountEvent))
                .toList();
    }

    /** The messages and statuses, the lists and objects that hold them, and the fields that say what these are. */
    private static Set<JsonNode> wayTo(List<WebhookEvent> events, JsonNode payload) {
        Set<JsonNode> way = Collections.newSetFromMap(new IdentityHashMap<>());
        events.forEach(event -> way.add(event.json()));
        mark(payload, way);
        return way;
    }

    private static boolean mark(JsonNode json, Set<JsonNode> way) {
        boolean holds = way.contains(json);
        for (JsonNode child : json) {
            holds |= mark(child, way);
        }
        if (holds) {
            way.add(json);
            if (json.has("field")) {
                way.add(json.get("field"));
            }
        }
        return holds;
    }

    private final class Run {

        private final long seed;
        private final Random random;
        private final Mutations mutations;

        Run(long seed) {
            this.seed = seed == 0 ? System.nanoTime() : seed;
            random = new Random(this.seed);
            mutations =
                    new Mutations(random, recorded.stream().map(Payloads::json).toList());
        }

        byte[] payload() {
            return recorded.get(random.nextInt(recorded.size()));
        }

        String name(int i) {
            return "seed %d, case %d".formatted(seed, i);
        }
    }
}
