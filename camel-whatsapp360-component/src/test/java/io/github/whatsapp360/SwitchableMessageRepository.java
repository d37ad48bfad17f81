package io.github.whatsapp360;

import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRecord.State;
import io.github.whatsapp360.repository.MessageRepository;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A repository whose connection can fail. */
final class SwitchableMessageRepository implements MessageRepository {

    private final MessageRepository repository = MessageRepository.inMemory(10_000);

    /** Decides whether a change to this state fails. */
    volatile Predicate<State> failsFor = state -> false;

    volatile boolean unreachable;

    /** Hides records that are there, as a read replica that lags behind. */
    volatile boolean blind;

    /** The only thread that reaches the repository although it is unreachable. */
    volatile Thread questioner;

    /** The number of questions for records. */
    final AtomicInteger questions = new AtomicInteger();

    volatile Throwable failure = new IllegalStateException("the database is away");

    MessageRecord record(String callbackData) {
        return repository.find(List.of(callbackData)).get(callbackData);
    }

    /** Returns the repository as another node sees it, whose connection does not fail. */
    MessageRepository otherNode() {
        return repository;
    }

    @Override
    public Map<String, MessageRecord> find(Collection<String> callbackData) {
        questions.incrementAndGet();
        check(unreachable && Thread.currentThread() != questioner);
        return blind ? Map.of() : repository.find(callbackData);
    }

    @Override
    public boolean insert(MessageRecord record) {
        check(unreachable || failsFor.test(record.state()));
        return repository.insert(record);
    }

    @Override
    public boolean replace(MessageRecord before, MessageRecord after) {
        check(unreachable || failsFor.test(after.state()));
        return repository.replace(before, after);
    }

    @Override
    public boolean remove(MessageRecord record) {
        check(unreachable);
        return repository.remove(record);
    }

    @Override
    public List<MessageRecord> unresolved(Duration age, int limit) {
        check(unreachable);
        return repository.unresolved(age, limit);
    }

    @Override
    public Optional<MediaIdStore> mediaIds() {
        return repository.mediaIds();
    }

    private void check(boolean fails) {
        if (fails) {
            SwitchableMessageRepository.<RuntimeException>fail(failure);
        }
    }

    /** Throws anything, as a bean in another language may. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void fail(Throwable failure) throws T {
        throw (T) failure;
    }
}
