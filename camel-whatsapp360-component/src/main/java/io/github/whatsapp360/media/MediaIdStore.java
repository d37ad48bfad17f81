package io.github.whatsapp360.media;

import java.util.Optional;

/**
 * A store of uploaded files, so that each file is uploaded once. It may drop entries at any time; then the files are
 * uploaded again. It must be thread-safe, and several numbers and applications may share it. If a method throws, the
 * file is uploaded again, and a warning is logged at most once a minute.
 */
public interface MediaIdStore {

    /** Returns the file under this key; empty if there is none. */
    Optional<UploadedMedia> get(String key);

    /**
     * Stores a file.
     *
     * @param key letters, digits and colons, at most 76 characters; it reveals neither the number nor the file's name
     */
    void put(String key, UploadedMedia media);

    /** Removes the file under this key, if there is one. */
    void remove(String key);

    /**
     * Returns whether the store is in the memory of this process. Such a store is called on the sending thread. Other
     * stores may be slow, so the component's workers call them.
     */
    default boolean isInMemory() {
        return false;
    }

    /**
     * Creates a store in memory, which drops the least recently used entries.
     *
     * @param maxEntries the largest number of entries; each file has two, one for its content and one for its media ID
     * @throws IllegalArgumentException if it is less than 1
     */
    static MediaIdStore inMemory(int maxEntries) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries must be at least 1: " + maxEntries);
        }
        return new InMemoryMediaIds(maxEntries);
    }
}
