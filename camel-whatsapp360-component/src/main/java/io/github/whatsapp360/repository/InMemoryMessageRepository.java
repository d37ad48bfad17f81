package io.github.whatsapp360.repository;

import io.github.whatsapp360.media.MediaIdStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A repository in the memory of this process. */
final class InMemoryMessageRepository implements MessageRepository {

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final int maxRecords;
    private final MediaIdStore mediaIds;

    InMemoryMessageRepository(int maxRecords) {
        this.maxRecords = maxRecords;
        this.mediaIds = MediaIdStore.inMemory(maxRecords);
    }

    private record Entry(MessageRecord record, long nanos) {

        static Entry of(MessageRecord record) {
            return new Entry(record, System.nanoTime());
        }

        MessageRecord aged() {
            return record.withAge(Duration.ofNanos(System.nanoTime() - nanos));
        }
    }

    @Override
    public synchronized Map<String, MessageRecord> find(Collection<String> callbackData) {
        Objects.requireNonNull(callbackData, "callbackData");
        Map<String, MessageRecord> found = new HashMap<>();
        for (String each : callbackData) {
            Entry entry = entries.get(each);
            if (entry != null) {
                found.put(each, entry.aged());
            }
        }
        return found;
    }

    @Override
    public synchronized boolean insert(MessageRecord record) {
        Objects.requireNonNull(record, "record");
        if (entries.putIfAbsent(record.callbackData(), Entry.of(record)) != null) {
            return false;
        }
        if (entries.size() > maxRecords) {
            entries.remove(entries.keySet().iterator().next());
        }
        return true;
    }

    @Override
    public synchronized boolean replace(MessageRecord before, MessageRecord after) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        return isCurrent(before) && entries.put(after.callbackData(), Entry.of(after)) != null;
    }

    @Override
    public synchronized boolean remove(MessageRecord record) {
        Objects.requireNonNull(record, "record");
        return isCurrent(record) && entries.remove(record.callbackData()) != null;
    }

    @Override
    public synchronized List<MessageRecord> unresolved(Duration age, int limit) {
        Objects.requireNonNull(age, "age");
        List<MessageRecord> found = new ArrayList<>();
        for (Entry entry : entries.values()) {
            MessageRecord record = entry.aged();
            if (record.state().isUnresolved() && record.age().compareTo(age) > 0) {
                found.add(record);
            }
        }
        found.sort(Comparator.comparing(MessageRecord::age).reversed());
        return found.stream().limit(limit).toList();
    }

    @Override
    public Optional<MediaIdStore> mediaIds() {
        return Optional.of(mediaIds);
    }

    private boolean isCurrent(MessageRecord record) {
        Entry entry = entries.get(record.callbackData());
        return entry != null && entry.record.version() == record.version();
    }
}
