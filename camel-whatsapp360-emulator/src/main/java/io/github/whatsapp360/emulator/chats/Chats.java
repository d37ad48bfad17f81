package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.billing.BillLines;
import io.github.whatsapp360.emulator.data.DataLog;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.util.MonitorWait;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import io.github.whatsapp360.emulator.util.UnpackedList;
import java.time.Clock;
import java.time.Duration;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The last messages of all chats, in the order in which they came. */
public final class Chats {

    /** All numbers of the business. */
    public static final Predicate<Account> ALL = account -> true;

    /** The most chats that a list has. */
    public static final int CHATS = 500;

    /** The number of the newest messages that are not packed: those with which somebody still works. */
    static final int WHOLE = 1_000;

    private static final int OF_A_LINE = 1_000;

    private static final int END_OF_GROUP = 6;
    private static final int OF_EACH = 50;
    private static final int ALTOGETHER = 2_000;

    /** Source: Meta, "Typing indicators": until the answer, or for 25 seconds. */
    private static final Duration TYPING = Duration.ofSeconds(25);

    private final Clock clock;
    private final Journal journal;
    private final int kept;
    private final DataLog log;
    private final Deque<ChatEntry> all = new ArrayDeque<>();
    private final Deque<ChatEntry> whole = new ArrayDeque<>();
    private final MessageIndex byId = new MessageIndex();
    private final Map<String, OneChat> chats = new HashMap<>();
    private final Map<String, String> byUserId = new HashMap<>(); // user ID → number
    private long seq;
    private long written;

    /**
     * @param kept the maximum number of messages; older ones are forgotten
     */
    public Chats(Clock clock, Journal journal, int kept, DataLog log) {
        this.clock = clock;
        this.journal = journal;
        this.kept = kept;
        this.log = log;
    }

    /** The messages and the customer of one chat. */
    private static final class OneChat {
        private final String origin;
        private final Deque<ChatEntry> entries = new ArrayDeque<>();
        private Customer customer = Customer.UNKNOWN;
        private int total;
        private Map<Account, Instant> typing = Map.of(); // until when the business's numbers type
        private final Map<Account, ChatWindows> windows = new HashMap<>(); // by the business's numbers

        private OneChat(String number) {
            origin = number;
        }

        private ChatEntry last(Predicate<Account> business) {
            Iterator<ChatEntry> back = entries.descendingIterator();
            ChatEntry entry = next(back);
            while (entry != null && !business.test(entry.account())) {
                entry = next(back);
            }
            return entry;
        }

        private int total(Predicate<Account> business) {
            return business == ALL
                    ? total
                    : (int) entries.stream()
                            .filter(entry -> business.test(entry.account()))
                            .count();
        }

        private void types(Account account, Instant until) {
            Map<Account, Instant> now = new HashMap<>(typing);
            now.remove(account);
            if (until.isAfter(Instant.MIN)) {
                now.put(account, until);
            }
            typing = now.isEmpty() ? Map.of() : now;
        }

        private ChatWindows.State note(Account account, boolean inbound, ChatMessage message) {
            ChatWindows own = windows.computeIfAbsent(account, any -> new ChatWindows());
            if (message.type().equals("system")) {
                return own.at(message.receivedAt()); // nobody wrote it
            }
            return inbound ? own.written(message) : own.answered(message);
        }
    }

    /** Adds a message that a customer wrote. */
    public ChatEntry addWritten(String chat, Account account, MessageContent content) {
        return add(chat, account, true, content, "");
    }

    /**
     * Adds a message that was accepted.
     *
     * @param category in which it is charged; empty if it is not
     */
    public ChatEntry addAccepted(String chat, Account account, MessageContent content, String category) {
        return add(chat, account, false, content, category);
    }

