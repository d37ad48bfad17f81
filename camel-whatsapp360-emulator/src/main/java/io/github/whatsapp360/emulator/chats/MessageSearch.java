package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.util.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** A search for messages: those of the business, unless a customer is named by {@code from}. */
public final class MessageSearch implements Search<ChatEntry> {

    private static final Map<String, String> PHRASES = phrases();

    private static final List<String> STATUSES = List.of("accepted", "sent", "delivered", "read", "failed", "received");

    private static final int MOST_CHARACTERS = 200;

    private final Chats chats;
    private final Map<String, String> criteria = new LinkedHashMap<>();
    private final List<ChatEntry> candidates = new ArrayList<>();
    private long seen;

    /**
     * @param criteria {@code to}, {@code from}, {@code type}, {@code text}, {@code filename}, {@code status},
     *     {@code id} and {@code after}, as {@code MessageQuery} describes them
     * @throws IllegalArgumentException if there is another criterion, or a value that cannot be one
     */
    public MessageSearch(Chats chats, Map<String, String> criteria) {
        Search.requireKnown(criteria, PHRASES);
        this.chats = chats;
        criteria.forEach((name, value) -> this.criteria.put(name, checked(name, value)));
    }

    private static Map<String, String> phrases() {
        Map<String, String> phrases = new LinkedHashMap<>();
        phrases.put("to", "to ?");
        phrases.put("from", "from ?");
        phrases.put("type", "of the type ?");
        phrases.put("text", "with the text \"?\"");
        phrases.put("filename", "with the file name \"?\"");
        phrases.put("status", "with the status ?");
        phrases.put("id", "with the ID ?");
        phrases.put("after", "after number ?");
        return Collections.unmodifiableMap(phrases);
    }

    private static String checked(String name, String value) {
        switch (name) {
            case "to", "from" -> {
                return Search.requireNumber(name, value);
            }
            case "status" -> {
                if (!STATUSES.contains(value)) {
                    throw new IllegalArgumentException("status: one of " + String.join(", ", STATUSES));
                }
            }
            case "after" -> {
                if (!value.matches("\\d{1,18}")) {
                    throw new IllegalArgumentException("after: the seq of a message");
                }
            }
            default -> {} // any text
        }
        return value;
    }

    @Override
    public String wanted() {
        return "a message" + Search.words(criteria, PHRASES);
    }

    @Override
    public List<ChatEntry> found() {
        for (ChatEntry entry : chats.after(seen)) {
            seen = entry.seq();
            List<String> differences = differences(entry);
            if (differences.isEmpty()
                    || differences.size() == 1 && differences.get(0).equals(statusOf(entry))) {
                candidates.add(entry);
            }
        }
        return candidates.stream().filter(entry -> differences(entry).isEmpty()).toList();
    }

    @Override
    public List<ChatEntry> all() {
        return chats.after(0);
    }

    @Override
    public List<String> differences(ChatEntry entry) {
        List<String> differences = new ArrayList<>();
        ChatMessage message = entry.message();
        boolean fromCustomer = criteria.containsKey("from");
        if (entry.isInbound() != fromCustomer) {
            differences.add(entry.isInbound() ? "a customer wrote it" : "the business sent it");
        }
        criteria.forEach((name, value) -> {
            switch (name) {
                case "to", "from" -> differ(differences, entry.chat().equals(value), name + " is " + entry.chat());
                case "type" -> differ(differences, message.type().equals(value), "the type is " + message.type());
                case "text" -> {
                    String text = readableText(entry);
                    differ(differences, text.contains(value), "the text is " + quoted(text));
                }
                case "filename" ->
                    differ(
                            differences,
                            message.filename().equals(value),
                            "the file name is " + quoted(message.filename()));
                case "status" -> differ(differences, entry.hasReached(value), statusOf(entry));
                case "id" -> differ(differences, message.id().equals(value), "the ID is " + message.id());
                default -> differ(differences, entry.seq() > Long.parseLong(value), "it came earlier");
            }
        });
        return differences;
    }

    private static void differ(List<String> differences, boolean matches, String difference) {
        if (!matches) {
            differences.add(difference);
        }
    }

    private static String statusOf(ChatEntry entry) {
        StatusError error = entry.error();
        return "the status is " + entry.status() + (error == null ? "" : " (" + error.code() + ")");
    }

    @Override
    public String describe(ChatEntry entry) {
        ChatMessage message = entry.message();
        String file = message.filename().isEmpty() ? "" : " " + quoted(message.filename());
        String text = readableText(entry);
        return message.type()
                + file
                + (entry.isInbound() ? " from " : " to ")
                + entry.chat()
                + (text.isEmpty() ? "" : ": " + quoted(text));
    }

    private static String quoted(String text) {
        int end = Math.min(text.length(), MOST_CHARACTERS);
        return '"' + text.substring(0, end) + (end < text.length() ? "…" : "") + '"';
    }

    /** Returns the words that the recipient reads. */
    static String readableText(ChatEntry entry) {
        ChatMessage message = entry.message();
        JsonNode content = message.json().path(message.type());
        JsonNode template = entry.view().path("template");
        StringJoiner text = new StringJoiner("\n");
        Stream.of(message.text(), message.caption()).forEach(part -> add(text, part));
        for (String part : List.of("header", "body", "footer")) {
            add(text, template.path(part).asText());
            if (message.type().equals("interactive")) {
                add(text, content.path(part).path("text").asText());
            }
        }
        add(text, content.at("/button_reply/title").asText());
        add(text, content.at("/list_reply/title").asText());
        if (message.type().equals("button")) {
            add(text, content.path("text").asText());
        }
        return text.toString();
    }

    private static void add(StringJoiner text, String part) {
        if (!part.isEmpty()) {
            text.add(part);
        }
    }
}
