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

    /**
     * Returns a text with what to do. Some texts of the service end with a full stop already.
     *
     * @param advice the advice; may be empty
     */
    static String withAdvice(String text, String advice) {
        if (advice.isEmpty()) {
            return text;
        }
        return text + (text.endsWith(".") ? "" : ".") + " What to do: " + advice;
    }

    /**
     * Returns a text with what to do after this error, and with the address of the page about it.
     *
     * @param details the service's error text; may be empty
     */
    static String withAdvice(String text, ErrorCode code, String details) {
        return withAdvice(text, code.advice(details)) + ". See " + code.page();
    }
}
