package io.github.whatsapp360.files;

/**
 * A MIME type from a source that has not read the file, such as a mail or an HTTP header. It counts only if the service
 * accepts files of that type and the content does not contradict it.
 *
 * @param mimeType the type in any of its names; empty or generic for none
 * @param source the name of the source for the user, e.g. {@code the header Content-Type}
 */
public record TypeHint(String mimeType, String source) {}
