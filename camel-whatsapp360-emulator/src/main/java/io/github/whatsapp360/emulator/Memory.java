package io.github.whatsapp360.emulator;

import java.time.Clock;

/**
 * Everything that a reset forgets. A request keeps to the memory in which it began, so that one which is cut off late does
 * not turn up in the next test.
 */
record Memory(Chats chats, MediaStore media, Links links, RequestLog requests, Quota quota) implements AutoCloseable {

    private Memory(MediaStore media, Links links) {
        this(new Chats(), media, links, new RequestLog(), new Quota());
    }

    /**
     * @param clock of the files' and the cache's expiry
     * @param remoteLinks whether links to other machines are followed
     */
    static Memory empty(Clock clock, boolean remoteLinks) {
        MediaStore media = new MediaStore(clock);
        return new Memory(media, new Links(media, clock, remoteLinks));
    }

    /** Keeps a message that was accepted, and begins to fetch what it links to. */
    void accept(ChatMessage message) {
        links.fetch(message);
        chats.add(message);
    }

    @Override
    public void close() {
        chats.close();
        links.close();
        media.close();
    }
}
