package io.github.whatsapp360.emulator;

import java.time.Clock;

/**
 * Everything that a reset forgets. A request keeps to the memory in which it began, so that one which is cut off late does
 * not turn up in the next test.
 */
record Memory(Chats chats, MediaStore media, RequestLog requests, Quota quota) implements AutoCloseable {

    /** The clock is that of the files' expiry. */
    Memory(Clock clock) {
        this(new Chats(), new MediaStore(clock), new RequestLog(), new Quota());
    }

    @Override
    public void close() {
        chats.close();
        media.close();
    }
}
