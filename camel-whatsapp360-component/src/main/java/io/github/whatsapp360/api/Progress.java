package io.github.whatsapp360.api;

/** How far a call got: whether its request was sent at all and whole, and when a byte last moved. */
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

    /** When a byte last moved ({@link System#nanoTime()}). */
    long nanos() {
        return nanos;
    }

    void begin() {
        begun = true;
    }

    void moved() {
        nanos = System.nanoTime();
    }

    /** The request has gone out; what moves from now on is the answer. */
    void complete() {
        begun = true;
        moved();
        whole = true;
    }
}
