package io.github.whatsapp360.emulator.chats;

import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.MessagePricing;
import io.github.whatsapp360.emulator.util.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A search for messages: those of the business, unless {@code from} or {@code direction} says otherwise. */
public final class MessageSearch implements Search<ChatEntry> {

    private static final Map<String, String> PHRASES = phrases();

    private static final List<String> STATUSES = List.of("accepted", "sent", "delivered", "read", "failed", "received");

    /** The criteria that a message may meet later. */
    private static final Set<String> CHANGING = Set.of("status", "unread", "category");

    /** The criteria for which a message need not be unpacked. */
    private static final Set<String> QUICK = Set.of("to", "from", "business", "id", "after", "before", "direction");

    private static final int MOST_CHARACTERS = 200;

    private final Chats chats;
    private final Map<String, String> criteria = new LinkedHashMap<>();
    private final MessageWords words;
    private final List<ChatEntry> candidates = new ArrayList<>();
    private long seen;

    /**
     * @param criteria {@code to}, {@code from}, {@code type}, {@code text}, {@code filename}, {@code status},
     *     {@code id} and {@code after}, as {@code MessageQuery} describes them; {@code direction}, {@code words},
     *     {@code template}, {@code category}, {@code file}, {@code unread} and {@code before}
     * @throws IllegalArgumentException if there is another criterion, or a value that cannot be one
     */
    public MessageSearch(Chats chats, Map<String, String> criteria) {
        Search.requireKnown(criteria, PHRASES);
        this.chats = chats;
        criteria.forEach((name, value) -> this.criteria.put(name, checked(name, value)));
        words = MessageWords.of(criteria.getOrDefault("words", ""));
    }

    private static Map<String, String> phrases() {
        Map<String, String> phrases = new LinkedHashMap<>();
        phrases.put("to", "to ?");
        phrases.put("from", "from ?");
        phrases.put("business", "of the business number ?");
        phrases.put("type", "of the type ?");
        phrases.put("text", "with the text \"?\"");
        phrases.put("filename", "with the file name \"?\"");
        phrases.put("status", "with the status ?");
        phrases.put("id", "with the ID ?");
        phrases.put("template", "of the template ?");
        phrases.put("category", "of the price category ?");
        phrases.put("file", "with file: ?");
        phrases.put("unread", "unread: ?");
        phrases.put("words", "with the words \"?\"");
        phrases.put("direction", "in the direction ?");
        phrases.put("after", "after number ?");
        phrases.put("before", "before number ?");
        return Collections.unmodifiableMap(phrases);
    }

    private static String checked(String name, String value) {
        if (value.isBlank()) { // such as from a variable that is not set: it would match, and delete, nearly everything
            throw new IllegalArgumentException(name + ": the value is missing");
        }
        switch (name) {
            case "to", "from", "business" -> {
                return Search.requireNumber(name, value);
            }
            case "status" -> require(name, value, STATUSES);
            case "after", "before" -> {
                if (!value.matches("\\d{1,18}")) {
                    throw new IllegalArgumentException(name + ": the seq of a message");
                }
            }
            case "direction" -> require(name, value, List.of("in", "out", "any"));
            case "file", "unread" -> require(name, value, List.of("true", "false"));
            default -> {} // any text
        }
        return value;
    }

    private static void require(String name, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(name + ": one of " + String.join(", ", allowed));
        }
    }

    @Override
    public String wanted() {
        return "a message" + Search.words(criteria, PHRASES);
    }

    @Override
    public List<ChatEntry> found() {
        for (ChatEntry entry : chats.after(seen)) {
            seen = entry.seq();
            if (isInDirection(entry)
                    && matches(entry, QUICK::contains)
                    && matches(entry, name -> !QUICK.contains(name) && !CHANGING.contains(name))) {
                candidates.add(entry);
            }
        }
        return candidates.stream()
                .filter(entry -> matches(entry, CHANGING::contains))
                .toList();
    }

    private boolean matches(ChatEntry entry, Predicate<String> which) {
        return criteria.entrySet().stream()
                .allMatch(one -> !which.test(one.getKey()) || has(entry, one.getKey(), one.getValue()));
    }

    @Override
    public List<ChatEntry> all() {
        return chats.after(0);
    }

    @Override
    public List<String> differences(ChatEntry entry) {
        List<String> differences = new ArrayList<>();
        if (!isInDirection(entry)) {
            differences.add(entry.isInbound() ? "a customer wrote it" : "the business sent it");
        }
        criteria.forEach((name, value) -> {
            if (!has(entry, name, value)) {
                differences.add(difference(entry, name));
            }
        });
        return differences;
    }

    private boolean isInDirection(ChatEntry entry) {
        String direction = criteria.getOrDefault("direction", criteria.containsKey("from") ? "in" : "out");
        return direction.equals("any") || direction.equals("in") == entry.isInbound();
    }

    private boolean has(ChatEntry entry, String name, String value) {
        return switch (name) {
            case "to" -> entry.chat().equals(value);
            case "from" -> entry.chat().equals(value) || entry.writer().equals(value);
            case "business" -> entry.account().displayNumber().equals(value);
            case "type" -> entry.message().type().equals(value);
            case "text" -> MessageWords.readableText(entry.content()).contains(value);
            case "filename" -> entry.message().filename().equals(value);
            case "status" -> entry.hasReached(value);
            case "id" -> entry.hasId(value);
            case "template" -> MessageWords.template(entry.message()).equals(value);
            case "category" -> category(entry).equals(value);
            case "file" -> MessageWords.hasFile(entry.content()) == Boolean.parseBoolean(value);
            case "unread" -> entry.isUnread() == Boolean.parseBoolean(value);
            case "words" -> words.areIn(entry);
            case "after" -> entry.seq() > Long.parseLong(value);
            case "before" -> entry.seq() < Long.parseLong(value);
            default -> true; // the direction
        };
    }

    private static String difference(ChatEntry entry, String name) {
        MessageContent content = entry.content();
        ChatMessage message = content.message();
        return switch (name) {
            case "to" -> "to is " + entry.chat();
            case "from" -> "from is " + (entry.isInbound() ? entry.writer() : entry.chat());
            case "business" -> "the business number is " + entry.account().displayNumber();
            case "type" -> "the type is " + message.type();
            case "text" -> "the text is " + quoted(MessageWords.readableText(content));
            case "filename" -> "the file name is " + quoted(message.filename());
            case "status" -> statusOf(entry);
            case "id" -> "the ID is " + message.id();
            case "template" -> "the template is " + quoted(MessageWords.template(message));
            case "category" -> "the price category is " + quoted(category(entry));
            case "file" -> MessageWords.hasFile(content) ? "it has a file" : "it has no file";
            case "unread" -> entry.isUnread() ? "it is unread" : "it is not unread";
            case "words" -> "it does not have the words";
            case "after" -> "it came earlier";
            default -> "it came later";
        };
    }

    private static String category(ChatEntry entry) {
        return entry.pricing().map(MessagePricing::category).orElse("");
    }

    private static String statusOf(ChatEntry entry) {
        StatusError error = entry.error();
        return "the status is " + entry.status() + (error == null ? "" : " (" + error.code() + ")");
    }

    @Override
    public String describe(ChatEntry entry) {
        MessageContent content = entry.content();
        ChatMessage message = content.message();
        String file = message.filename().isEmpty() ? "" : " " + quoted(message.filename());
        String text = MessageWords.readableText(content);
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
}
