package io.github.whatsapp360.api;

/** The service was not reached, or the request was not written whole: nothing was sent. */
public final class ConnectionFailedException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final boolean begun;

    public ConnectionFailedException(String message, boolean begun, Throwable cause) {
        super(message, cause);
        this.begun = begun;
    }

    /** Whether a part of the request had gone out, so that a stream that can be read only once is used up. */
    public boolean isBegun() {
        return begun;
    }
}
