package io.github.whatsapp360.trace;

/**
 * The trace of one exchange. The delivery of the exchange tells it about each attempt, on the thread that makes the
 * attempt. It receives no recipient, no content and no API key. Its methods return at once and throw nothing.
 */
public interface CallTrace {

    /** The trace of an exchange that is not traced. */
    CallTrace NONE = new CallTrace() {};

    /** Returns the trace context of the exchange, in the form of the header {@code traceparent}; empty if none. */
    default String traceparent() {
        return "";
    }

    /** Notes the API's type of the message that is sent, such as {@code text} or {@code document}. */
    default void sends(String type) {}

    /**
     * Begins an attempt.
     *
     * @param operation the name of the operation, such as {@code upload} or {@code send}
     */
    default Attempt begin(String operation) {
        return Attempt.NONE;
    }

    /** Notes the ID under which the service accepted the message. */
    default void accepted(String messageId) {}

    /** An attempt that has begun. Its methods are called on the thread on which it began. */
    interface Attempt {

        /** The attempt of an exchange that is not traced. */
        Attempt NONE = new Attempt() {};

        /** Notes the failure of the attempt. */
        default void failed(Throwable failure) {}

        /** Ends the attempt. */
        default void end() {}
    }
}
