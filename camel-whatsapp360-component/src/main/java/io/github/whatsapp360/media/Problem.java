package io.github.whatsapp360.media;

/**
 * One reason why something cannot be sent, in words that say what to do about it.
 *
 * @param field what is wrong, named as the user knows it: an option, a header's last part, or a JSON path
 * @param text the problem with its limit, and the remedy, for people who know the file and not the route; it never holds a
 *     phone number, a key or contents
 * @param remedy what the route can do about it, naming the header or option; may be empty
 */
public record Problem(String field, String text, String remedy) {

    /** A problem whose text says it all. */
    public Problem(String field, String text) {
        this(field, text, "");
    }

    @Override
    public String toString() {
        return field + ": " + text + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
