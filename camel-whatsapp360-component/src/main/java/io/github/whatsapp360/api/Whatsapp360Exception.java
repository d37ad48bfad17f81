package io.github.whatsapp360.api;

/**
 * The base class of all failures of this component. The type of a failure tells whether the message was sent.
 *
 * <p>The texts contain no API key, no complete phone number and no message content.
 */
public abstract class Whatsapp360Exception extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Whatsapp360Exception(String message, Throwable cause) {
        super(message, cause);
    }
}
