package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded payloads in src/test/resources/payloads/webhooks, and events made for a test. */
final class Payloads {

    private static final Path FOLDER = Path.of("src", "test", "resources", "payloads", "webhooks");

    private Payloads() {}

    /** The names of all, without {@code .json}. */
    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(byte[] bytes) {
        try {
            return JsonMapper.builder().build().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<WebhookEvent> events(String name) {
        return WebhookJson.read(bytes(name));
    }

    static InboundMessage message(String name) {
        return (InboundMessage) events(name).get(0);
    }

    static MessageStatus status(String name) {
        return (MessageStatus) events(name).get(0);
    }

    static AccountEvent account(String name) {
        return (AccountEvent) events(name).get(0);
    }
}
