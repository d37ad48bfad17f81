package io.github.whatsapp360.emulator.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/** Reads a state file, one entry at a time: memory does not grow with it. */
public final class StateReader implements AutoCloseable {

    private static final String FORMAT = "whatsapp360-emulator";
    private static final int VERSION = 1;

    private final JsonParser parser;
    private final JsonNode head;
    private JsonNode ahead;

    /**
     * Opens a file and reads its head.
     *
     * @throws IllegalArgumentException if it is no state file, or one of a later version
     */
    public StateReader(Path file) throws IOException {
        parser = EmulatorJson.MAPPER.createParser(file.toFile());
        try {
            head = readHead();
        } catch (IOException | IllegalArgumentException e) {
            parser.close();
            throw e;
        }
    }

    /** Returns the beginning of a head. */
    public static ObjectNode head() {
        return JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("version", VERSION);
    }

    private JsonNode readHead() throws IOException {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("entries") && value == JsonToken.START_ARRAY) {
                    return checked(fields);
                }
                JsonNode json = parser.readValueAsTree();
                fields.set(name, json);
            }
        }
        throw new IllegalArgumentException("This is no state file of an emulator");
    }

    private static JsonNode checked(JsonNode fields) {
        if (!fields.path("format").asText().equals(FORMAT)) {
            throw new IllegalArgumentException("This is no state file of an emulator");
        }
        if (fields.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException("The state file has the version "
                    + fields.path("version").asText() + "; this emulator reads the version " + VERSION);
        }
        return fields;
    }

    /** Returns the name of the hosting. */
    public String hosting() {
        return head.path("hosting").asText();
    }

    /** Returns how many numbers the emulator had. */
    public int numbers() {
        return head.path("numbers").asInt(1);
    }

    /** Returns the time that the emulator's clock showed. */
    public Instant now() {
        try {
            return Instant.parse(head.path("now").asText());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("The state file has no time", e);
        }
    }

    /** Returns the next entry; null if there are no more. */
    public JsonNode next() throws IOException {
        JsonNode entry = ahead;
        ahead = null;
        while (entry == null && parser.nextToken() != JsonToken.END_ARRAY) {
            entry = parser.readValueAsTree();
        }
        return entry;
    }

    /** Returns the bytes of the entries {@code content} that follow. */
    public InputStream content() {
        return new InputStream() {
            private InputStream chunk = InputStream.nullInputStream();

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = chunk.read(buffer, offset, length);
                while (n < 0 && length > 0 && advance()) {
                    n = chunk.read(buffer, offset, length);
                }
                return n;
            }

            private boolean advance() throws IOException {
                JsonNode entry = next();
                if (entry == null || !entry.path("line").asText().equals("content")) {
                    ahead = entry;
                    return false;
                }
                byte[] bytes = Base64.getDecoder().decode(entry.path("base64").asText());
                chunk = new ByteArrayInputStream(bytes);
                return true;
            }
        };
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
