package io.github.whatsapp360.emulator.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.ChatSummary;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ready-made webhooks of all kinds, for an account. They are filled with its number, the emulator's time and new IDs;
 * statuses are about the newest message of the business, if there is one.
 *
 * @param account the one to which they are reported
 */
public record Fixtures(Account account, Chats chats, Clock clock) {

    private static final String CUSTOMER = "4915112345678";

    private static final int ID_BYTES = 24;

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Map<String, JsonNode> ALL = all();

    private static Map<String, JsonNode> all() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        try (InputStream file = Fixtures.class.getResourceAsStream("fixtures.json")) {
            EmulatorJson.MAPPER
                    .readTree(file)
                    .forEach(fixture -> all.put(fixture.path("name").asText(), fixture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Returns the names of all, in the order of the gallery. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** Returns all without their payloads: {@code {"name", "group", "title"}}. */
    public static List<ObjectNode> list() {
        return ALL.values().stream().map(Fixtures::line).toList();
    }

    private static ObjectNode line(JsonNode fixture) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", fixture.path("name").asText())
                .put("group", fixture.path("group").asText())
                .put("title", fixture.path("title").asText());
    }

    /**
     * Returns one with its payload: {@code {"name", "group", "title", "payload"}}.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public ObjectNode get(String name) {
        JsonNode fixture = ALL.get(name);
        if (fixture == null) {
            throw new IllegalArgumentException("There is no fixture of this name; GET /emulator/fixtures lists them");
        }
        ObjectNode line = line(fixture);
        line.set("payload", fixture.has("payload") ? filled(fixture.path("payload")) : change(fixture));
        return line;
    }

    private JsonNode change(JsonNode fixture) {
        return new CloudWebhook()
                .change(account, fixture.path("field").asText(), filled(fixture.path("value")), clock.instant());
    }

    private JsonNode filled(JsonNode template) {
        String text = template.toString();
        String seconds = Long.toString(clock.instant().getEpochSecond());
        Optional<ChatEntry> sent = newestOut();
        Map<String, String> words = new LinkedHashMap<>();
        words.put("\"{{seconds}}\"", seconds);
        words.put("{{now}}", seconds);
        words.put("{{id}}", newId());
        words.put("{{other}}", newId());
        words.put("{{third}}", newId());
        words.put("{{sent}}", sent.map(entry -> entry.message().id()).orElseGet(Fixtures::newId));
        words.put(
                "{{customer}}",
                sent.map(ChatEntry::chat).filter(chat -> chat.matches("\\d+")).orElse(CUSTOMER));
        words.put("{{number}}", account.displayNumber());
        words.put("{{phoneNumberId}}", account.phoneNumberId());
        words.put("{{waba}}", CloudWebhook.WABA);
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        try {
            return EmulatorJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the newest message of the business in the newest chat. */
    private Optional<ChatEntry> newestOut() {
        return chats.summaries(0, 1).stream()
                .map(ChatSummary::number)
                .findFirst()
                .flatMap(chats::newestOut);
    }

    /** Returns an ID that does not come from the emulator's own source, because it has no message. */
    private static String newId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return "wamid." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
