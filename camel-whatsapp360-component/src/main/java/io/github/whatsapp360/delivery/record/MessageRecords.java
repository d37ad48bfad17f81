package io.github.whatsapp360.delivery.record;

import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.delivery.confirm.FailedStatus;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.StandbyEvent;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRepository;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of messages in one repository: deliveries change them, and webhooks do. */
public final class MessageRecords implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MessageRecords.class);

    /** The number of times that a change is tried if other applications change the same record. */
    private static final int MAX_TRIES = 20;

    /** The number of messages without a record, one after the other, after which the next one is not looked up. */
    private static final int NEW_IN_A_ROW = 100;

    private final MessageRepository repository;
    private final StoreHealth health;
    private final String application;
    private final RecordWatch watch;
    private final Executor workers;
    private final Future<?> cleaning;
    private final AtomicInteger newInARow = new AtomicInteger();
    private volatile boolean heard;

    /**
     * @param health is told whether the repository works, and logs its failures
     * @param application names this process in the records, for people
     * @param workers call the repository, and run the exchanges that go on after a wait
     */
    public MessageRecords(
            MessageRepository repository,
            StoreHealth health,
            String application,
            ScheduledExecutorService timer,
            Executor workers) {
        this.repository = new WatchedRepository(repository, health);
        this.health = health;
        this.application = application;
        this.workers = workers;
        this.watch = new RecordWatch(this.repository, timer, workers);
        this.cleaning = timer.scheduleWithFixedDelay(this::cleanUp, 1, 60, TimeUnit.MINUTES);
    }

    /**
     * Records the statuses that a webhook has brought. Statuses of messages without a record are ignored.
     *
     * @throws RuntimeException if the repository fails; then the webhook must be delivered again
     */
    public void report(List<MessageStatus> statuses) {
        heard |= !statuses.isEmpty();
        List<MessageStatus> known = statuses.stream()
                .filter(status ->
                        !status.callbackData().isEmpty() && state(status).isPresent())
                .toList();
        for (int from = 0; from < known.size(); from += RecordWatch.MAX_QUESTION) {
            List<MessageStatus> part = known.subList(from, Math.min(known.size(), from + RecordWatch.MAX_QUESTION));
            Map<String, MessageRecord> found = repository.find(
                    part.stream().map(MessageStatus::callbackData).distinct().toList());
            for (MessageStatus status : part) {
                MessageRecord record = found.get(status.callbackData());
                if (record != null) {
                    change(record, before -> reported(before, status)).ifPresent(after -> {
                        found.put(after.callbackData(), after);
                        watch.changed(after); // another application may have recorded it
                    });
                }
            }
        }
    }

    /**
     * Records the answers among the customers' messages that a webhook has brought, if they name the messages that they
     * answer.
     *
     * @return the IDs of the answered messages, by the IDs of their answers, also if they were recorded before
     * @throws RuntimeException if the repository fails; then the webhook must be delivered again
     */
    public Map<String, String> answers(List<InboundMessage> messages) {
        Map<String, String> answered = new HashMap<>();
        for (int from = 0; from < messages.size(); from += RecordWatch.MAX_QUESTION) {
            List<InboundMessage> part =
                    messages.subList(from, Math.min(messages.size(), from + RecordWatch.MAX_QUESTION));
            Map<String, MessageRecord> references = repository.find(
                    part.stream().map(MessageRecords::referenceKey).distinct().toList());
            for (InboundMessage message : part) {
                MessageRecord reference = references.get(referenceKey(message));
                if (reference != null && answer(reference.content(), message.replyTo(), message)) {
                    answered.put(message.id(), message.replyTo());
                }
            }
        }
        return answered;
    }

    private static String referenceKey(InboundMessage message) {
        return MessageRecord.referenceKey(message.replyTo());
    }

    /**
     * Records the answer to a message, unless it has another one.
     *
     * @return true if the record has this answer
     * @throws RuntimeException if the repository fails
     */
    public boolean answer(String callbackData, String messageId, InboundMessage answer) {
        return answer(callbackData, messageId, answer, false);
    }

    /**
     * Records the answer to a message, like {@link #answer(String, String, InboundMessage)}.
     *
     * @param awaited true if an exchange of this application waits for it. Then it is recorded even if another delivery
     *     of the question has ended its wait
     */
    boolean answer(String callbackData, String messageId, InboundMessage answer, boolean awaited) {
        Optional<MessageRecord> after = find(callbackData)
                .flatMap(record -> change(record, before -> (awaited ? before.withQuestion(true) : before)
                        .answered(messageId, WebhookJson.write(answer))));
        after.ifPresent(watch::changed); // another application may have recorded it
        return after.flatMap(MessageRecords::answer)
                .filter(recorded -> recorded.id().equals(answer.id()))
                .isPresent();
    }

    /** Returns the recorded answer; empty if there is none. */
    static Optional<InboundMessage> answer(MessageRecord record) {
        return record.answer().isEmpty()
                ? Optional.empty()
                : WebhookJson.read(record.answer().getBytes(StandardCharsets.UTF_8)).stream()
                        .flatMap(event ->
                                event instanceof StandbyEvent standby ? standby.message().stream() : Stream.of(event))
                        .filter(InboundMessage.class::isInstance)
                        .map(InboundMessage.class::cast)
                        .findFirst();
    }

    /** Returns the records that have waited for a status longer than this. */
    public List<MessageRecord> unresolved(Duration age, int limit) {
        return repository.unresolved(age, limit);
    }

    /** Decides that a message must not be sent again. Returns false if it has no record. */
    public boolean close(String callbackData) {
        return find(callbackData)
                .map(record -> change(record, before -> Optional.of(before.closed())))
                .isPresent();
    }

    /** Decides that a message was not sent, so that it may be sent again at once. Returns false if it has no record. */
    public boolean release(String callbackData) {
        return find(callbackData)
                .map(record -> change(record, before -> Optional.of(before.released())))
                .isPresent();
    }

    /** Ends every wait for a status. */
    @Override
    public void close() {
        cleaning.cancel(false);
        watch.close();
    }

    /** Returns the number of exchanges that wait for a change of a record. */
    public int waiting() {
        return watch.size();
    }

    MessageRepository repository() {
        return repository;
    }

    RecordWatch watch() {
        return watch;
    }

    Executor workers() {
        return workers;
    }

    String application() {
        return application;
    }

    /** Returns whether any webhook has brought a status to this application. */
    boolean hasHeard() {
        return heard;
    }

    /**
     * Returns whether the next message is probably new. Then it is inserted without a look at its record before, which
     * spares a call of the repository. If it has a record, its insertion fails after the wait for its turn, and the
     * record is looked up then.
     */
    boolean expectsNew() {
        return newInARow.get() >= NEW_IN_A_ROW;
    }

    /** Counts a message that has come. */
    void counted(boolean isNew) {
        if (!isNew) {
            newInARow.set(0);
        } else if (newInARow.get() < NEW_IN_A_ROW) {
            newInARow.incrementAndGet();
        }
    }

    Optional<MessageRecord> find(String callbackData) {
        return Optional.ofNullable(repository.find(List.of(callbackData)).get(callbackData));
    }

    /** Logs a failure that ends no delivery. The repository's own failures are logged as warnings elsewhere. */
    void failed(String what, Throwable failure) {
        LOG.debug("The message repository could not {}", what, failure);
    }

    /**
     * Changes a record, again if another application has changed it at the same time.
     *
     * @param step returns the next version; empty to change nothing
     * @return the record afterwards; empty if there is none any more
     * @throws IllegalStateException if others change the record all the time
     */
    Optional<MessageRecord> change(MessageRecord known, Function<MessageRecord, Optional<MessageRecord>> step) {
        Optional<MessageRecord> before = Optional.of(known);
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            if (before.isEmpty()) {
                return before;
            }
            Optional<MessageRecord> after = step.apply(before.get());
            if (after.isEmpty()) {
                return before;
            }
            refer(before.get(), after.get());
            if (repository.replace(before.get(), after.get())) {
                watch.changed(after.get());
                return after;
            }
            before = find(known.callbackData());
        }
        IllegalStateException lost =
                new IllegalStateException("A record in the message repository changes all the time");
        health.failed("change a record, which others change all the time", lost);
        throw lost;
    }

    /** Stores the reference to a question as soon as its ID is known, and before the record has the ID. */
    private void refer(MessageRecord before, MessageRecord after) {
        boolean isNew = !before.isQuestion() || !after.messageId().equals(before.messageId());
        if (after.isQuestion() && isNew && !after.messageId().isEmpty()) {
            repository.insert(MessageRecord.reference(after.messageId(), after.callbackData()));
        }
    }

    private static Optional<MessageRecord> reported(MessageRecord before, MessageStatus status) {
        if (status.state() != MessageStatus.State.FAILED) {
            return before.reported(state(status).orElseThrow(), status.status(), status.id());
        }
        DeliveryFailedException failure = FailedStatus.exception(status, status.id(), before.callbackData());
        return failure.getCode().isPresent()
                ? before.failed(status.id(), failure.getCode().getAsInt(), failure.getDetails())
                : before.failed(status.id(), failure.getDetails());
    }

    private static Optional<MessageRecord.State> state(MessageStatus status) {
        return switch (status.state()) {
            case SENT -> Optional.of(MessageRecord.State.SENT);
            case DELIVERED -> Optional.of(MessageRecord.State.DELIVERED);
            case READ, PLAYED -> Optional.of(MessageRecord.State.READ);
            case FAILED -> Optional.of(MessageRecord.State.FAILED);
            case OTHER -> Optional.empty();
        };
    }

    private void cleanUp() {
        try {
            workers.execute(() -> {
                try {
                    repository.cleanUp();
                } catch (Exception | Error e) {
                    failed("remove old records", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The component is being stopped, so old records stay in the message repository", e);
        }
    }
}