    private synchronized ChatEntry add(
            String chat, Account account, boolean inbound, MessageContent content, String category) {
        OneChat one = chats.computeIfAbsent(chat, OneChat::new);
        ChatWindows.State window = one.note(account, inbound, content.message());
        ChatEntry entry = new ChatEntry(++seq, chat, account, inbound, content, category, window);
        one.entries.add(entry);
        one.total++;
        written += inbound ? 1 : 0;
        if (!inbound) {
            one.types(account, Instant.MIN);
        }
        all.add(entry);
        byId.add(entry);
        whole.add(entry);
        if (whole.size() > WHOLE) {
            whole.poll().pack();
        }
        if (all.size() > kept) {
            forget(all.poll());
        }
        log.write(ChatLines.message(entry));
        journal.add("message", () -> ChatJson.message(entry).put("name", name(chat)));
        notifyAll();
        return entry;
    }

    private void forget(ChatEntry oldest) {
        byId.remove(oldest);
        OneChat one = chats.get(oldest.chat());
        one.entries.poll();
        if (one.entries.isEmpty()) {
            chats.remove(oldest.chat());
            byUserId.remove(one.customer.userId());
        }
    }

    /**
     * Deletes these messages, as if they had never come; what was charged for them stays on the bill.
     *
     * @return the number of those that were still there
     */
    public synchronized int delete(Collection<ChatEntry> entries) {
        Set<ChatEntry> wanted = new HashSet<>(entries);
        List<ChatEntry> gone = all.stream().filter(wanted::contains).toList();
        if (gone.isEmpty()) {
            return 0;
        }
        all.removeIf(wanted::contains);
        Set<String> numbers = new HashSet<>();
        for (ChatEntry entry : gone) {
            byId.remove(entry);
            numbers.add(entry.chat());
        }
        for (String number : numbers) {
            OneChat one = chats.get(number);
            int before = one.entries.size();
            one.entries.removeIf(wanted::contains);
            one.total -= before - one.entries.size();
        }
        for (int from = 0; from < gone.size(); from += OF_A_LINE) {
            log.write(ChatLines.forgotten(gone.subList(from, Math.min(gone.size(), from + OF_A_LINE))));
        }
        journal.add("snapshot", () -> ChatJson.chats(summaries(0, CHATS)));
        return gone.size();
    }

    /**
     * The business marks a customer's message as read, and with it the earlier ones to the same number. Of a group, it
     * marks only this one. Source: Meta, "Mark messages as read". A message that is not known, or not to this number,
     * is ignored: it may be one of a webhook that was triggered.
     *
     * @return the message that was marked
     */
    public Optional<ChatEntry> readByBusiness(String messageId, Account account) {
        List<ChatEntry> unread = new ArrayList<>();
        Optional<ChatEntry> marked;
        synchronized (this) {
            marked = find(messageId).filter(entry -> entry.isInbound() && entry.account() == account);
            marked.ifPresent(entry ->
                    unread.addAll(entry.message().json().has("group_id") ? List.of(entry) : unreadUntil(entry)));
        }
        unread.forEach(entry -> become(entry.message().id(), "read", null, clock.instant()));
        return marked;
    }

    /** Returns the customer's messages up to this one that its number has not marked as read, oldest first. */
    private List<ChatEntry> unreadUntil(ChatEntry last) {
        ArrayDeque<ChatEntry> unread = new ArrayDeque<>();
        Iterator<ChatEntry> back = chats.get(last.chat()).entries.descendingIterator();
        for (ChatEntry entry = next(back); entry != null; entry = next(back)) {
            if (entry.seq() <= last.seq() && entry.isInbound() && entry.account() == last.account()) {
                if (entry.status().equals("read")) {
                    break; // the earlier ones were marked with it
                }
                unread.addFirst(entry);
            }
        }
        return List.copyOf(unread);
    }

    /** The business types an answer, until it sends one or 25 seconds are over. */
    public synchronized void type(String chat, Account account) {
        Instant until = clock.instant().plus(TYPING);
        chats.get(chat).types(account, until);
        journal.add(
                "typing", () -> ChatJson.typing(account, until, clock.instant()).put("chat", chat));
    }

