package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.billing.BillLines;
import io.github.whatsapp360.emulator.data.DataLog;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.util.MonitorWait;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The last messages of all chats, in the order in which they came. */
public final class Chats {

    /** The most chats that a list has. */
    public static final int CHATS = 500;

    private static final int END_OF_GROUP = 6;
    private static final int OF_EACH = 50;
    private static final int ALTOGETHER = 2_000;

    private final Journal journal;
    private final int kept;
    private final DataLog log;
    private final Deque<ChatEntry> all = new ArrayDeque<>();
    private final Map<String, ChatEntry> byId = new HashMap<>();
    private final Map<String, OneChat> chats = new HashMap<>();
    private long seq;
    private long written;

    /**
     * @param kept the maximum number of messages; older ones are forgotten
     */
    public Chats(Journal journal, int kept, DataLog log) {
        this.journal = journal;
        this.kept = kept;
        this.log = log;
    }

    /** The messages and the customer of one chat. */
    private static final class OneChat {
        private final Deque<ChatEntry> entries = new ArrayDeque<>();
        private String name = "";
        private String identityKeyHash = "";
        private int total;
        private final Map<String, ChatWindows> windows = new HashMap<>(); // by the business's keys

        private ChatWindows.State note(String key, boolean inbound, ChatMessage message) {
            ChatWindows own = windows.computeIfAbsent(key, any -> new ChatWindows());
            return inbound ? own.written(message) : own.answered(message);
        }
    }

    /** Adds a message that a customer wrote. */
    public ChatEntry addWritten(String chat, String key, ChatMessage message, ObjectNode view) {
        return add(chat, key, true, message, view, "");
    }

    /**
     * Adds a message that was accepted.
     *
     * @param category in which it is charged; empty if it is not
     */
    public ChatEntry addAccepted(String chat, String key, ChatMessage message, ObjectNode view, String category) {
        return add(chat, key, false, message, view, category);
    }

    private synchronized ChatEntry add(
            String chat, String key, boolean inbound, ChatMessage message, ObjectNode view, String category) {
        OneChat one = chats.computeIfAbsent(chat, any -> new OneChat());
        ChatWindows.State window = one.note(key, inbound, message);
        ChatEntry entry = new ChatEntry(++seq, chat, key, inbound, message, view, category, window);
        one.entries.add(entry);
        one.total++;
        written += inbound ? 1 : 0;
        all.add(entry);
        byId.put(message.id(), entry);
        if (all.size() > kept) {
            forget(all.poll());
        }
        log.write(ChatLines.message(entry));
        journal.add("message", () -> ChatJson.message(entry).put("name", name(chat)));
        notifyAll();
        return entry;
    }

    private void forget(ChatEntry oldest) {
        byId.remove(oldest.message().id());
        OneChat one = chats.get(oldest.chat());
        one.entries.poll();
        if (one.entries.isEmpty()) {
            chats.remove(oldest.chat());
        }
    }

    /**
     * Deletes these messages, as if they had never come; what was charged for them stays on the bill.
     *
     * @return the number of those that were still there
     */
    public synchronized int delete(Collection<String> ids) {
        Set<String> gone = new HashSet<>(ids);
        gone.retainAll(byId.keySet());
        if (gone.isEmpty()) {
            return 0;
        }
        Predicate<ChatEntry> isGone = entry -> gone.contains(entry.message().id());
        Set<String> numbers = new HashSet<>();
        all.stream().filter(isGone).forEach(entry -> numbers.add(entry.chat()));
        all.removeIf(isGone);
        byId.keySet().removeAll(gone);
        for (String number : numbers) {
            OneChat one = chats.get(number);
            int before = one.entries.size();
            one.entries.removeIf(isGone);
            one.total -= before - one.entries.size();
        }
        log.write(ChatLines.forgotten(gone));
        journal.add("snapshot", () -> ChatJson.chats(summaries(0, CHATS, "")));
        return gone.size();
    }

