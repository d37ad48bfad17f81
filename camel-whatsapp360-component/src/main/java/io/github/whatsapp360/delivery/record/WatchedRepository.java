package io.github.whatsapp360.delivery.record;

import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRepository;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Passes all calls on to a repository, and tells its health how they ended. */
final class WatchedRepository implements MessageRepository {

    private final MessageRepository repository;
    private final StoreHealth health;

    WatchedRepository(MessageRepository repository, StoreHealth health) {
        this.repository = repository;
        this.health = health;
    }

    @Override
    public Map<String, MessageRecord> find(Collection<String> callbackData) {
        return watched("be read", () -> repository.find(callbackData));
    }

    @Override
    public boolean insert(MessageRecord record) {
        return watched("store a record", () -> repository.insert(record));
    }

    @Override
    public boolean replace(MessageRecord before, MessageRecord after) {
        return watched("change a record", () -> repository.replace(before, after));
    }

    @Override
    public boolean remove(MessageRecord record) {
        return watched("remove a record", () -> repository.remove(record));
    }

    @Override
    public List<MessageRecord> unresolved(Duration age, int limit) {
        return watched("list the unresolved messages", () -> repository.unresolved(age, limit));
    }

    @Override
    public void cleanUp() {
        watched("remove old records", () -> {
            repository.cleanUp();
            return null;
        });
    }

    @Override
    public Optional<MediaIdStore> mediaIds() {
        return repository.mediaIds(); // its media IDs have a health of their own
    }

    private <T> T watched(String what, Supplier<T> call) {
        T answer;
        try {
            answer = call.get();
        } catch (Exception | Error e) { // a bean in Kotlin or Groovy may throw checked exceptions too
            health.failed(what, e);
            throw e;
        }
        health.worked();
        return answer;
    }
}
