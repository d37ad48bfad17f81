package io.github.whatsapp360.api;

import java.util.Objects;

/**
 * Thrown if nothing was sent, for a reason outside the message: the same call may succeed later.
 *
 * <p>The cause is the underlying failure, or the failure of the last attempt, if there is one.
 */
public final class NotSentException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** The reason why nothing was sent. */
    public enum Reason {
        /** The service was not reached, or the connection broke before the whole request was written. */
        NO_CONNECTION,
        /** A local file could not be read, or a download could not be stored. */
        LOCAL_FILE,
        /** The application was stopping, or the component had been stopped. */
        STOPPED,
        /** The message did not get its turn within {@code expiresAfter}. */
        EXPIRED,
        /** The message repository could not be used, so a repetition of the message could not be excluded. */
        REPOSITORY
    }

    private final Reason reason;
    private final boolean begun;

    private NotSentException(Reason reason, String message, boolean begun, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.begun = begun;
    }

    /**
     * Creates an exception for a request that did not reach the service as a whole, as a proxy reported.
     *
     * @param message the reason; the exception's text adds that nothing was sent
     * @param begun true if a part of the request had been sent
     */
    public static NotSentException noConnection(String message, boolean begun) {
        return unreached(message, begun, null);
    }

    /**
     * Creates an exception for a request that did not reach the service as a whole.
     *
     * @param message the reason; the exception's text adds that nothing was sent
     * @param begun true if a part of the request had been sent
     * @param cause the failure of the connection
     */
    public static NotSentException noConnection(String message, boolean begun, Throwable cause) {
        return unreached(message, begun, Objects.requireNonNull(cause, "cause"));
    }

    private static NotSentException unreached(String message, boolean begun, Throwable cause) {
        Objects.requireNonNull(message, "message");
        return new NotSentException(Reason.NO_CONNECTION, message + "; nothing was sent", begun, cause);
    }

    /** Creates an exception for a file that cannot be read or written. */
    public static NotSentException localFile(String message, Throwable cause) {
        return new NotSentException(
                Reason.LOCAL_FILE,
                Objects.requireNonNull(message, "message"),
                true,
                Objects.requireNonNull(cause, "cause"));
    }

    /** Creates an exception for a call that still waited when the application stopped. */
    public static NotSentException stopped() {
        return ofStop(null);
    }

    /**
     * Creates an exception for a call that waited for another attempt when the application stopped.
     *
     * @param lastFailure the failure of its last attempt
     */
    public static NotSentException stopped(Throwable lastFailure) {
        return ofStop(Objects.requireNonNull(lastFailure, "lastFailure"));
    }

    private static NotSentException ofStop(Throwable lastFailure) {
        return new NotSentException(
                Reason.STOPPED, "The component has been stopped; nothing was sent", false, lastFailure);
    }

    /** Creates an exception for a message that waited too long. */
    public static NotSentException expired() {
        return ofExpiry(null);
    }

    /**
     * Creates an exception for a message that waited too long for another attempt.
     *
     * @param lastFailure the failure of its last attempt
     */
    public static NotSentException expired(Throwable lastFailure) {
        return ofExpiry(Objects.requireNonNull(lastFailure, "lastFailure"));
    }

    private static NotSentException ofExpiry(Throwable lastFailure) {
        return new NotSentException(
                Reason.EXPIRED,
                "The message expired before it could be sent (option 'expiresAfter'); nothing was sent",
                false,
                lastFailure);
    }

    /** Creates an exception for a message whose record could not be read or written. */
    public static NotSentException repository(Throwable cause) {
        Objects.requireNonNull(cause, "cause");
        return new NotSentException(
                Reason.REPOSITORY,
                "The message repository could not be used (option 'messageRepository'); nothing was sent",
                false,
                cause);
    }

    /** Returns the reason why nothing was sent. */
    public Reason getReason() {
        return reason;
    }

    /** Returns whether a part of the request had been sent, so that a stream that can be read only once is used up. */
    public boolean isBegun() {
        return begun;
    }
}
