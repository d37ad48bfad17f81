package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.accounts.StoredTemplate;
import io.github.whatsapp360.emulator.chats.ChatJson;
import io.github.whatsapp360.emulator.data.StateReader;
import io.github.whatsapp360.emulator.faults.ActiveFault;
import io.github.whatsapp360.emulator.faults.FaultJson;
import io.github.whatsapp360.emulator.media.FetchedLink;
import io.github.whatsapp360.emulator.media.MediaLines;
import io.github.whatsapp360.emulator.media.SpooledFile;
import io.github.whatsapp360.emulator.media.StoredMedia;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.webhooks.LoggedDelivery;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of an emulator as one JSON file: a head, and entries, one a line. Those about messages and files are lines
 * of the data folder. Keys of numbers are in it as hashes only, and addresses of webhooks without their paths: these
 * may be secret, and the emulator that reads the file has its own.
 */
public final class StateFile {

    /** The most bytes of a file in one entry; divisible by 3, so that only the last one is padded. */
    private static final int CHUNK = 48 * 1024;

    private final EmulatorState state;
    private final List<Account> accounts;
    private final Map<String, String> keys = new HashMap<>();
    private final Map<Account, List<StoredTemplate>> templates = new LinkedHashMap<>();
    private List<FaultRule> ownFaults = List.of();

    private StateFile(EmulatorState state) {
        this.state = state;
        this.accounts = List.copyOf(state.config().accounts().all());
    }

    /** Writes a state. Messages that come meanwhile are left out. */
    public static void write(EmulatorState state, OutputStream out) throws IOException {
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        List<Account> accounts = List.copyOf(state.config().accounts().all());
        ObjectNode head = StateReader.head()
                .put("hosting", state.config().hosting().name())
                .put("now", state.config().clock().instant().toString())
                .put("numbers", accounts.size());
        String text = head.toString();
        writer.write(text.substring(0, text.length() - 1) + ",\"entries\":[");
        EntryWriter entries = new EntryWriter(writer);
        for (Account account : accounts) {
            entries.write(number(state, account));
        }
        List<JsonNode> changing = new ArrayList<>();
        synchronized (state.scenario()) { // a step sets faults and statuses at once
            changing.add(state.settings().state());
            changing.add(faults(state));
            state.scenario().state().ifPresent(changing::add);
        }
        for (JsonNode entry : changing) {
            entries.write(entry);
        }
        for (StoredMedia media : state.media().all()) {
            writeFile(media, entries);
        }
        for (Iterator<JsonNode> lines = state.restorer().lines().iterator(); lines.hasNext(); ) {
            JsonNode line = lines.next();
            if (!line.path("line").asText().equals("media")) {
                entries.write(line);
            }
        }
        for (Map.Entry<String, List<FetchedLink>> links :
                state.links().results().entrySet()) {
            entries.write(entry("links").put("id", links.getKey()).set("results", ChatJson.links(links.getValue())));
        }
        for (LoggedRequest line : state.requests().after(-1, LogLines.MOST)) {
            entries.write(LogLines.request(line));
        }
        for (LoggedDelivery line : state.deliveries().log().after(-1, LogLines.MOST)) {
            entries.write(LogLines.delivery(line));
        }
        writer.write("\n]}\n");
        writer.flush();
    }

    /** Writes entries with commas between them. */
    private static final class EntryWriter {
        private final BufferedWriter out;
        private String separator = "\n";

        EntryWriter(BufferedWriter out) {
            this.out = out;
        }

        void write(JsonNode entry) throws IOException {
            out.write(separator);
            out.write(entry.toString());
            separator = ",\n";
        }
    }

    private static ObjectNode entry(String line) {
        return JsonNodeFactory.instance.objectNode().put("line", line);
    }

    private static ObjectNode number(EmulatorState state, Account account) {
        ObjectNode entry = entry("number").put("key", Accounts.hash(account.key()));
        ArrayNode all = entry.putArray("templates");
        account.templates().forEach(template -> all.add(template.json()));
        entry.set("profile", state.number(account).profile());
        ArrayNode blocked = entry.putArray("blocked");
        state.number(account).blocked().forEach(blocked::add);
        return entry;
    }

    /** Rules that are used up are over: they are left out. */
    private static ObjectNode faults(EmulatorState state) {
        ObjectNode entry = entry("faults");
        ArrayNode rules = entry.putArray("rules");
        for (ActiveFault active : state.faults().all()) {
            if (!active.isUsedUp()) {
                JsonNode rule = FaultJson.rules(List.of(active)).at("/rules/0");
                boolean own = state.scenario().isOwn(active.rule());
                rules.add(((ObjectNode) rule).put("scenario", own));
            }
        }
        return entry;
    }

