package io.github.whatsapp360.emulator.page;

/** An error in a call of the emulator's own API, as it is answered. */
public final class BadRequest extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    BadRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
