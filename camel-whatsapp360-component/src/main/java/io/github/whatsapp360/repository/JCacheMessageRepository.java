package io.github.whatsapp360.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.media.MediaIdStore;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.cache.Cache;

/**
 * A repository in a JCache (JSR 107), such as Hazelcast, Infinispan or Redisson. Keys are the callback data and values
 * are JSON, both as texts, so a cache server needs no class of this component. Records are changed with
 * {@code putIfAbsent}, {@code replace} and {@code remove} of an expected value only.
 *
 * <p><b>The cache</b> must not evict entries, because a message without a record is sent. It should drop an entry 90
 * days after its last change ({@code ModifiedExpiryPolicy}): {@link #cleanUp} does nothing. It must have a backup on
 * another member, and must not answer from a near cache. A grid that lives in the applications' own processes loses
 * records if several members die together.
 *
 * <p><b>Clocks.</b> A record has the time of its last change by the clock of the application that wrote it, and its age
 * is the difference to the clock of the application that reads it. Synchronize the clocks, and make the settle time
 * longer by the largest difference that may occur; otherwise, a message in doubt may be sent again too early.
 *
 * <p>{@link #unresolved} reads the whole cache. A cache's exceptions are passed on, and a value that is no record is an
 * {@link IllegalArgumentException}.
 */
public final class JCacheMessageRepository implements MessageRepository {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Cache<String, String> cache;
    private final Optional<MediaIdStore> mediaIds;

    /** Creates a repository without media IDs in this cache, which the caller owns and closes. */
    public JCacheMessageRepository(Cache<String, String> cache) {
        this.cache = Objects.requireNonNull(cache, "cache");
        this.mediaIds = Optional.empty();
    }

    /**
     * Creates a repository in this cache, which the caller owns and closes.
     *
     * @param mediaIds the store of media IDs that belongs to it, such as a {@link JCacheMediaIdStore} over a second
     *     cache
     */
    public JCacheMessageRepository(Cache<String, String> cache, MediaIdStore mediaIds) {
        this.cache = Objects.requireNonNull(cache, "cache");
        this.mediaIds = Optional.of(Objects.requireNonNull(mediaIds, "mediaIds"));
    }

    @Override
    public Map<String, MessageRecord> find(Collection<String> callbackData) {
        Objects.requireNonNull(callbackData, "callbackData");
        Map<String, MessageRecord> found = new HashMap<>();
        for (Map.Entry<String, String> entry : values(callbackData).entrySet()) {
            found.put(entry.getKey(), read(entry.getValue()));
        }
        return found;
    }

    /** Returns the stored values. A question for one key needs no collection of the answers of several members. */
    private Map<String, String> values(Collection<String> keys) {
        if (keys.size() != 1) {
            return cache.getAll(new HashSet<>(keys));
        }
        String key = keys.iterator().next();
        String value = cache.get(key);
        return value == null ? Map.of() : Map.of(key, value);
    }

    @Override
    public boolean insert(MessageRecord record) {
        Objects.requireNonNull(record, "record");
        String value = write(record);
        boolean inserted = cache.putIfAbsent(record.callbackData(), value);
        if (inserted) {
            record.storedAs(value);
        }
        return inserted;
    }

    @Override
    public boolean replace(MessageRecord before, MessageRecord after) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        String value = write(after);
        // usually, the stored value is known from its reading or writing
        boolean replaced = !before.stored().isEmpty() && cache.replace(before.callbackData(), before.stored(), value)
                || current(before)
                        .filter(stored -> cache.replace(before.callbackData(), stored, value))
                        .isPresent();
        if (replaced) {
            after.storedAs(value);
        }
        return replaced;
    }

    @Override
    public boolean remove(MessageRecord record) {
        Objects.requireNonNull(record, "record");
        Optional<String> stored = current(record);
        return stored.isPresent() && cache.remove(record.callbackData(), stored.get());
    }

    @Override
    public List<MessageRecord> unresolved(Duration age, int limit) {
        Objects.requireNonNull(age, "age");
        List<MessageRecord> found = new ArrayList<>();
        for (Cache.Entry<String, String> entry : cache) {
            MessageRecord record = read(entry.getValue());
            if (record.state().isUnresolved() && record.age().compareTo(age) > 0) {
                found.add(record);
            }
        }
        found.sort(Comparator.comparing(MessageRecord::age).reversed());
        return found.stream().limit(limit).toList();
    }

    @Override
    public Optional<MediaIdStore> mediaIds() {
        return mediaIds;
    }

    /** Returns the stored text of this version. */
    private Optional<String> current(MessageRecord record) {
        return Optional.ofNullable(cache.get(record.callbackData()))
                .filter(stored -> read(stored).version() == record.version());
    }

    private static String write(MessageRecord record) {
        return "{\"changedAt\":\"" + Instant.now() + "\",\"record\":" + record.toJson() + "}";
    }

    private static MessageRecord read(String value) {
        try {
            JsonNode json = MAPPER.readTree(value);
            Instant changedAt = Instant.parse(json.path("changedAt").asText());
            Duration age = Duration.between(changedAt, Instant.now());
            return MessageRecord.fromJson(json.path("record"))
                    .withAge(age.isNegative() ? Duration.ZERO : age)
                    .storedAs(value);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "The cache of the message repository holds something else than a record", e);
        }
    }
}
