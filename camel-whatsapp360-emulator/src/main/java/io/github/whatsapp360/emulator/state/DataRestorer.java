package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.billing.Bill;
import io.github.whatsapp360.emulator.billing.BillLines;
import io.github.whatsapp360.emulator.chats.ChatLines;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.chats.MessageContent;
import io.github.whatsapp360.emulator.data.DataLog;
import io.github.whatsapp360.emulator.media.MediaLines;
import io.github.whatsapp360.emulator.media.MediaStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/** Restores the messages and files that an earlier emulator has left in its data folder. */
public record DataRestorer(DataLog log, Accounts accounts, MediaStore media, Chats chats, Bill bill) {

    /** Reads all, and lets the log go on from what is kept of it. */
    void restore(Path folder) {
        try {
            log.read(line -> restore(line, folder));
            begin();
            deleteOthers(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the data folder", e);
        }
    }

    /** Lets the log go on from what there is. */
    void begin() throws IOException {
        log.begin(lines());
    }

    Stream<JsonNode> lines() {
        return Stream.concat(media.lines(), Stream.concat(chats.lines(), bill.lines()));
    }

    private void restore(JsonNode line, Path folder) {
        if (line.path("line").asText().equals("media")) {
            media.restore(MediaLines.media(line, accounts, folder));
        } else {
            restore(line);
        }
    }

    /** Restores what a line says that is not about a new file. */
    void restore(JsonNode line) {
        String id = line.path("id").asText();
        switch (line.path("line").asText()) {
            case "deleted" -> media.delete(id);
            case "message" -> {
                Account account = accounts.of(accounts.keyOf(line.path("key").asText()));
                String chat = line.path("chat").asText();
                MessageContent content = MessageContent.of(line);
                if (line.path("inbound").asBoolean()) {
                    chats.addWritten(chat, account, content);
                } else {
                    chats.addAccepted(
                            chat, account, content, line.path("category").asText());
                }
            }
            case "billed" -> {
                bill.restore(line, accounts);
                chats.find(id)
                        .ifPresent(entry -> entry.charged(
                                bill.one(BillLines.pricing(line)),
                                line.path("status").asText()));
            }
            case "status" -> chats.become(id, line.path("status").asText(), ChatLines.error(line), Instant.EPOCH);
            case "forgotten" ->
                chats.delete(ChatLines.forgotten(line).stream()
                        .flatMap(gone -> chats.find(gone).stream())
                        .toList());
            case "name" ->
                chats.named(line.path("chat").asText(), line.path("name").asText());
            case "customer" -> chats.change(line.path("chat").asText(), ChatLines.customer(line));
            case "moved" ->
                chats.move(line.path("chat").asText(), line.path("number").asText());
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
