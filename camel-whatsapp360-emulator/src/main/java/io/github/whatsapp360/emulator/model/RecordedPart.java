package io.github.whatsapp360.emulator.model;

/**
 * One part of an upload's form, as it came.
 *
 * @param headers the part's header lines, joined by {@code \n}, undecoded but for their UTF-8
 * @param name the field's name
 * @param value a text field's text; empty for a file
 * @param filename a file's name; empty for a text field
 * @param contentType as it came; empty if there was none
 * @param size of the part's content, in bytes
 * @param sha256 of a file's bytes, in lower-case hex; empty for a text field
 */
public record RecordedPart(
        String headers, String name, String value, String filename, String contentType, long size, String sha256) {}
