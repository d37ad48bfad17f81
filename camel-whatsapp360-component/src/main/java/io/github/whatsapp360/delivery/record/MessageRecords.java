package io.github.whatsapp360.delivery.record;

import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.delivery.confirm.FailedStatus;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRepository;
import java.time.Duration;
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