    /** Returns whether a customer sees now that one of these numbers types. */
    public synchronized boolean isTyping(String chat, Predicate<Account> business) {
        OneChat one = chats.get(chat);
        return one != null
                && one.typing.keySet().stream().anyMatch(account -> business.test(account) && types(one, account));
    }

    private boolean types(OneChat one, Account account) {
        return clock.instant().isBefore(one.typing.get(account));
    }

    private ArrayNode typing(OneChat one, Predicate<Account> business) {
        ArrayNode typing = JsonNodeFactory.instance.arrayNode();
        one.typing.forEach((account, until) -> {
            if (business.test(account) && types(one, account)) {
                typing.add(ChatJson.typing(account, until, clock.instant()));
            }
        });
        return typing;
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
        one(chat, one -> one.withName(name));
        log.write(ChatLines.name(chat, name));
    }

    /** Sets who a customer is. */
    public synchronized void change(String chat, Customer customer) {
        // a name that was made of the number is none
        one(chat, one -> customer.name().equals(madeName(chat)) ? customer.withName("") : customer);
        log.write(ChatLines.customer(chat, chats.get(chat).customer));
        journal.add("customer", () -> ChatJson.customer(chat, customer(chat)));
    }

    private void one(String chat, UnaryOperator<Customer> change) {
        OneChat one = chats.computeIfAbsent(chat, OneChat::new);
        byUserId.remove(one.customer.userId());
        one.customer = change.apply(one.customer);
        if (!one.customer.userId().isEmpty()) {
            byUserId.put(one.customer.userId(), chat);
        }
    }

    /** Gives a chat to another number, which has no messages. */
    public synchronized void move(String chat, String number) {
        OneChat one = chats.remove(chat);
        if (one == null) {
            return;
        }
        OneChat other = chats.put(number, one);
        if (other != null) {
            byUserId.remove(other.customer.userId());
        }
        one.entries.forEach(entry -> entry.moveTo(number));
        byUserId.replaceAll((userId, old) -> old.equals(chat) ? number : old);
        log.write(ChatLines.moved(chat, number));
        journal.add("snapshot", () -> ChatJson.chats(summaries(0, CHATS)));
        notifyAll();
    }

    /** Returns the number that a chat began with: it stays if the customer changes the number. */
    public synchronized String origin(String chat) {
        OneChat one = chats.get(chat);
        return one == null ? chat : one.origin;
    }

    /** Returns the number of the customer with this user ID; what is no such ID stays as it is. */
    public synchronized String chatOf(String recipient) {
        return byUserId.getOrDefault(recipient, recipient);
    }

    /** Returns the hash of a customer's identity key; empty if the check is off. */
    public synchronized String identityKeyHash(String chat) {
        return customer(chat).identityKeyHash();
    }

    /** Returns a customer as webhooks describe one. */
    public synchronized Customer customer(String chat) {
        OneChat one = chats.get(chat);
        return (one == null ? Customer.UNKNOWN : one.customer).withName(name(chat));
    }

