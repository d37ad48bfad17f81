package io.github.whatsapp360.api;

import io.github.whatsapp360.media.Problem;
import java.io.IOException;

/** A file of this machine is at fault, not the connection: it cannot be read, or a download cannot be stored. */
final class LocalFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String text;

    LocalFileException(String text, IOException cause) {
        super(cause.getMessage(), cause);
        this.text = text;
    }

    static LocalFileException unreadable(IOException cause) {
        return new LocalFileException("the file cannot be read", cause);
    }

    static InvalidMessageException problem(IOException cause) {
        String text = cause instanceof LocalFileException local ? local.text : "the file cannot be read";
        return new InvalidMessageException(new Problem("body", text), cause);
    }
}
