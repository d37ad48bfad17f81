package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.Whatsapp360Exception;
import java.util.regex.Pattern;

/** Makes a line for the log of a text that others have written: short, without line breaks and phone numbers. */
final class LogText {

    private static final int MAX_LENGTH = 300;

    /** The length of a text that is read at all; longer than those of our exceptions. */
    private static final int MAX_READ = 2_000;

    /** The beginning of what our exceptions advise, after the service's text. */
    private static final String ADVICE = " What to do: ";

    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}\\s]+");

    /**
     * Digits with separators, at least seven characters. An IP address is not masked. It has no group that repeats,
     * because Java's matching of such a group needs stack for each repetition. The address of the page about an error
     * code stays: its first digit is never masked, and the rest of the longest code is too short.
     */
    private static final Pattern NUMBER = Pattern.compile("(?<!#error-)\\+?[0-9][0-9 ()/-]{5,}[0-9]");

    private LogText() {}

    /** Returns the message of one of our exceptions, or the type and the message of another one. */
    static String of(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        String text = failure instanceof Whatsapp360Exception
                ? message
                : failure.getClass().getSimpleName() + (message.isBlank() ? "" : ": " + message);
        String masked = NUMBER.matcher(
                        NOT_PRINTABLE.matcher(cut(text, MAX_READ)).replaceAll(" "))
                .replaceAll("***")
                .strip();
        int advice = Math.max(masked.lastIndexOf(ADVICE), 0);
        return masked.length() <= MAX_LENGTH
                ? masked
                : cut(advice == 0 ? masked : masked.substring(0, advice), MAX_LENGTH)
                        + (advice == 0 ? "" : cut(masked.substring(advice), MAX_LENGTH));
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) + "…" : text;
    }
}