    /** Returns the lines of the data folder about the messages that are there now. */
    public Stream<JsonNode> lines() {
        List<ChatEntry> entries;
        List<JsonNode> customers = new ArrayList<>();
        synchronized (this) {
            entries = List.copyOf(all);
            chats.forEach((chat, one) -> customers.add(ChatLines.customer(chat, one.customer)));
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

    private static String madeName(String chat) {
        return RecipientNumber.isGroup(chat)
                ? "Group " + chat.substring(chat.length() - END_OF_GROUP)
                : "Customer " + chat.substring(Math.max(0, chat.length() - 4));
    }

    /** The profile's name that a customer has; a group is called by the end of its ID. */
    public synchronized String name(String chat) {
        OneChat one = chats.get(chat);
        return one == null || one.customer.name().isEmpty() ? madeName(chat) : one.customer.name();
    }

    /** Returns the accepted messages of one chat, those of one number or of {@link #ALL}. */
    public synchronized List<ChatMessage> messages(String chat, Predicate<Account> business) {
        return accepted(entries(chat).stream()
                .filter(entry -> business.test(entry.account()))
                .toList());
    }

    /** Returns all accepted messages. */
    public synchronized List<ChatMessage> messages() {
        return accepted(all);
    }

    private static List<ChatMessage> accepted(Collection<ChatEntry> entries) {
        return new UnpackedList<>(
                entries.stream().filter(entry -> !entry.isInbound()).toList(), ChatEntry::message);
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
    public synchronized List<ChatEntry> before(String chat, Predicate<Account> business, long before, int most) {
        OneChat one = chats.get(chat);
        return one == null ? List.of() : newest(one, business, before, most);
    }

    private static List<ChatEntry> newest(OneChat one, Predicate<Account> business, long before, int most) {
        ArrayDeque<ChatEntry> newest = new ArrayDeque<>();
        for (Iterator<ChatEntry> back = one.entries.descendingIterator(); back.hasNext() && newest.size() < most; ) {
            ChatEntry entry = back.next();
            if (entry.seq() < before && business.test(entry.account())) {
                newest.addFirst(entry);
            }
        }
        return List.copyOf(newest);
    }

    /** Returns the first messages of a chat that came after one, oldest first. */
    public synchronized List<ChatEntry> after(String chat, Predicate<Account> business, long after, int most) {
        OneChat one = chats.get(chat);
        return one == null
                ? List.of()
                : one.entries.stream()
                        .filter(entry -> entry.seq() > after && business.test(entry.account()))
                        .limit(most)
                        .toList();
    }

    /** Lists so many chats after the first {@code offset}, the newest message first, each with its last messages. */
    public List<ChatSummary> summaries(int offset, int most) {
        return summaries(offset, most, "", ALL);
    }

    /**
     * Lists only chats that have these words in the number, which may have separators, in a name or in the user ID. Of
     * them, it lists only the messages of some numbers of the business.
     */
    public synchronized List<ChatSummary> summaries(int offset, int most, String words, Predicate<Account> business) {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        String digits = wanted.matches("[+\\d\\s().-]+") ? wanted.replaceAll("\\D", "") : wanted;
        List<Map.Entry<String, OneChat>> sorted = chats.entrySet().stream()
                .filter(chat -> chat.getValue().last(business) != null)
                .filter(chat -> wanted.isEmpty()
                        || chat.getKey().toLowerCase(Locale.ROOT).contains(digits)
                        || about(chat.getKey()).contains(wanted))
                .sorted(Comparator.comparingLong((Map.Entry<String, OneChat> chat) ->
                                chat.getValue().last(business).seq())
                        .reversed())
                .skip(offset)
                .limit(Math.min(most, CHATS))
                .toList();
        List<ChatSummary> summaries = new ArrayList<>();
        int left = ALTOGETHER;
        for (Map.Entry<String, OneChat> chat : sorted) {
            List<ChatEntry> newest =
                    newest(chat.getValue(), business, Long.MAX_VALUE, Math.max(1, Math.min(OF_EACH, left)));
            left -= newest.size();
            summaries.add(new ChatSummary(
                    chat.getKey(),
                    customer(chat.getKey()),
                    chat.getValue().total(business),
                    typing(chat.getValue(), business),
                    newest));
        }
        return summaries;
    }

    private String about(String chat) {
        Customer customer = customer(chat);
        return String.join("\n", customer.name(), customer.username(), customer.userId())
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the number of messages of customers or of the business, forgotten ones too. */
    public synchronized long count(boolean inbound) {
        return inbound ? written : seq - written;
    }

    public synchronized Optional<ChatEntry> find(String messageId) {
        return byId.find(messageId);
    }

    public List<ChatMessage> await(
            String chat, Predicate<Account> business, Predicate<List<ChatMessage>> wanted, String what) {
        return MonitorWait.await(this, () -> messages(chat, business), wanted, what);
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
