package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.message.SentMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Matches the messages that wait for an answer with the messages of customers. Each message of a customer answers one
 * question at most.
 *
 * <p>A reply belongs to the message that it names. Any other message belongs to the last question to its sender that
 * takes {@linkplain AnswerRule#ANY any} message and has no answer yet. An answer may come before the service's response
 * to its question.
 */
public final class Questions {

    /** The number of customers' messages, and of statuses, that are kept while a question is in flight. */
    static final int MAX_EARLY = 1_000;

    /** The number of customers' messages that are recognised if they come again; each takes about 200 bytes. */
    static final int MAX_KNOWN = 10_000;

    /** The time by which the clocks of this application and of the service may differ. */
    static final Duration CLOCKS = Duration.ofMinutes(1);

    /** The types of messages that say nothing new, or that the customer did not write. */
    private static final Set<String> NO_ANSWERS =
            Set.of("reaction", "edit", "revoke", "system", "unsupported", "unknown", "request_welcome");

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private final Set<Question> waiting = new LinkedHashSet<>();
    private final Map<String, Deque<Question>> byId = new HashMap<>();

    /** The questions that take any message, by all known IDs of their recipients; the last one is the newest. */
    private final Map<String, Deque<Question>> byRecipient = new HashMap<>();

    /** The IDs of the numbers of accounts, from statuses. */
    private final Map<String, String> numbers = new HashMap<>();

    /** The messages that no question takes so far, oldest first, while a question is in flight. */
    private final Map<String, Early> early = new LinkedHashMap<>();

    /** The statuses of messages whose ID is not known yet, while a question is in flight; one for each ID. */
    private final Map<String, MessageStatus> earlyStatuses = new LinkedHashMap<>();

    /** The ID of the question that each known message answers; empty for a message that answers none. */
    private final Map<String, String> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_KNOWN;
        }
    };

    private long received;

    /** A message that no question takes so far, or an answer that could not be recorded. */
    private record Early(InboundMessage message, long number, boolean isAnswer) {}

    /**
     * Registers a question before it is sent. It takes an answer as soon as it is {@linkplain Question#accepted
     * accepted}.
     *
     * @param account names the account that asks
     * @param to the recipient in its normal form
     */
    public synchronized Question ask(AnswerRule rule, String account, String to) {
        Question question = new Question(rule, account, to, received);
        waiting.add(question);
        return question;
    }

    /**
     * Gives a customer's message to the question that it answers.
     *
     * @return the ID of that question; empty if it answers none, also if it came before
     * @throws RuntimeException if the answer could not be recorded; then the webhook must be delivered again
     */
    public Optional<String> receive(InboundMessage message) {
        if (!isAnswer(message)) {
            return Optional.empty();
        }
        Question question;
        synchronized (this) {
            String before = known.get(message.id());
            if (before != null) {
                return Optional.of(before).filter(id -> !id.isEmpty());
            }
            known.put(message.id(), "");
            received++;
            question = find(message);
            if (question == null) {
                keepEarly(message);
                return Optional.empty();
            }
            question.answer = message;
        }
        return answer(question, message) ? Optional.of(question.id) : Optional.empty();
    }

    /** Learns from a status who the recipient of a question is, and the number that asks. */
    public void heard(MessageStatus status) {
        List<Question> asked;
        synchronized (this) {
            asked = List.copyOf(byId.getOrDefault(status.id(), new ArrayDeque<>()));
            asked.forEach(question -> question.learn(status));
            if (asked.isEmpty()) {
                keepEarly(status);
            }
        }
        asked.forEach(this::findEarly);
    }

    /** Returns the number of questions without an answer. */
    synchronized int size() {
        return waiting.size();
    }

    /** Returns the number of messages that are kept because a question is in flight. */
    synchronized int earlySize() {
        return early.size();
    }

    /** Returns whether a message can be an answer: it has an ID, and the customer has written it or made a choice. */
    public static boolean isAnswer(InboundMessage message) {
        return !message.id().isEmpty() && !NO_ANSWERS.contains(message.type());
    }

    /** Finds the question that takes a message; null if there is none. */
    private Question find(InboundMessage message) {
        List<String> keys = message.replyTo().isEmpty() ? authors(message) : List.of(message.replyTo());
        Map<String, Deque<Question>> index = message.replyTo().isEmpty() ? byRecipient : byId;
        for (String key : keys) {
            Iterator<Question> newestFirst =
                    index.getOrDefault(key, new ArrayDeque<>()).descendingIterator();
            while (newestFirst.hasNext()) {
                Question question = newestFirst.next();
                if (question.takes(message)) {
                    return question;
                }
            }
        }
        return null;
    }

    /** Returns all IDs of the chat in which a message was written: of the group, or else of its author. */
    private static List<String> authors(InboundMessage message) {
        return message.groupId().isEmpty() ? List.copyOf(message.senderIds()) : List.of(message.groupId());
    }

    private void keepEarly(InboundMessage message) {
        if (waiting.stream().noneMatch(Question::isInFlight)) {
            early.values().removeIf(each -> !each.isAnswer);
            return;
        }
        early.put(message.id(), new Early(message, received, false));
        if (early.size() > MAX_EARLY) {
            early.remove(early.keySet().iterator().next());
        }
    }

    private void keepEarly(MessageStatus status) {
        if (waiting.stream().anyMatch(question -> question.id.isEmpty())) {
            earlyStatuses.put(status.id(), status);
            if (earlyStatuses.size() > MAX_EARLY) {
                earlyStatuses.remove(earlyStatuses.keySet().iterator().next());
            }
        }
    }

    /** Gives a question the first of the messages that came while it was in flight. */
    private void findEarly(Question question) {
        InboundMessage message = null;
        synchronized (this) {
            for (Early each : early.values()) {
                if (each.number > question.asked && find(each.message) == question) {
                    message = each.message;
                    break;
                }
            }
            if (message != null) {
                early.remove(message.id());
                question.answer = message;
            }
        }
        if (message != null) {
            try {
                answer(question, message);
            } catch (RuntimeException | Error e) { // the next status looks for it again
                LOG.debug("An answer that came early could not be recorded", e);
                synchronized (this) {
                    early.put(message.id(), new Early(message, received, true));
                }
            }
        }
    }

    /** Tells a question's exchange its answer, outside of the lock. */
    private boolean answer(Question question, InboundMessage message) {
        boolean taken;
        try {
            taken = question.taker.test(message);
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                question.answer = null;
                known.remove(message.id());
            }
            throw e;
        }
        if (taken) {
            synchronized (this) {
                known.put(message.id(), question.id);
            }
            question.close();
        }
        return taken;
    }

    private static void add(Map<String, Deque<Question>> index, String key, Question question) {
        index.computeIfAbsent(key, unknown -> new ArrayDeque<>(1)).add(question);
    }

    private static void remove(Map<String, Deque<Question>> index, String key, Question question) {
        Deque<Question> same = index.get(key);
        if (same != null && same.remove(question) && same.isEmpty()) {
            index.remove(key);
        }
    }

    /** A message that waits for its answer. Its fields are guarded by the lock of {@link Questions}. */
    public final class Question implements AutoCloseable {
        private final AnswerRule rule;
        private final String account;
        private final long asked;
        private final Instant askedAt = Instant.now();
        private final Set<String> recipients = new HashSet<>();
        private volatile Predicate<InboundMessage> taker = message -> false;
        private volatile InboundMessage answer;
        private volatile String id = "";
        private final String to;
        private boolean heard;
        private boolean closed;

        private Question(AnswerRule rule, String account, String to, long asked) {
            this.rule = rule;
            this.account = account;
            this.to = to;
            this.asked = asked;
        }

        /**
         * Sets what happens with the answer. Called before the question is sent.
         *
         * @param taker returns whether the exchange takes it; false if it has ended or has another one. May throw an
         *     exception if the answer cannot be recorded
         */
        public void then(Predicate<InboundMessage> taker) {
            this.taker = taker;
        }

        /** Notes that the service has accepted the question. May be called again when the ID gets known. */
        public void accepted(SentMessage sent) {
            synchronized (Questions.this) {
                if (closed) {
                    return;
                }
                if (!sent.id().isEmpty() && id.isEmpty()) {
                    id = sent.id();
                    Questions.add(byId, id, this);
                    Optional.ofNullable(earlyStatuses.remove(id)).ifPresent(this::learn);
                }
                addRecipient(to);
                addRecipient(sent.waId());
            }
            findEarly(this);
        }

        /** Returns the customer's message that was taken as the answer; empty if none was. */
        public Optional<InboundMessage> answer() {
            return Optional.ofNullable(answer);
        }

        /** Ends the wait. */
        @Override
        public void close() {
            synchronized (Questions.this) {
                closed = true;
                waiting.remove(this);
                Questions.remove(byId, id, this);
                recipients.forEach(recipient -> Questions.remove(byRecipient, recipient, this));
                if (waiting.isEmpty()) {
                    early.clear();
                    earlyStatuses.clear();
                }
            }
        }

        /** Learns from a status of this question who its recipient is, and the number that asks. */
        private void learn(MessageStatus status) {
            heard = true;
            if (!status.phoneNumberId().isEmpty()) {
                numbers.put(account, status.phoneNumberId());
            }
            addRecipient(status.recipient());
            addRecipient(status.userId());
        }

        private void addRecipient(String recipient) {
            String key = recipient.strip();
            if (rule == AnswerRule.ANY && !closed && !key.isEmpty() && recipients.add(key)) {
                Questions.add(byRecipient, key, this);
            }
        }

        /** Returns whether its ID, or an ID of its recipient, may still be unknown. */
        private boolean isInFlight() {
            return id.isEmpty() || rule == AnswerRule.ANY && !heard;
        }

        private boolean takes(InboundMessage message) {
            if (answer != null) {
                return false;
            }
            if (!message.replyTo().isEmpty()) {
                return true; // the index has found it by its ID
            }
            String number = numbers.getOrDefault(account, "");
            boolean sameNumber =
                    number.isEmpty() || message.phoneNumberId().isEmpty() || number.equals(message.phoneNumberId());
            return sameNumber
                    && message.timestamp()
                            .filter(written -> written.isBefore(askedAt.minus(CLOCKS)))
                            .isEmpty();
        }
    }
}
