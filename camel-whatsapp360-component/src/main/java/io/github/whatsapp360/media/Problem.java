package io.github.whatsapp360.media;

/**
 * One reason why something cannot be sent, in words that say what to do about it.
 *
 * @param field what is wrong, named as the user knows it: an option, a header's last part, or a JSON path
 * @param text the problem with its limit, and the remedy; it never holds a phone number, a key or contents
 */
public record Problem(String field, String text) {

    @Override
    public String toString() {
        return field + ": " + text;
    }
}
