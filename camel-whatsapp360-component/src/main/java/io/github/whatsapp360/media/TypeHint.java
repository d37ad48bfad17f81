package io.github.whatsapp360.media;

/**
 * A file's type as somebody gives it without having looked into the file, such as a mail or an HTTP client. It counts only if
 * the service takes files of that type and the content does not contradict.
 *
 * @param mimeType the type in any of its words; empty or general for none
 * @param source who says so, as a user knows it, e.g. {@code the header Content-Type}
 */
public record TypeHint(String mimeType, String source) {}
