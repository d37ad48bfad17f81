package io.github.whatsapp360.delivery.record;

import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for changes of records, which any application that shares the repository may make. It asks the repository once
 * a second for all awaited records together. A change by this application ends a wait at once. Waiting holds no thread.
 */
final class RecordWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordWatch.class);

    private static final long INTERVAL_MILLIS = 1000;
    private static final long MIN_INTERVAL_MILLIS = 20;

    /** The largest number of records in one question, see {@link MessageRepository#find}. */
    static final int MAX_QUESTION = 1000;

    private final MessageRepository repository;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Map<String, List<Wait>> waits = new HashMap<>();
    private int size;
    private boolean polling;
    private boolean closed;

    RecordWatch(MessageRepository repository, ScheduledExecutorService timer, Executor workers) {
        this.repository = repository;
        this.timer = timer;
        this.workers = workers;
    }

    /**
     * Waits until a record satisfies a condition, or until the time is over. The future completes with the record as it
     * is then; empty if there is none. It fails if the watch is closed, or if the repository could not be read at the
     * end of the time.
     */
    CompletableFuture<Optional<MessageRecord>> await(
            String callbackData, Predicate<Optional<MessageRecord>> condition, Duration time) {
        Wait wait = new Wait(callbackData, condition, System.nanoTime() + time.toNanos());
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new WatchClosedException());
            }
            waits.computeIfAbsent(callbackData, key -> new ArrayList<>(1)).add(wait);
            size++;
            if (!polling) {
                polling = true;
                schedule();
            }
        }
        return wait.result;
    }

    /** Tells that this application has changed or read a record. */
    void changed(MessageRecord record) {
        List<Wait> asked;
        synchronized (this) {
            asked = List.copyOf(waits.getOrDefault(record.callbackData(), List.of()));
        }
        for (Wait wait : asked) {
            if (wait.condition.test(Optional.of(record))) {
                end(wait, Optional.of(record), null);
            }
        }
    }

    /** Returns the number of waits. */
    synchronized int size() {
        return size;
    }

    /** Ends every wait. */
    @Override
    public void close() {
        List<Wait> ended;
        synchronized (this) {
            closed = true;
            ended = all();
            waits.clear();
            size = 0;
        }
        ended.forEach(wait -> complete(wait, () -> wait.result.completeExceptionally(new WatchClosedException())));
    }

    private List<Wait> all() {
        return waits.values().stream().flatMap(List::stream).toList();
    }

    private synchronized void schedule() {
        if (closed || waits.isEmpty()) {
            polling = false;
            return;
        }
        long now = System.nanoTime();
        long nanos = all().stream().mapToLong(wait -> wait.deadline - now).min().orElseThrow();
        long millis = Math.max(MIN_INTERVAL_MILLIS, Math.min(INTERVAL_MILLIS, nanos / 1_000_000 + 1));
        try {
            timer.schedule(() -> workers.execute(this::poll), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            polling = false; // the component is being stopped, and closes this watch
        }
    }

    private void poll() {
        List<Wait> asked;
        synchronized (this) {
            asked = all();
        }
        try {
            for (int from = 0; from < asked.size(); from += MAX_QUESTION) {
                ask(asked.subList(from, Math.min(asked.size(), from + MAX_QUESTION)));
            }
        } finally {
            schedule();
        }
    }

    private void ask(List<Wait> asked) {
        Map<String, MessageRecord> found = new HashMap<>();
        Throwable failure = null;
        try {
            found = repository.find(
                    asked.stream().map(wait -> wait.callbackData).distinct().toList());
        } catch (Exception | Error e) { // a bean in Kotlin or Groovy may throw checked exceptions too
            LOG.debug("The message repository could not be read; it is asked again", e);
            failure = e;
        }
        long now = System.nanoTime();
        for (Wait wait : asked) {
            Optional<MessageRecord> record = Optional.ofNullable(found.get(wait.callbackData));
            boolean over = wait.deadline - now <= 0;
            if (failure == null ? over || wait.condition.test(record) : over) {
                end(wait, record, failure);
            }
        }
    }

    private void end(Wait wait, Optional<MessageRecord> record, Throwable failure) {
        synchronized (this) {
            List<Wait> same = waits.get(wait.callbackData);
            if (same == null || !same.remove(wait)) {
                return;
            }
            size--;
            if (same.isEmpty()) {
                waits.remove(wait.callbackData);
            }
        }
        complete(wait, () -> {
            if (failure == null) {
                wait.result.complete(record);
            } else {
                wait.result.completeExceptionally(failure);
            }
        });
    }

    /** Completes a wait on a worker, because the route goes on there. */
    private void complete(Wait wait, Runnable how) {
        try {
            workers.execute(how);
        } catch (RejectedExecutionException e) {
            how.run();
        }
    }

    /** Thrown into the waits when the watch is closed. */
    static final class WatchClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Wait {
        private final String callbackData;
        private final Predicate<Optional<MessageRecord>> condition;
        private final long deadline;
        private final CompletableFuture<Optional<MessageRecord>> result = new CompletableFuture<>();

        Wait(String callbackData, Predicate<Optional<MessageRecord>> condition, long deadline) {
            this.callbackData = callbackData;
            this.condition = condition;
            this.deadline = deadline;
        }
    }
}
