package io.github.whatsapp360.emulator;

/**
 * Everything that a reset forgets. A request keeps to the memory in which it began, so that one which is cut off late does
 * not turn up in the next test.
 */
record Memory(Chats chats, MediaStore media, RequestLog requests) implements AutoCloseable {

    Memory() {
        this(new Chats(), new MediaStore(), new RequestLog());
    }

    @Override
    public void close() {
        chats.close();
        media.close();
    }
}
