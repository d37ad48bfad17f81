package io.github.whatsapp360.media;

import java.util.Optional;

/**
 * Remembers which files the service holds, so that they are uploaded once. It may forget at any time; what it forgets is
 * uploaded again. It is asked by many threads at once, and one store may serve several numbers and applications. It may
 * throw: then the file is uploaded as if it were new, and a warning is logged, one a minute at most.
 */
public interface MediaIdStore {

    /** What was put under this key, if it is still there. */
    Optional<UploadedMedia> get(String key);

    /**
     * Remembers a file.
     *
     * @param key letters, digits and colons, 76 characters at most; it tells neither the number nor the file's name
     */
    void put(String key, UploadedMedia media);

    /** Forgets what was put under this key, if anything was. */
    void remove(String key);

    /**
     * Whether it answers out of this process's memory. Such a store is asked on the thread that sends; any other by the
     * component's workers, since it may take its time.
     */
    default boolean isInMemory() {
        return false;
    }

    /**
     * A store in memory, which forgets what was not asked for the longest time.
     *
     * @param maxEntries how many entries it holds; a file has two, by its content and by its ID
     */
    static MediaIdStore inMemory(int maxEntries) {
        return new InMemoryMediaIds(maxEntries);
    }
}
