package io.github.whatsapp360.media;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A store in memory that drops the least recently used entries. */
final class InMemoryMediaIds implements MediaIdStore {

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, UploadedMedia> entries;

    InMemoryMediaIds(int maxEntries) {
        entries = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, UploadedMedia> eldest) {
                return size() > maxEntries;
            }
        };
    }

    @Override
    public synchronized Optional<UploadedMedia> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public synchronized void put(String key, UploadedMedia media) {
        entries.put(key, media);
    }

    @Override
    public synchronized void remove(String key) {
        entries.remove(key);
    }

    @Override
    public boolean isInMemory() {
        return true;
    }
}