    /** Sets the status of a message. */
    public void become(String messageId, String status, StatusError error, Instant at) {
        find(messageId).filter(entry -> entry.become(status, error)).ifPresent(entry -> {
            log.write(ChatLines.status(messageId, status, error));
            journal.add("status", () -> ChatJson.status(entry, status, error, at));
            synchronized (this) {
                notifyAll();
            }
        });
    }

    public synchronized void named(String chat, String name) {
        chats.computeIfAbsent(chat, any -> new OneChat()).name = name;
        log.write(ChatLines.name(chat, name));
    }

    /** Sets the hash of a customer's identity key; empty to turn the check off. */
    public synchronized void identified(String chat, String identityKeyHash) {
        chats.computeIfAbsent(chat, any -> new OneChat()).identityKeyHash = identityKeyHash;
        log.write(ChatLines.identity(chat, identityKeyHash));
    }

    /** Returns the hash of a customer's identity key; empty if the check is off. */
    public synchronized String identityKeyHash(String chat) {
        OneChat one = chats.get(chat);
        return one == null ? "" : one.identityKeyHash;
    }

    /** Returns a customer as webhooks describe one. */
    public synchronized Customer customer(String chat) {
        return new Customer(name(chat), identityKeyHash(chat));
    }

    /** Returns the lines of the data folder about the messages that are there now. */
    public Stream<JsonNode> lines() {
        List<ChatEntry> entries;
        List<JsonNode> customers = new ArrayList<>();
        synchronized (this) {
            entries = List.copyOf(all);
            chats.forEach((chat, one) -> {
                customers.add(ChatLines.name(chat, one.name));
                if (!one.identityKeyHash.isEmpty()) {
                    customers.add(ChatLines.identity(chat, one.identityKeyHash));
                }
            });
        }
        return Stream.concat(entries.stream().flatMap(Chats::lines), customers.stream());
    }

    private static Stream<JsonNode> lines(ChatEntry entry) {
        String id = entry.message().id();
        Stream<JsonNode> message =
                Stream.of(ChatLines.message(entry), ChatLines.status(id, entry.status(), entry.error()));
        return Stream.concat(
                message,
                entry.pricing(entry.chargedBy()).stream()
                        .map(pricing -> BillLines.message(id, pricing, entry.chargedBy())));
    }

    /** The profile's name that a customer has; a group is called by the end of its ID. */
    public synchronized String name(String chat) {
        OneChat one = chats.get(chat);
        if (RecipientNumber.isGroup(chat)) {
            return "Group " + chat.substring(chat.length() - END_OF_GROUP);
        }
        return one == null || one.name.isEmpty()
                ? "Customer " + chat.substring(Math.max(0, chat.length() - 4))
                : one.name;
    }

    /** The accepted messages of one chat. */
    public synchronized List<ChatMessage> messages(String chat) {
        return accepted(entries(chat));
    }

    /** Returns all accepted messages. */
    public synchronized List<ChatMessage> messages() {
        return accepted(all);
    }

    private static List<ChatMessage> accepted(Iterable<ChatEntry> entries) {
        List<ChatMessage> messages = new ArrayList<>();
        for (ChatEntry entry : entries) {
            if (!entry.isInbound()) {
                messages.add(entry.message());
            }
        }
        return messages;
    }

    /** Returns the messages of one chat that are kept, both ways. */
    public synchronized List<ChatEntry> entries(String chat) {
        OneChat one = chats.get(chat);
        return one == null ? List.of() : List.copyOf(one.entries);
    }

    /** Returns the messages of all chats, both ways, that came after this one and are kept. */
    public synchronized List<ChatEntry> after(long seq) {
        ArrayDeque<ChatEntry> newer = new ArrayDeque<>();
        Iterator<ChatEntry> back = all.descendingIterator();
        for (ChatEntry entry = next(back); entry != null && entry.seq() > seq; entry = next(back)) {
            newer.addFirst(entry);
        }
        return List.copyOf(newer);
    }