    private static void writeFile(StoredMedia media, EntryWriter entries) throws IOException {
        try (InputStream in = Files.newInputStream(media.path())) {
            entries.write(MediaLines.media(media));
            for (byte[] bytes = in.readNBytes(CHUNK); bytes.length > 0; bytes = in.readNBytes(CHUNK)) {
                entries.write(entry("content").put("base64", Base64.getEncoder().encodeToString(bytes)));
            }
        } catch (NoSuchFileException e) {
            // It was the oldest one, and was forgotten meanwhile.
        }
    }

    /**
     * Reads a file into a new state.
     *
     * @return the rest, to be run when the state is in use: templates and the clock, which are not of one state
     * @throws IllegalArgumentException if this is no state file of this hosting, or it is damaged
     * @throws UncheckedIOException if it cannot be read
     */
    public static Runnable read(Path path, EmulatorState state) {
        try (StateReader reader = new StateReader(path)) {
            String hosting = reader.hosting();
            if (!hosting.equals(state.config().hosting().name())) {
                throw new IllegalArgumentException("The state file is of the hosting " + hosting
                        + ", and this emulator is " + state.config().hosting());
            }
            return new StateFile(state).read(reader);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The state file is not complete JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the state file", e);
        }
    }

    private Runnable read(StateReader reader) throws IOException {
        Instant now = reader.now();
        int number = 0;
        for (JsonNode entry = reader.next(); entry != null; entry = reader.next()) {
            number++;
            try {
                restore((ObjectNode) entry, reader);
            } catch (JsonProcessingException e) {
                throw e;
            } catch (IllegalArgumentException | DateTimeException | ClassCastException e) {
                throw new IllegalArgumentException(
                        "Entry " + number + " of the state file is wrong: " + e.getMessage(), e);
            }
        }
        state.restorer().begin();
        return () -> {
            templates.forEach((account, all) -> {
                account.templates().forEach(account::remove);
                all.forEach(account::add);
            });
            state.config().clock().set(now);
        };
    }

    private void restore(ObjectNode entry, StateReader reader) throws IOException {
        for (String field : List.of("key", "owner")) {
            String hash = entry.path(field).asText();
            if (keys.containsKey(hash)) {
                entry.put(field, keys.get(hash));
            }
        }
        switch (entry.path("line").asText()) {
            case "number" -> restoreNumber(entry);
            case "settings" -> state.settings().change(entry);
            case "faults" -> restoreFaults(entry.path("rules"));
            case "scenario" -> state.scenario().restore(entry, ownFaults);
            case "media" -> restoreFile(entry, reader);
            case "links" -> state.links().restore(entry.path("id").asText(), ChatJson.links(entry.path("results")));
            case "request" -> state.requests().restore(LogLines.request(entry));
            case "delivery" -> state.deliveries().log().restore(LogLines.delivery(entry));
            case "message" -> {
                for (String field : List.of("id", "chat", "type")) {
                    if (entry.path(field).asText().isEmpty()) {
                        throw new IllegalArgumentException("a message has an id, a chat and a type");
                    }
                }
                state.restorer().restore(entry);
            }
            default -> state.restorer().restore(entry);
        }
    }

    /** The number with the same key, else the one in the same place, else the first one. */
    private void restoreNumber(ObjectNode entry) {
        String hash = entry.path("key").asText();
        Account account = accounts.stream()
                .filter(one -> Accounts.hash(one.key()).equals(hash))
                .findFirst()
                .orElseGet(() -> accounts.get(keys.size() < accounts.size() ? keys.size() : 0));
        keys.put(hash, Accounts.hash(account.key()));
        List<StoredTemplate> all = templates.computeIfAbsent(account, any -> new ArrayList<>());
        entry.path("templates").forEach(template -> all.add(StoredTemplate.of((ObjectNode) template)));
        if (entry.path("profile") instanceof ObjectNode profile) {
            state.number(account).profile(profile);
        }
        entry.path("blocked").forEach(user -> state.number(account).block(user.asText(), true));
    }

    private void restoreFaults(JsonNode json) {
        List<FaultRule> rules = FaultJson.rules(json);
        List<FaultRule> own = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (json.path(i).path("scenario").asBoolean()) {
                own.add(rules.get(i));
            }
        }
        ownFaults = List.copyOf(own);
        state.faults().set(rules);
    }

    private void restoreFile(ObjectNode entry, StateReader reader) throws IOException {
        if (!entry.path("mimeType").asText().matches("[\\w.+-]+/[\\w.+-]+")) {
            throw new IllegalArgumentException("a file has a MIME type");
        }
        SpooledFile spooled = state.media().spool(reader.content());
        entry.put("file", spooled.path().getFileName().toString());
        if (!spooled.sha256().equals(entry.path("sha256").asText())) {
            state.media().discard(spooled);
            throw new IllegalArgumentException("the file's content is damaged");
        }
        state.media()
                .restore(MediaLines.media(
                        entry, state.config().accounts(), spooled.path().getParent()));
    }
}
