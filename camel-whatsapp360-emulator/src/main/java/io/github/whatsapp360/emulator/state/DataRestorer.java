package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.chats.ChatLines;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.data.DataLog;
import io.github.whatsapp360.emulator.media.MediaLines;
import io.github.whatsapp360.emulator.media.MediaStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Restores the messages and files that an earlier emulator has left in its data folder. */
public record DataRestorer(DataLog log, Accounts accounts, MediaStore media, Chats chats) {

    /** Reads all, and lets the log go on from what is kept of it. */
    void restore(Path folder) {
        try {
            log.read(line -> restore(line, folder));
            List<JsonNode> kept = new ArrayList<>();
            media.lines(kept);
            chats.lines(kept);
            log.begin(kept);
            deleteOthers(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the data folder", e);
        }
    }

    private void restore(JsonNode line, Path folder) {
        String id = line.path("id").asText();
        switch (line.path("line").asText()) {
            case "media" -> media.restore(MediaLines.media(line, accounts, folder));
            case "deleted" -> media.delete(id);
            case "message" -> {
                String key = accounts.keyOf(line.path("key").asText());
                boolean inbound = line.path("inbound").asBoolean();
                chats.add(line.path("chat").asText(), key, inbound, ChatLines.message(line), ChatLines.view(line));
            }
            case "status" -> chats.become(id, line.path("status").asText(), ChatLines.error(line), Instant.EPOCH);
            case "name" ->
                chats.named(line.path("chat").asText(), line.path("name").asText());
            default -> {} // of a later version
        }
    }

    private void deleteOthers(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> !media.hasFile(path)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
