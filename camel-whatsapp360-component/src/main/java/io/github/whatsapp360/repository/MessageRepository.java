package io.github.whatsapp360.repository;

import io.github.whatsapp360.media.MediaIdStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a record of every message, so that a message is not sent again after a process died or a queue delivered it
 * again. Several applications that send for the same number share one repository.
 *
 * <p>The component decides what a record says, and a repository only stores it: it compares and sets whole records. All
 * methods may block, must be thread-safe, and may throw any {@link RuntimeException}. If {@link #find}, {@link #insert}
 * or {@link #replace} throws before a message was sent, the message ends as not sent. A change must be visible to all
 * applications when the method returns.
 *
 * <p>{@code MessageRepositoryTestKit} in {@code camel-whatsapp360-test-kit} checks an implementation.
 */
public interface MessageRepository {

    /**
     * Returns the records with these callback data; a message without a record has no entry. Each record has its
     * {@linkplain MessageRecord#age age} by the clock of the repository.
     *
     * @param callbackData at most 1,000 different texts, each of 1 to 512 characters; upper and lower case differ
     */
    Map<String, MessageRecord> find(Collection<String> callbackData);

    /**
     * Stores the first record of a message, with the age 0.
     *
     * @return false if there is a record with the same callback data already; then nothing changes
     */
    boolean insert(MessageRecord record);

    /**
     * Stores the next version of a record, with the age 0.
     *
     * @return false if the stored record does not have the {@linkplain MessageRecord#version version} of
     *     {@code before}, or if there is none any more; then nothing changes
     */
    boolean replace(MessageRecord before, MessageRecord after);

    /**
     * Removes a record, so that its message can be sent again at once.
     *
     * @return false if the stored record does not have the version of this one, or if there is none; then nothing
     *     changes
     */
    boolean remove(MessageRecord record);

    /**
     * Returns the records that wait for a status: their state is {@link MessageRecord.State#SENDING} or
     * {@link MessageRecord.State#ACCEPTED}, and they are older than this age. The oldest come first.
     *
     * @param limit the largest number of records
     */
    List<MessageRecord> unresolved(Duration age, int limit);

    /**
     * Removes the records, and the media IDs, that are too old to be asked for again. The component calls it once an
     * hour, on one of its workers. A repository that drops entries by itself does nothing here.
     */
    default void cleanUp() {}

    /**
     * Returns the store of media IDs that belongs to this repository. It is used if the option {@code mediaIdStore} is
     * not set, so that a file that is delivered again is not uploaded again. Empty if there is none.
     */
    default Optional<MediaIdStore> mediaIds() {
        return Optional.empty();
    }

    /**
     * Creates a repository in memory, for one process and for tests. It loses its records when the process ends.
     *
     * @param maxRecords the largest number of records; above it, the oldest are dropped
     */
    static MessageRepository inMemory(int maxRecords) {
        return new InMemoryMessageRepository(maxRecords);
    }
}
