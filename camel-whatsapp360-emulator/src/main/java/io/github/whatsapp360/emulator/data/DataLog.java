package io.github.whatsapp360.emulator.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import io.github.whatsapp360.emulator.util.Sockets;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of messages and files that outlives the emulator, line by line as JSON. */
public final class DataLog implements AutoCloseable {

    /** The log of an emulator that forgets everything. */
    public static final DataLog NONE = new DataLog();

    private static final Logger LOG = LoggerFactory.getLogger(DataLog.class);

    private final Path file;
    private BufferedWriter writer;

    private DataLog() {
        file = null;
    }

    DataLog(Path file) {
        this.file = file;
    }

    /** Reads what was written by an earlier emulator; a line that was cut off is left out. */
    public void read(Consumer<JsonNode> line) throws IOException {
        if (file == null || !Files.exists(file)) {
            return;
        }
        int unreadable = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                try {
                    line.accept(EmulatorJson.MAPPER.readTree(text));
                } catch (JsonProcessingException | NumberFormatException e) {
                    unreadable++;
                }
            }
        }
        if (unreadable > 0) {
            LOG.warn("{} lines of the data folder are not readable", unreadable);
        }
    }

    /** Begins to write, with these lines instead of those that were there. */
    public synchronized void begin(Stream<JsonNode> lines) throws IOException {
        if (file == null) {
            return;
        }
        close();
        Path next = file.resolveSibling("log.jsonl.new");
        try (BufferedWriter out = Files.newBufferedWriter(next)) {
            for (Iterator<JsonNode> rest = lines.iterator(); rest.hasNext(); ) {
                out.write(rest.next().toString());
                out.newLine();
            }
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    }

    /** Writes a line; it is there for the next emulator once this returns. */
    public synchronized void write(JsonNode line) {
        if (writer == null) {
            return;
        }
        try {
            writer.write(line.toString());
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            LOG.warn("The data folder cannot be written: what comes will not survive a restart", e);
            close();
        }
    }

    @Override
    public synchronized void close() {
        Sockets.quietly(writer);
        writer = null;
    }
}
