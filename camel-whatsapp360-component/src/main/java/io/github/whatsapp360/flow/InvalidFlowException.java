package io.github.whatsapp360.flow;

/** Thrown if a request is none of a flow. The message gives the reason and contains nothing of the request. */
public final class InvalidFlowException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean keyWrong;

    InvalidFlowException(boolean keyWrong, String message) {
        super(message);
        this.keyWrong = keyWrong;
    }

    /** Returns whether the private key does not fit, so that the client should fetch the public key again. */
    public boolean isKeyWrong() {
        return keyWrong;
    }
}
