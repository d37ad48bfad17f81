package io.github.whatsapp360.client;

import io.github.whatsapp360.api.NotSentException;
import java.io.IOException;

/** Thrown if a local file, not the connection, causes a failure: it cannot be read, or a download cannot be stored. */
final class LocalFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String text;

    LocalFileException(String text, IOException cause) {
        super(cause.getMessage(), cause);
        this.text = text;
    }

    static LocalFileException unreadable(IOException cause) {
        return new LocalFileException("The file cannot be read", cause);
    }

    /** Returns the exception that the caller gets. */
    static NotSentException notSent(IOException cause) {
        return NotSentException.localFile(
                cause instanceof LocalFileException local ? local.text : "The file cannot be read", cause);
    }
}