    private static ChatEntry next(Iterator<ChatEntry> entries) {
        return entries.hasNext() ? entries.next() : null;
    }

    /** The last message that the business sent to a customer, of those that are kept. */
    public synchronized Optional<ChatEntry> newestOut(String chat) {
        OneChat one = chats.get(chat);
        Iterator<ChatEntry> back = one == null ? Collections.emptyIterator() : one.entries.descendingIterator();
        while (back.hasNext()) {
            ChatEntry entry = back.next();
            if (!entry.isInbound()) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Returns the last messages of a chat that came before one, oldest first. */
    public synchronized List<ChatEntry> before(String chat, long before, int most) {
        OneChat one = chats.get(chat);
        return one == null ? List.of() : newest(one, before, most);
    }

    private static List<ChatEntry> newest(OneChat one, long before, int most) {
        ArrayDeque<ChatEntry> newest = new ArrayDeque<>();
        for (Iterator<ChatEntry> back = one.entries.descendingIterator(); back.hasNext() && newest.size() < most; ) {
            ChatEntry entry = back.next();
            if (entry.seq() < before) {
                newest.addFirst(entry);
            }
        }
        return List.copyOf(newest);
    }

    /** Returns the first messages of a chat that came after one, oldest first. */
    public synchronized List<ChatEntry> after(String chat, long after, int most) {
        OneChat one = chats.get(chat);
        return one == null
                ? List.of()
                : one.entries.stream()
                        .filter(entry -> entry.seq() > after)
                        .limit(most)
                        .toList();
    }

    /** Lists so many chats after the first {@code offset}, the newest message first, each with its last messages. */
    public List<ChatSummary> summaries(int offset, int most) {
        return summaries(offset, most, "");
    }

    /** Lists only chats that have these words in the number, which may have separators, or in the name. */
    public synchronized List<ChatSummary> summaries(int offset, int most, String words) {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        String digits = wanted.matches("[+\\d\\s().-]+") ? wanted.replaceAll("\\D", "") : wanted;
        List<Map.Entry<String, OneChat>> sorted = chats.entrySet().stream()
                .filter(chat -> !chat.getValue().entries.isEmpty())
                .filter(chat -> wanted.isEmpty()
                        || chat.getKey().toLowerCase(Locale.ROOT).contains(digits)
                        || name(chat.getKey()).toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(Comparator.comparingLong((Map.Entry<String, OneChat> chat) ->
                                chat.getValue().entries.peekLast().seq())
                        .reversed())
                .skip(offset)
                .limit(Math.min(most, CHATS))
                .toList();
        List<ChatSummary> summaries = new ArrayList<>();
        int left = ALTOGETHER;
        for (Map.Entry<String, OneChat> chat : sorted) {
            List<ChatEntry> newest = newest(chat.getValue(), Long.MAX_VALUE, Math.max(1, Math.min(OF_EACH, left)));
            left -= newest.size();
            summaries.add(new ChatSummary(chat.getKey(), name(chat.getKey()), chat.getValue().total, newest));
        }
        return summaries;
    }

    /** Returns the number of messages of customers or of the business, forgotten ones too. */
    public synchronized long count(boolean inbound) {
        return inbound ? written : seq - written;
    }

    public synchronized Optional<ChatEntry> find(String messageId) {
        return Optional.ofNullable(byId.get(messageId));
    }

    public List<ChatMessage> await(String chat, Predicate<List<ChatMessage>> wanted, String what) {
        return MonitorWait.await(this, () -> messages(chat), wanted, what);
    }

    /** Waits until a message has this status. */
    public void awaitStatus(String messageId, String status) {
        MonitorWait.await(
                this,
                () -> find(messageId).map(ChatEntry::status).orElse("unknown"),
                status::equals,
                "the status " + status + " of " + messageId);
    }
}
