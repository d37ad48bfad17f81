package io.github.whatsapp360.client;

/** The progress of a call: whether its request has begun and is complete, and the time of the last transferred byte. */
class Progress {

    private volatile boolean begun;
    private volatile boolean whole;
    private volatile long nanos = System.nanoTime();

    boolean isBegun() {
        return begun;
    }

    boolean isWhole() {
        return whole;
    }

    /** Returns the time of the last transferred byte ({@link System#nanoTime()}). */
    long nanos() {
        return nanos;
    }

    void begin() {
        begun = true;
    }

    void moved() {
        nanos = System.nanoTime();
    }

    /** Notes that the whole request has been sent. Bytes from now on belong to the answer. */
    void complete() {
        begun = true;
        moved();
        whole = true;
    }
}
