package io.github.whatsapp360.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emulator's ready-made webhooks have every kind of event, and the event classes know each of them. */
class FixturesTest {

    /** Payloads that are malformed on purpose, and an example of Meta's that has the event of another field. */
    private static final Set<String> MALFORMED = Set.of(
            "unknown-type",
            "malformed-items",
            "text-bare",
            "calls-malformed",
            "new-list-in-messages",
            "meta-group-remove-participants");

    private static Whatsapp360Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Whatsapp360Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    static List<String> names() {
        return emulator.webhooks().fixtures();
    }

    private static List<WebhookEvent> events(String name) {
        return WebhookJson.read(emulator.webhooks().fixture(name).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachIsKnown(String name) {
        assertThat(emulator.webhooks().fixture(name)).doesNotContain("{{id}}", "{{now}}", "{{sent}}", "{{customer}}");
        assertThat(events(name)).isNotEmpty().allSatisfy(event -> {
            assertThat(isKnown(event)).as(event.toString()).isTrue();
            if (!event.field().equals("errors")) {
                assertThat(event.key()).isPresent();
            }
        });
    }

    /** An error that belongs to no message has no type of its own. */
    private static boolean isKnown(WebhookEvent event) {
        return !(event instanceof OtherEvent) || event.field().equals("errors");
    }

    @Test
    void everyKindIsThere() {
        Set<String> kinds = new TreeSet<>();
        Set<Class<?>> types = new HashSet<>();
        Set<MessageStatus.State> states = new HashSet<>();
        for (String name : names()) {
            for (WebhookEvent event : events(name)) {
                kinds.add(kind(event));
                types.add(event.getClass());
                if (event instanceof MessageStatus status) {
                    states.add(status.state());
                }
            }
        }
        assertThat(types)
                .contains(AccountEvent.class.getPermittedSubclasses())
                .contains(InboundMessage.class, MessageStatus.class);
        assertThat(states).containsAll(Arrays.asList(MessageStatus.State.values()));
        Set<String> recorded = new TreeSet<>();
        Payloads.names().stream()
                .filter(name -> !MALFORMED.contains(name))
                .flatMap(name -> Payloads.events(name).stream())
                .filter(FixturesTest::isKnown)
                .forEach(event -> recorded.add(kind(event)));
        assertThat(kinds).containsAll(recorded);
    }

    private static String kind(WebhookEvent event) {
        if (event instanceof InboundMessage message) {
            boolean hasKinds = Set.of("interactive", "system").contains(message.type());
            return "message " + message.type()
                    + (hasKinds ? " " + message.content().path("type").asText() : "");
        }
        if (event instanceof MessageStatus status) {
            return "status " + status.status();
        }
        String word = event instanceof AccountEvent account ? account.event() : "";
        // The word of these is a value, such as a quality, a name or a limit.
        boolean isWord = !Set.of(
                        "message_template_quality_update",
                        "template_category_update",
                        "message_template_components_update",
                        "business_capability_update",
                        "account_alerts")
                .contains(event.field());
        return event.getClass().getSimpleName() + " " + event.field() + (isWord ? " " + word : "");
    }

    @Test
    void idsAreNewEachTime() {
        assertThat(events("text").get(0).key())
                .isNotEqualTo(events("text").get(0).key());
    }
}
