package io.github.whatsapp360.api;

/**
 * What all failures of this component have in common. Their type says whether the message was sent.
 *
 * <p>No message of theirs holds the API key, a whole phone number or contents.
 */
public abstract class Whatsapp360Exception extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Whatsapp360Exception(String message, Throwable cause) {
        super(message, cause);
    }
}
