package io.github.whatsapp360.api;

import java.util.Objects;

/**
 * A reason why something cannot be sent, with advice on what to do.
 *
 * @param field the name that the user knows: an option, the last part of a header's name, or a JSON path
 * @param text the problem with its limit and remedy, for people who know the file but not the route; it contains no
 *     phone number, API key or message content; a control character, such as a line break, becomes a space
 * @param remedy the remedy in the route, with the name of the header or option; may be empty
 */
public record Problem(String field, String text, String remedy) {

    public Problem {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(remedy, "remedy");
        text = text.replaceAll("\\p{Cntrl}", " "); // text may quote a header, and a problem is one line of a log
    }

    /** Creates a problem without a remedy in the route. */
    public Problem(String field, String text) {
        this(field, text, "");
    }

    @Override
    public String toString() {
        return field + ": " + text + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
