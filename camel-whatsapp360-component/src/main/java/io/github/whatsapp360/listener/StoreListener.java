package io.github.whatsapp360.listener;

/** Receives the failures of the stores that several applications may share. It must return at once. */
@FunctionalInterface
public interface StoreListener {

    /** Ignores everything. */
    StoreListener NONE = store -> {};

    /** A store that the component uses. */
    enum Store {
        /** The store of a shared rate, option {@code rateLimitStore}. */
        RATE_LIMIT,
        /** The store of media IDs, option {@code mediaIdStore}. */
        MEDIA_IDS,
        /** The records of messages, option {@code messageRepository}. */
        MESSAGES,
        /** The keys of events, option {@code idempotentRepository}. */
        EVENTS
    }

    /** Tells that a store has failed once: it threw an exception, or did not answer in time. */
    void failed(Store store);
}
